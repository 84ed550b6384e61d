/** Sends messages as SMS through OVHcloud and classifies the outcome. */
import type { ServiceCallback, CallbackAnswer } from '../../ports/callback.ts';
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
import { hasToken, NO_TOKEN } from '../shared/fields/callback-token.ts';
import { isAllowedCountry } from '../shared/fields/countries.ts';
import { createOvh, readAccount } from './account.ts';
import type { OvhApi } from './account.ts';
import { createCollector } from './collect.ts';
import { definition } from './definition.ts';
import { answerOf, CLOCK, ovhOutcome, receiptOf } from './outcome.ts';
import { renderOvhSms } from './render.ts';

export interface OvhDeps extends HttpChannelDeps {
  services: ChannelServices;
}

const OK: CallbackAnswer = { status: 200, contentType: 'text/plain; charset=utf-8', body: 'OK' };

async function sendThrough(
  ovh: OvhApi,
  { clock }: OvhDeps,
  service: ChannelService,
  request: DeliveryRequest,
): Promise<DeliveryOutcome> {
  const to = numberOf(request.to || (textSetting(service.settings, 'to') ?? ''));
  if (to === null) {
    return { kind: 'never', reason: 'bad-address', detail: 'not a number with its country, like +33612345678' };
  }
  const read = readAccount(service);
  if (!read.ok) {
    return misconfigured(read.problem);
  }
  if (!isAllowedCountry(to, textSetting(service.settings, 'countries'))) {
    return { kind: 'never', reason: 'refused', detail: 'the number is not in "countries" of this service' };
  }
  const result = await ovh.request(
    read.account,
    'POST',
    '/jobs',
    renderOvhSms(request.message, to, read.account),
    request.signal,
  );
  if (answerOf(result).errorCode === CLOCK) {
    ovh.forgetTime();
  }
  const outcome = ovhOutcome(result, clock.machine());
  return outcome.kind === 'done' && outcome.providerId !== null
    ? { ...outcome, providerId: `${service.id}/${outcome.providerId}` }
    : outcome;
}

async function takeReceipt(
  service: ChannelService,
  { path, query, body }: ServiceCallback,
  hearing: InboundHandler | null,
): Promise<CallbackAnswer> {
  if (!hasToken(service, path, '/receipt') || hearing === null) {
    return NO_TOKEN;
  }
  const form = new URLSearchParams(body);
  const id = query.get('id') ?? form.get('id');
  const receipt = receiptOf(query.get('dlr') ?? form.get('dlr'));
  if (id !== null && receipt !== null) {
    await hearing.receipt(`${service.id}/${id}`, receipt);
  }
  return OK;
}

export function createOvhSmsChannel(deps: OvhDeps): Channel {
  const ovh = createOvh(deps.http, deps.clock);
  const collector = createCollector(ovh, () => deps.clock.machine());
  let hearing: InboundHandler | null = null;
  return {
    definition,
    lane: () => definition.kind,
    send: (request) =>
      throughOneService(definition.kind, request, deps.services, (service) => sendThrough(ovh, deps, service, request)),
    hear: (listener) => void (hearing = listener),
    callback: (service, callback) => takeReceipt(service, callback, hearing),
    collect: async (service, signal) => {
      const read = readAccount(service);
      // Nobody can reply to an alphanumeric sender.
      if (hearing !== null && read.ok && (read.account.sender === null || numberOf(read.account.sender) !== null)) {
        await collector.look(service.id, read.account, hearing, signal);
      }
    },
    probe: async (service, signal) => {
      const read = readAccount(service);
      return read.ok
        ? ovhOutcome(await ovh.request(read.account, 'GET', '', null, signal), deps.clock.machine())
        : misconfigured(read.problem);
    },
    senders: ({ settings }) => sendersOf(textSetting(settings, 'sender')),
  };
}
