/** Plays a phone that Twilio calls: somebody answers or not, presses keys, and hears what Twilio says. */
import type { FakeTwilio, TwilioRequest } from './twilio.fake.ts';

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

function plain(text: string): string {
  return text.replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}

export interface HeardSpeech {
  /** The spoken sentences. */
  said: string[];
  /** The language of the voice. */
  language: string | null;
  /** Where the next key is sent; null: the call ended. */
  keyUrl: string | null;
  xml: string;
}

export function hear(xml: string): HeardSpeech {
  const said = [...xml.matchAll(/<Say[^>]*>([^<]*)<\/Say>/g)].map(([, text = '']) => plain(text));
  const keyUrl = /<Gather[^>]* action="([^"]*)"/.exec(xml)?.[1];
  return {
    said,
    language: /<Say[^>]* language="([^"]*)"/.exec(xml)?.[1] ?? null,
    keyUrl: keyUrl === undefined ? null : plain(keyUrl),
    xml,
  };
}

export interface FakePhone {
  /** A person or a machine answers the call. */
  take(by?: string): Promise<HeardSpeech>;
  /** Presses a key, or nothing. @param repeated sends the same request twice */
  press(heard: HeardSpeech, key: string | null, repeated?: boolean): Promise<HeardSpeech>;
  /** `completed`, `busy`, `no-answer`, `failed`. */
  ends(status: string, more?: Record<string, string>): Promise<number>;
}

export function phoneOf(twilio: FakeTwilio, { sid, fields }: TwilioRequest): FakePhone {
  const post = async (url: string, more: Record<string, string>) =>
    twilio.post(url, { CallSid: sid, To: fields.get('To') ?? '', From: fields.get('From') ?? '', ...more });
  const press = async (heard: HeardSpeech, key: string | null) =>
    hear(
      (await post(heard.keyUrl ?? '', { CallStatus: 'in-progress', ...(key === null ? {} : { Digits: key }) })).body,
    );
  return {
    take: async (by = 'human') =>
      hear((await post(fields.get('Url') ?? '', { CallStatus: 'in-progress', AnsweredBy: by })).body),
    press: async (heard, key, repeated = false) => {
      const first = await press(heard, key);
      return repeated ? press(heard, key) : first;
    },
    ends: async (status, more = {}) =>
      (await post(fields.get('StatusCallback') ?? '', { CallStatus: status, ...more })).status,
  };
}
