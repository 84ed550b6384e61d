/**
 * Grafana's plugin proxy with its habits: the first route that matches wins, the wildcard part is
 * unescaped, the trailing slash goes, cookies and credentials of the browser stay behind, headers are
 * removed and added in the order of Go's reverse proxy, and every answer comes back in a CSP sandbox.
 */
import { request as requestOf } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { goHeaders } from './go-proxy.ts';
import type { Headers } from './go-proxy.ts';
import type { Identities } from './identity.ts';
import { contextHeader } from './identity.ts';
import type { Person, Role } from './people.ts';
import { hasRole } from './people.ts';

export interface PluginRoute {
  path: string;
  method?: string;
  reqRole?: Role;
  /** Comes before `reqRole`, which then says nothing. */
  reqAction?: string;
  url: string;
  headers?: Array<{ name: string; content: string }>;
}

/** The plugin's settings as Grafana keeps them. */
export interface PluginSettings {
  enabled: boolean;
  jsonData: Record<string, unknown>;
  secureJsonData: Record<string, string>;
}

export interface ProxyCall {
  request: IncomingMessage;
  response: ServerResponse;
  /** After `/api/plugin-proxy/<id>/`, still escaped. */
  rest: string;
  /** With the question mark, or empty. */
  search: string;
  routes: readonly PluginRoute[];
  /** Null: never set up in this organisation. */
  settings: PluginSettings | null;
  person: Person;
  identities: Identities;
  /** Whether Grafana’s roles give the person the action; missing: they do. */
  may?: (action: string) => boolean;
  /** Grafana's root URL. */
  root: string;
}

const CREDENTIALS = ['cookie', 'authorization', 'x-grafana-device-id'];
const FROM_BROWSER = ['origin', 'referer', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto'];
const DROPPED_OUT = [
  'set-cookie',
  'server',
  'strict-transport-security',
  'alt-svc',
  'close',
  'connection',
  'keep-alive',
  'transfer-encoding',
];

function render(template: string, settings: PluginSettings): string {
  return template.replace(/\{\{\s*\.(JsonData|SecureJsonData)\.(\w+)\s*\}\}/g, (_, part: string, name: string) =>
    String((part === 'JsonData' ? settings.jsonData : settings.secureJsonData)[name] ?? '<no value>'),
  );
}

function matches(route: PluginRoute, path: string, method: string): string | null {
  if (route.method !== undefined && route.method !== '' && route.method !== '*' && route.method !== method) {
    return null;
  }
  if (!route.path.endsWith('/*')) {
    return route.path === path ? '' : null;
  }
  const stem = route.path.slice(0, -1);
  return path.startsWith(stem) ? path.slice(stem.length) : null;
}

/** Go writes a decoded path back to the wire: slashes stay, what a path may not hold is escaped. */
function goPath(decoded: string): string {
  return encodeURI(decoded).replace(/[?#]/g, encodeURIComponent);
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
}

/** Grafana's own part: it takes away what a browser may not say, and says who is asking. */
async function directorOf(
  { identities, person, root, request }: ProxyCall,
  settings: PluginSettings,
  route: PluginRoute,
): Promise<(headers: Headers) => void> {
  const id = await identities.token(person, root);
  const remote = addressOf(request);
  return (headers) => {
    const referer = headers['referer']?.[0] ?? '';
    [...CREDENTIALS, ...FROM_BROWSER].forEach((name) => delete headers[name]);
    headers['x-grafana-referer'] = [referer];
    headers['x-forwarded-for'] = [[...(headers['x-forwarded-for'] ?? []), remote].join(', ')];
    (route.headers ?? []).forEach(({ name, content }) => (headers[name.toLowerCase()] = [render(content, settings)]));
    headers['x-grafana-id'] = [id];
    headers['x-grafana-context'] = [contextHeader(person)];
  };
}

function addressOf({ socket }: IncomingMessage): string {
  return (socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '');
}

function distinct(headers: IncomingMessage['headersDistinct']): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values ?? []]));
}

function answerHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !DROPPED_OUT.includes(name));
  return { ...Object.fromEntries(kept), 'content-security-policy': 'sandbox', via: '1.1 grafana' };
}

/** What Go's reverse proxy answers when nobody is there: a status, no body. */
function badGateway(response: ServerResponse): void {
  if (!response.headersSent) {
    response.writeHead(502);
  }
  response.end();
}

export async function proxy(call: ProxyCall): Promise<void> {
  const { request, response, settings, person } = call;
  if (settings === null) {
    return refuse(response, 404, 'Plugin setting not found');
  }
  if (!settings.enabled) {
    return refuse(response, 404, 'Plugin is not enabled');
  }
  const path = call.rest.replace(/\/+$/, '');
  const found = call.routes
    .map((route) => ({ route, star: matches(route, path, request.method ?? 'GET') }))
    .find(({ star }) => star !== null);
  if (found === undefined || found.star === null) {
    return refuse(response, 404, 'plugin route match not found');
  }
  const { reqAction, reqRole } = found.route;
  const isAllowed =
    reqAction === undefined ? reqRole === undefined || hasRole(person, reqRole) : (call.may?.(reqAction) ?? true);
  if (!isAllowed) {
    return refuse(response, 403, 'plugin proxy route access denied');
  }
  const base = render(found.route.url, settings);
  const target = URL.parse(
    `${base}${found.star === '' ? '' : `/${goPath(decodeURIComponent(found.star))}`}${call.search}`,
  );
  if (target === null || target.protocol !== 'http:') {
    return badGateway(response);
  }
  const headers: OutgoingHttpHeaders = goHeaders(
    distinct(request.headersDistinct),
    await directorOf(call, settings, found.route),
    addressOf(request),
  );
  const upstream = requestOf(target, { method: request.method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answerHeaders(answer.headers));
    response.flushHeaders();
    answer.pipe(response);
    answer.once('error', () => response.destroy());
  });
  upstream.once('error', () => badGateway(response));
  response.once('close', () => upstream.destroy());
  request.pipe(upstream);
}
