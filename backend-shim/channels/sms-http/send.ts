/** Sends messages as SMS through an HTTP gateway and classifies the outcome. */
import { renderMessage } from '#domain/notify/render/render-message';
import type { CallbackUrl } from '../../ports/callback.ts';
import type {
  Channel,
  ChannelService,
  ChannelServices,
  DeliveryRequest,
  InboundHandler,
  DeliveryOutcome,
} from '../../ports/channel.ts';
import type { HttpRequest } from '../../ports/http.ts';
import { textSetting } from '../shared/fields/destination.ts';
import { serviceOutcome } from '../shared/http/http-outcome.ts';
import { numberOf, sendersOf } from '../shared/fields/number.ts';
import type { HttpChannelDeps } from '../shared/http/post-json.ts';
import { misconfigured, throughServices } from '../shared/services/services.ts';
import { callbackToken } from '../shared/fields/callback-token.ts';
import { isAllowedCountry } from '../shared/fields/countries.ts';
import { NOT_YET } from '../shared/not-yet.ts';
import { ANSWER, takeGatewayCallback } from './callback.ts';
import { definition } from './definition.ts';
import { presetOf, withPreset } from './presets.ts';
import { renderSms, typedValues } from './render.ts';
import type { SmsValues } from './render.ts';

export interface SmsHttpDeps extends HttpChannelDeps {
  services: ChannelServices;
  callbackUrl: CallbackUrl;
}

const ANSWER_TIMEOUT = 20_000;

function authorizationOf(service: ChannelService): Record<string, string> {
  const { settings, secrets } = service;
  if (presetOf(service)?.hasOwnCredentials) {
    return {};
  }
  const { password, token } = secrets;
  const user = textSetting(settings, 'user');
  if (token) {
    return { authorization: `Bearer ${token}` };
  }
  return user !== null && password
    ? { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
    : {};
}

/** One SMS: a message, or the answer to one. */
interface Sms {
  to: string;
  text: string;
  idempotencyKey: string;
  signal: AbortSignal;
}

function requestOf(
  service: ChannelService,
  url: string,
  body: string | null,
  { idempotencyKey, signal }: Sms,
): HttpRequest {
  const { settings } = service;
  const method = textSetting(settings, 'method')?.toUpperCase() === 'GET' ? 'GET' : 'POST';
  const contentType = textSetting(settings, 'contentType') ?? 'application/json';
  return {
    method,
    url,
    headers: {
      'user-agent': 'Vigie',
      'idempotency-key': idempotencyKey,
      ...(method === 'POST' && body !== null ? { 'content-type': contentType } : {}),
      ...authorizationOf(service),
    },
    ...(method === 'POST' && body !== null ? { body } : {}),
    // An Admin set up the gateway, often in a private network, whoever the recipient is.
    trusted: true,
    signal,
  };
}

function valuesOf({ callbackUrl }: SmsHttpDeps, service: ChannelService, { to, idempotencyKey }: Sms): SmsValues {
  const { settings, secrets } = service;
  const token = callbackToken(service);
  const receiptUrl =
    token === null
      ? ''
      : `${callbackUrl(service.id, `/receipt/${token}`)}?${new URLSearchParams({ [textSetting(settings, 'receiptId') ?? 'id']: idempotencyKey }).toString()}`;
  return {
    to,
    idempotencyKey,
    user: textSetting(settings, 'user') ?? '',
    password: secrets['password'] ?? '',
    token: secrets['token'] ?? '',
    ...typedValues(settings),
    receiptUrl,
  };
}

/** Spaces aside: JSON may have them or not, and an SMS that counts as failed is sent again. */
function contains(answer: string, expected: string): boolean {
  const dense = (text: string) => text.replace(/\s+/g, '');
  return dense(answer).includes(dense(expected));
}

async function sendSms(deps: SmsHttpDeps, service: ChannelService, sms: Sms): Promise<DeliveryOutcome> {
  const { settings } = service;
  const url = textSetting(settings, 'url');
  if (url === null) {
    return misconfigured('the SMS gateway has no "url"');
  }
  const rendered = renderSms(sms.text, { url, body: textSetting(settings, 'body') }, valuesOf(deps, service, sms));
  if (!rendered.ok) {
    return misconfigured(`the template "${rendered.field}" of the SMS gateway: ${rendered.reason}`);
  }
  const result = await deps.http.send(requestOf(service, rendered.url, rendered.body, sms));
  const outcome = serviceOutcome(result, deps.clock.machine());
  const expected = textSetting(settings, 'expect');
  if (outcome.kind === 'done' && expected !== null && result.ok && !contains(result.response.body, expected)) {
    return {
      kind: 'retry',
      reason: 'server-error',
      detail: `the SMS gateway answered ${result.response.status}, but without the text in "expect"`,
      after: null,
    };
  }
  // Receipts carry the id that we gave the gateway, not one of its own.
  return outcome.kind === 'done' && callbackToken(service) !== null
    ? { ...outcome, providerId: `${service.id}/${sms.idempotencyKey}` }
    : outcome;
}

async function sendThrough(
  deps: SmsHttpDeps,
  service: ChannelService,
  { to: address, message, idempotencyKey, signal }: DeliveryRequest,
): Promise<DeliveryOutcome> {
  const to = numberOf(address || (textSetting(service.settings, 'to') ?? ''));
  if (to === null) {
    return { kind: 'never', reason: 'bad-address', detail: 'not a number with its country, like +33612345678' };
  }
  if (!isAllowedCountry(to, textSetting(service.settings, 'countries'))) {
    return { kind: 'never', reason: 'refused', detail: 'the number is not in "countries" of this service' };
  }
  return sendSms(deps, service, { to, text: renderMessage(message).short, idempotencyKey, signal });
}

export function createSmsHttpChannel(deps: SmsHttpDeps): Channel {
  let hearing: InboundHandler | null = null;
  return {
    definition,
    lane: () => 'sms-http',
    send: (request) =>
      throughServices(definition.kind, request, deps.services, (service) =>
        sendThrough(deps, withPreset(service), request),
      ),
    hear: (listener) => void (hearing = listener),
    senders: ({ settings }) => sendersOf(textSetting(settings, 'sender')),
    callback: async (stated, callback) => {
      const service = withPreset(stated);
      const answer = (to: string, text: string, id: string | null) =>
        // A lost answer is no lost page: the person sees the result on the incident.
        void sendSms(deps, service, {
          to,
          text,
          idempotencyKey: `${ANSWER}${id ?? deps.clock.machine()}`,
          signal: AbortSignal.timeout(ANSWER_TIMEOUT),
        });
      return hearing === null ? NOT_YET : takeGatewayCallback(service, callback, hearing, answer);
    },
  };
}
