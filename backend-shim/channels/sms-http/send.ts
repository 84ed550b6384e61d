import type { Channel, ChannelService, ChannelServices, DeliveryRequest, Outcome } from '../../ports/channel.ts';
import type { HttpRequest } from '../../ports/http.ts';
import { textSetting } from '../destination.ts';
import { serviceOutcome } from '../http-outcome.ts';
import type { HttpChannelDeps } from '../post-json.ts';
import { throughServices } from '../services.ts';
import { definition } from './definition.ts';
import { numberOf } from '../number.ts';
import { renderSms } from './render.ts';

function misconfigured(detail: string): Outcome {
  return { kind: 'retry', reason: 'misconfigured', detail, after: null };
}

function authorizationOf({ settings, secrets }: ChannelService): Record<string, string> {
  const { password, token } = secrets;
  const user = textSetting(settings, 'user');
  if (token) {
    return { authorization: `Bearer ${token}` };
  }
  return user !== null && password ? { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` } : {};
}

function requestOf(service: ChannelService, url: string, body: string | null, request: DeliveryRequest): HttpRequest {
  const { settings } = service;
  const method = textSetting(settings, 'method')?.toUpperCase() === 'GET' ? 'GET' : 'POST';
  const contentType = textSetting(settings, 'contentType') ?? 'application/json';
  return {
    method,
    url,
    headers: {
      'user-agent': 'Vigie',
      'idempotency-key': request.idempotencyKey,
      ...(method === 'POST' && body !== null ? { 'content-type': contentType } : {}),
      ...authorizationOf(service),
    },
    ...(method === 'POST' && body !== null ? { body } : {}),
    // The gateway is an Admin's and often inside, whoever the person is.
    trusted: true,
    signal: request.signal,
  };
}

async function sendThrough({ http, clock }: HttpChannelDeps, service: ChannelService, request: DeliveryRequest): Promise<Outcome> {
  const { settings, secrets } = service;
  const to = numberOf(request.to || (textSetting(settings, 'to') ?? ''));
  if (to === null) {
    return { kind: 'never', reason: 'bad-address', detail: 'not a number with its country, like +33612345678' };
  }
  const url = textSetting(settings, 'url');
  if (url === null) {
    return misconfigured('the SMS gateway has no "url"');
  }
  const values = { to, idempotencyKey: request.idempotencyKey, user: textSetting(settings, 'user') ?? '', password: secrets['password'] ?? '', token: secrets['token'] ?? '' };
  const rendered = renderSms(request.message, { url, body: textSetting(settings, 'body') }, values);
  if (!rendered.ok) {
    return misconfigured(`the template "${rendered.field}" of the SMS gateway: ${rendered.reason}`);
  }
  const result = await http.send(requestOf(service, rendered.url, rendered.body, request));
  const outcome = serviceOutcome(result, clock.machine());
  const expected = textSetting(settings, 'expect');
  if (outcome.kind === 'done' && expected !== null && result.ok && !result.response.body.includes(expected)) {
    return { kind: 'retry', reason: 'server-error', detail: `the SMS gateway answered ${result.response.status}, but without the text in "expect"`, after: null };
  }
  return outcome;
}

export function createSmsHttpChannel(deps: HttpChannelDeps & { services: ChannelServices }): Channel {
  return {
    definition,
    lane: () => 'sms-http',
    send: (request) => throughServices(definition.kind, request, deps.services, (service) => sendThrough(deps, service, request)),
  };
}
