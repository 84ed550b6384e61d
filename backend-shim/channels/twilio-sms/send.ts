/** Sends messages as SMS through Twilio and classifies the outcome. */
import type { CallbackUrl } from '../../ports/callback.ts';
import type {
  Channel,
  ChannelService,
  ChannelServices,
  DeliveryRequest,
  InboundHandler,
  DeliveryOutcome,
} from '../../ports/channel.ts';
import { textSetting } from '../shared/fields/destination.ts';
import { numberOf, sendersOf } from '../shared/fields/number.ts';
import type { HttpChannelDeps } from '../shared/http/post-json.ts';
import { misconfigured, throughOneService } from '../shared/services/services.ts';
import { isAllowedCountry } from '../shared/fields/countries.ts';
import { NOT_YET } from '../shared/not-yet.ts';
import { postTwilio, probeTwilio, readAccount } from '../shared/twilio/twilio-account.ts';
import { twilioOutcome } from '../shared/twilio/twilio-errors.ts';
import { takeSmsCallback } from './callback.ts';
import { definition } from './definition.ts';
import { renderTwilioSms } from './render.ts';
import type { SmsSender } from './render.ts';

export interface TwilioSmsDeps extends HttpChannelDeps {
  services: ChannelServices;
  callbackUrl: CallbackUrl;
}

const VALIDITY = 60;
/** Minutes. Twilio takes at most 36,000 seconds. */
const LONGEST_VALIDITY = 600;

type ReadSender = { ok: true; sender: SmsSender } | { ok: false; problem: string };

function readSender({ settings }: Pick<ChannelService, 'settings'>): ReadSender {
  const from = textSetting(settings, 'from')?.replace(/^\+[\d .()-]+$/, (number) => numberOf(number) ?? number) ?? null;
  const messagingService = textSetting(settings, 'messagingService');
  const validity = Number(textSetting(settings, 'validity') ?? VALIDITY);
  if ((from === null) === (messagingService === null)) {
    return { ok: false, problem: 'give either "from" or "messagingService"' };
  }
  if (messagingService !== null && !/^MG[0-9a-f]{32}$/.test(messagingService)) {
    return { ok: false, problem: '"messagingService" must be MG and 32 hexadecimal digits' };
  }
  if (!Number.isInteger(validity) || validity < 1 || validity > LONGEST_VALIDITY) {
    return { ok: false, problem: `"validity" must be a whole number of minutes from 1 to ${LONGEST_VALIDITY}` };
  }
  return { ok: true, sender: { from, messagingService, validity } };
}

async function sendThrough(
  { http, clock, callbackUrl }: TwilioSmsDeps,
  service: ChannelService,
  request: DeliveryRequest,
): Promise<DeliveryOutcome> {
  const to = numberOf(request.to || (textSetting(service.settings, 'to') ?? ''));
  if (to === null) {
    return { kind: 'never', reason: 'bad-address', detail: 'not a number with its country, like +33612345678' };
  }
  const [account, sender] = [readAccount(service), readSender(service)];
  if (!account.ok || !sender.ok) {
    return misconfigured([account, sender].flatMap((read) => (read.ok ? [] : [read.problem])).join('; '));
  }
  if (!isAllowedCountry(to, textSetting(service.settings, 'countries'))) {
    return { kind: 'never', reason: 'refused', detail: 'the number is not in "countries" of this service' };
  }
  const fields = renderTwilioSms(request.message, to, sender.sender, callbackUrl(service.id, '/status'));
  const outcome = twilioOutcome(
    await postTwilio(http, account.account, 'Messages', fields, request.signal),
    clock.machine(),
  );
  return outcome.kind === 'done' && outcome.providerId !== null
    ? { ...outcome, providerId: `${service.id}/${outcome.providerId}` }
    : outcome;
}

export function createTwilioSmsChannel(deps: TwilioSmsDeps): Channel {
  let hearing: InboundHandler | null = null;
  return {
    definition,
    lane: () => definition.kind,
    send: (request) =>
      throughOneService(definition.kind, request, deps.services, (service) => sendThrough(deps, service, request)),
    hear: (listener) => void (hearing = listener),
    callback: async (service, callback) => (hearing === null ? NOT_YET : takeSmsCallback(service, callback, hearing)),
    probe: (service, signal) => probeTwilio(deps, service, signal),
    senders: ({ settings }) => sendersOf(textSetting(settings, 'from')),
  };
}
