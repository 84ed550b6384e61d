/** Starts a Twilio channel and its peer; callbacks go straight into the channel. */
import { createGuardedHttp } from '../../adapters/guarded-http.ts';
import type { Callback, CallbackUrl } from '../../ports/callback.ts';
import type { CallTurn, HeardCall } from '../../ports/call.ts';
import type { Channel, ChannelService, ChannelServices, Hearing, Receipt } from '../../ports/channel.ts';
import { createFakeClock } from '../delivery.fake.ts';
import type { HttpChannelDeps } from '../post-json.ts';
import { ACCOUNT_SID, AUTH_TOKEN, startFakeTwilio } from './twilio.fake.ts';
import type { Deliver, FakeTwilio } from './twilio.fake.ts';

type Create = (deps: HttpChannelDeps & { services: ChannelServices; callbackUrl: CallbackUrl }) => Channel;

export interface TwilioBench {
  twilio: FakeTwilio;
  channel: Channel;
  service: ChannelService;
  receipts: Array<[string, Receipt]>;
  replies: unknown[];
  calls: HeardCall[];
  answers(reply: string | null): void;
  speaks(turn: (call: HeardCall) => CallTurn): void;
  /** The callback as the HTTP listener passes it on. */
  callback(url: string, body: string, headers: Callback['headers']): ReturnType<Deliver>;
  close(): Promise<void>;
}

const PUBLIC = 'https://oncall.example.com/vigie';

export async function startTwilioBench(
  create: Create,
  settings: Record<string, unknown>,
  secrets: Record<string, string> = {},
): Promise<TwilioBench> {
  const http = createGuardedHttp({ allow: ['127.0.0.0/8'] });
  const heard = { receipts: [] as Array<[string, Receipt]>, replies: [] as unknown[], calls: [] as HeardCall[] };
  let answer: string | null = null;
  let speak = (_call: HeardCall): CallTurn => ({ language: 'en', say: [], ask: null });
  const hearing: Hearing = {
    receipt: async (id, receipt) => void heard.receipts.push([id, receipt]),
    reply: async (reply) => (heard.replies.push(reply), answer),
    call: async (call) => (heard.calls.push(call), speak(call)),
    press: () => Promise.reject(new Error('nothing of Twilio has such buttons')),
  };
  const callback: TwilioBench['callback'] = async (url, body, headers) => {
    const path = url.slice(`${PUBLIC}/callbacks/account`.length);
    const [bare = '', query = ''] = path.split('?');
    const taken = await channel.callback?.(service, {
      method: 'POST',
      path: bare,
      url,
      query: new URLSearchParams(query),
      headers,
      body,
    });
    return { status: taken?.status ?? 404, body: taken?.body ?? '' };
  };
  const twilio = await startFakeTwilio((url, body, signature) =>
    callback(url, body, { 'x-twilio-signature': signature }),
  );
  const service: ChannelService = {
    id: 'account',
    settings: { accountSid: ACCOUNT_SID, apiUrl: twilio.url, ...settings },
    secrets: { authToken: AUTH_TOKEN, ...secrets },
  };
  const channel = create({
    http,
    clock: createFakeClock(),
    services: () => [service],
    callbackUrl: (id, path) => `${PUBLIC}/callbacks/${id}${path}`,
  });
  channel.hear?.(hearing);
  return {
    ...heard,
    twilio,
    channel,
    service,
    callback,
    answers: (reply) => void (answer = reply),
    speaks: (turn) => void (speak = turn),
    async close() {
      await twilio.close();
      await http.close();
    },
  };
}
