/** Starts phone calls through Twilio and classifies the outcome. */
import { spokenMessage } from '#domain/notify/message/spoken-message';
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
import { addressOf, takeCallCallback } from './callback.ts';
import { definition } from './definition.ts';
import { sayAndHangUp } from './render.ts';
import { readSettings } from './settings.ts';
import type { CallSettings } from './settings.ts';

export interface TwilioVoiceDeps extends HttpChannelDeps {
  services: ChannelServices;
  callbackUrl: CallbackUrl;
}

/**
 * Builds the fields of a call (twilio.com/docs/voice/api/call-resource). A verification code is read out to whoever
 * answers; for all other messages, Twilio first detects whether a person answered.
 */
function callFields(
  { callbackUrl }: TwilioVoiceDeps,
  service: string,
  to: string,
  { from, ring, voices }: CallSettings,
  { message, idempotencyKey }: DeliveryRequest,
): Record<string, string> {
  const keys = { delivery: idempotencyKey, language: message.language };
  const usual = {
    To: to,
    From: from,
    Timeout: String(ring),
    StatusCallback: addressOf(callbackUrl, service, 'ended', keys),
    StatusCallbackMethod: 'POST',
  };
  return message.code === undefined
    ? { ...usual, Url: addressOf(callbackUrl, service, 'answered', keys), Method: 'POST', MachineDetection: 'Enable' }
    : { ...usual, Twiml: sayAndHangUp(spokenMessage(message), voices[message.language]).body };
}

async function sendThrough(
  deps: TwilioVoiceDeps,
  service: ChannelService,
  request: DeliveryRequest,
): Promise<DeliveryOutcome> {
  const to = numberOf(request.to || (textSetting(service.settings, 'to') ?? ''));
  if (to === null) {
    return { kind: 'never', reason: 'bad-address', detail: 'not a number with its country, like +33612345678' };
  }
  const [account, settings] = [readAccount(service), readSettings(service)];
  if (!account.ok || !settings.ok) {
    return misconfigured([account, settings].flatMap((read) => (read.ok ? [] : [read.problem])).join('; '));
  }
  if (!isAllowedCountry(to, textSetting(service.settings, 'countries'))) {
    return { kind: 'never', reason: 'refused', detail: 'the number is not in "countries" of this service' };
  }
  const fields = callFields(deps, service.id, to, settings.settings, request);
  const outcome = twilioOutcome(
    await postTwilio(deps.http, account.account, 'Calls', fields, request.signal),
    deps.clock.machine(),
  );
  return outcome.kind === 'done' && outcome.providerId !== null
    ? { ...outcome, providerId: `${service.id}/${outcome.providerId}` }
    : outcome;
}

export function createTwilioVoiceChannel(deps: TwilioVoiceDeps): Channel {
  let hearing: InboundHandler | null = null;
  return {
    definition,
    lane: () => definition.kind,
    send: (request) =>
      throughOneService(definition.kind, request, deps.services, (service) => sendThrough(deps, service, request)),
    hear: (listener) => void (hearing = listener),
    callback: async (service, callback) =>
      hearing === null ? NOT_YET : takeCallCallback(service, callback, hearing, deps.callbackUrl),
    probe: (service, signal) => probeTwilio(deps, service, signal),
    senders: ({ settings }) => sendersOf(textSetting(settings, 'from')),
  };
}
