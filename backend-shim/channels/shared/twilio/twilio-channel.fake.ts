/** Starts a Twilio channel and its peer; callbacks go straight into the channel. */
import { createGuardedHttp } from '../../../adapters/guarded-http.ts';
import type { ServiceCallback, CallbackUrl } from '../../../ports/callback.ts';
import type { CallTurn, CallReport } from '../../../ports/call.ts';
import type {
  Channel,
  ChannelService,
  ChannelServices,
  InboundHandler,
  DeliveryReceipt,
} from '../../../ports/channel.ts';
import { createFakeClock } from '../testing/delivery.fake.ts';
import type { HttpChannelDeps } from '../http/post-json.ts';
import { ACCOUNT_SID, AUTH_TOKEN, startFakeTwilio } from './twilio.fake.ts';
import type { DeliverCallback, FakeTwilio } from './twilio.fake.ts';

type CreateChannel = (deps: HttpChannelDeps & { services: ChannelServices; callbackUrl: CallbackUrl }) => Channel;

export interface TwilioBench {
  twilio: FakeTwilio;
  channel: Channel;
  service: ChannelService;
  receipts: Array<[string, DeliveryReceipt]>;
  replies: unknown[];
  calls: CallReport[];
  answers(reply: string | null): void;
  speaks(turn: (call: CallReport) => CallTurn): void;
  /** The callback as the HTTP listener passes it on. */
  callback(url: string, body: string, headers: ServiceCallback['headers']): ReturnType<DeliverCallback>;
  close(): Promise<void>;
}

const PUBLIC = 'https://oncall.example.com/vigie';

export async function startTwilioBench(
  create: CreateChannel,
  settings: Record<string, unknown>,
  secrets: Record<string, string> = {},
): Promise<TwilioBench> {
  const http = createGuardedHttp({ allow: ['127.0.0.0/8'] });
  const heard = {
    receipts: [] as Array<[string, DeliveryReceipt]>,
    replies: [] as unknown[],
    calls: [] as CallReport[],
  };
  let answer: string | null = null;
  let speak = (_call: CallReport): CallTurn => ({ language: 'en', say: [], ask: null });
  const hearing: InboundHandler = {
    receipt: async (id, receipt) => void heard.receipts.push([id, receipt]),
    reply: async (reply) => (heard.replies.push(reply), answer),
    call: async (call) => (heard.calls.push(call), speak(call)),
    press: () => Promise.reject(new Error('nothing of Twilio has such buttons')),
  };
  const callback: TwilioBench['callback'] = async (url, body, headers) => {
    const taken = await channel.callback?.(service, callbackOf(url, body, headers));
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

/** The callback as the HTTP listener passes it on. */
function callbackOf(url: string, body: string, headers: ServiceCallback['headers']): ServiceCallback {
  const [path = '', query = ''] = url.slice(`${PUBLIC}/callbacks/account`.length).split('?');
  return { method: 'POST', path, url, query: new URLSearchParams(query), headers, body };
}
