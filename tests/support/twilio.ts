/** Runs a Twilio on loopback that calls back into a sidecar by the address it was given. */
import { startFakeTwilio, ACCOUNT_SID, AUTH_TOKEN } from '../../backend-shim/channels/shared/twilio/twilio.fake.ts';
import type { FakeTwilio } from '../../backend-shim/channels/shared/twilio/twilio.fake.ts';
import { phoneOf } from '../../backend-shim/channels/shared/twilio/phone.fake.ts';
import type { FakePhone } from '../../backend-shim/channels/shared/twilio/phone.fake.ts';

interface Reachable {
  local(url: string): string;
}

export interface TwilioWorld extends FakeTwilio {
  /** Calls back to this sidecar from now on. */
  serves(sidecar: Reachable): void;
  /** An entry under `channels`. */
  channel(
    id: string,
    type: 'twilio-sms' | 'twilio-voice',
    settings?: Record<string, string | number>,
  ): { id: string; type: string; settings: Record<string, string | number>; secrets: Record<string, string> };
  /** Calls that were made, oldest first. */
  calls(): FakePhone[];
  /** Texts that were sent, oldest first. */
  texts(): string[];
  /** Numbers that were called or written to. */
  numbers(): string[];
}

export async function startTwilioWorld(): Promise<TwilioWorld> {
  let sidecar: Reachable | null = null;
  const twilio = await startFakeTwilio(async (url, body, signature) => {
    const response = await fetch(sidecar?.local(url) ?? url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
    });
    return { status: response.status, body: await response.text() };
  });
  const of = (resource: 'Calls' | 'Messages') => twilio.requests.filter((one) => one.resource === resource);
  return {
    ...twilio,
    serves: (reachable) => void (sidecar = reachable),
    channel: (id, type, settings = {}) => ({
      id,
      type,
      settings: { accountSid: ACCOUNT_SID, apiUrl: twilio.url, from: '+33937000000', ...settings },
      secrets: { authToken: AUTH_TOKEN },
    }),
    calls: () => of('Calls').map((request) => phoneOf(twilio, request)),
    texts: () => of('Messages').map(({ fields }) => fields.get('Body') ?? ''),
    numbers: () => twilio.requests.map(({ fields }) => fields.get('To') ?? ''),
  };
}
