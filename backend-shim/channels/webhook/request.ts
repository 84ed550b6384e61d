/** Builds the request: Vigie's own body for people and rooms, or what a room's templates render. */
import type { DeliveryRequest, DeliveryOutcome } from '../../ports/channel.ts';
import type { HttpRequest } from '../../ports/http.ts';
import { textSetting } from '../shared/fields/destination.ts';
import { misconfigured } from '../shared/services/services.ts';
import { headerLines } from './headers.ts';
import { hasOpenHost, renderAddress } from './address.ts';
import { render } from './liquid.ts';
import { renderWebhook } from './render.ts';
import type { RenderedTemplate } from './liquid.ts';
import { scopeOf } from './scope.ts';

export interface PreparedRequest {
  method: HttpRequest['method'];
  url: string;
  body: string;
  headers: Record<string, string>;
}

export type RequestPreparation = { ok: true; prepared: PreparedRequest } | { ok: false; outcome: DeliveryOutcome };

const JSON_TYPE = 'application/json; charset=utf-8';

/** The URL of a room is a setting, that of a person's contact method is its address. */
export function urlOf(to: string, settings: Record<string, unknown>): string {
  return typeof settings['url'] === 'string' ? settings['url'] : to;
}

export function prepare(request: DeliveryRequest, session: string | null): RequestPreparation {
  const { settings, secrets, message, idempotencyKey } = request;
  if (TEMPLATED.every((name) => textSetting(settings, name) === null)) {
    const prepared: PreparedRequest = {
      method: 'POST',
      url: urlOf(request.to, settings),
      body: renderWebhook(message, idempotencyKey),
      headers: { 'content-type': JSON_TYPE, ...authorizationOf(request) },
    };
    return { ok: true, prepared };
  }
  if (hasOpenHost(textSetting(settings, 'url') ?? '')) {
    return wrongSetting('url', 'a value of an alert may not stand in the scheme or host');
  }
  const scope = scopeOf(message, { idempotencyKey, secrets, session });
  const texts: Partial<Record<(typeof ALL)[number], string>> = {};
  for (const name of ALL) {
    const rendered = renderSetting(name, textSetting(settings, name) ?? '', scope);
    if (!rendered.ok) {
      return wrongSetting(name, rendered.message);
    }
    texts[name] = rendered.text.trim();
  }
  const lines = headerLines(texts.headers ?? '');
  if (!lines.ok) {
    return wrongSetting('headers', 'a line is no header that may be set');
  }
  const body =
    textSetting(settings, 'template') === null ? renderWebhook(message, idempotencyKey) : (texts.template ?? '');
  const headers = {
    'content-type': textSetting(settings, 'contentType') ?? JSON_TYPE,
    ...authorizationOf(request),
    ...lines.headers,
  };
  return { ok: true, prepared: { method: methodOf(texts.method ?? ''), url: texts.url ?? '', body, headers } };
}

const TEMPLATED = ['template', 'method', 'headers', 'contentType', 'loginUrl'] as const;
const ALL = ['url', 'template', 'method', 'headers'] as const;

/** Renders one setting with the escaping of its place. */
export function renderSetting(name: string, source: string, scope: object): RenderedTemplate {
  return name === 'url'
    ? renderAddress(source, scope)
    : render(source, scope, name === 'headers' || name === 'loginHeaders' ? 'headers' : 'body');
}

function methodOf(text: string): PreparedRequest['method'] {
  const method = text.toUpperCase();
  return method === 'PUT' || method === 'PATCH' ? method : 'POST';
}

function wrongSetting(name: string, reason: string): RequestPreparation {
  return { ok: false, outcome: misconfigured(`the room's setting "${name}": ${reason}`) };
}

function authorizationOf({ settings, secrets }: DeliveryRequest): Record<string, string> {
  const user = textSetting(settings, 'user');
  const { password, token } = secrets;
  if (user !== null && password) {
    return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
  }
  // The header that a login provides replaces the static one.
  return token && textSetting(settings, 'loginUrl') === null ? { authorization: `Bearer ${token}` } : {};
}
