/** Who sends a request of a route, where it goes, and how. */
import { Agent, request as httpRequest } from 'node:http';
import { way } from '../support/sidecar.ts';
import type { Door } from '../rights/cast.ts';
import { DECIDED } from '../rights/bodies.ts';
import { EXPECTED } from '../rights/expected.ts';
import type { CallerName } from '../rights/expected.ts';
import { RULED_ROUTES } from '../support/rules.ts';
import { API } from '../../backend-shim/http/entrance/entrance.ts';
import { nameOf } from './registered.ts';
import type { Registered } from './registered.ts';
import { NoInput } from './generate/texts.ts';
import type { World } from './world.ts';

/** From the least privileged on. */
const PRIVILEGE: readonly CallerName[] = [
  'anonymous',
  'readToken',
  'viewer',
  'serviceAccount',
  'respondToken',
  'member',
  'otherEditor',
  'editor',
  'editToken',
  'manager',
  'hr',
  'otherHr',
  'adminToken',
  'adminAccount',
  'admin',
];

export interface Aim {
  route: Registered;
  name: string;
  /** `stranger`: nobody who is known. `sender`: has the token of an integration. `device`: the phone of a Viewer. */
  caller: CallerName | 'stranger' | 'sender' | 'device';
  /** Who may do more, the least first: what the body says may need them. */
  next: readonly CallerName[];
  path: string;
  headers: Record<string, string>;
}

/** Whoever may send it and may least. @throws NoInput where nobody is known who may, or a parameter has no value */
export function aimAt(world: World, route: Registered): Aim {
  const name = nameOf(route);
  return route.url.startsWith(`${API}/`) ? ofApi(world, route, name) : outside(route, name);
}

function ofApi(world: World, route: Registered, name: string): Aim {
  const expected = EXPECTED.find((one) => one.route === name);
  if (!RULED_ROUTES.has(name) || expected === undefined) {
    throw new NoInput(`${name} is not in tests/rights/expected.ts: nobody knows who may send it`);
  }
  const may = new Set([...expected.who, ...decidedFor(name)]);
  const [caller, ...next] = PRIVILEGE.filter((one) => may.has(one));
  if (caller === undefined) throw new NoInput(`nobody may send ${name}`);
  const [bare = ''] = expected.path.split('?');
  const path = bare
    .replace(/:(\w+)/g, (_, param: string) => world.ids[`${param}s`] ?? 'none')
    .replace(/([\w-]+)\/none\b/g, (_, of: string) => `${of}/${world.ids[of] ?? 'none'}`);
  return as(world, { route, name, caller, next, path, headers: {} }, caller);
}

/** Who may send it with some body. */
function decidedFor(name: string): CallerName[] {
  return DECIDED.flatMap(({ request, who }) => {
    const [method = '', path = ''] = request.split(' ');
    const wanted = new RegExp(`^${name.replace(/:\w+/g, '[^/]+')}$`);
    return wanted.test(`${method} /${path}`) ? who : [];
  });
}

const PLUGIN = /^\/grafana(?=\/)/;

/** The same by somebody else. */
export function as(world: World, aim: Aim, caller: CallerName): Aim {
  const door = world.doors.get(caller) as Door;
  const bare = aim.path.replace(PLUGIN, '').replace(`${API}/`, '');
  const { path, headers, token } = way(bare, door);
  return {
    ...aim,
    caller,
    path,
    next: aim.next.slice(aim.next.indexOf(caller) + 1),
    headers: { ...headers, ...(token === null ? {} : { Authorization: `Bearer ${token}` }) },
  };
}

/** Values of parameters outside of the API, by their names. */
const PARAMETERS: Readonly<Record<string, string>> = {
  token: 'ingest-token-of-sre-123456',
  type: 'webhook',
  requestId: 'request-1',
  identifier: 'disk',
  name: 'backup',
  action: 'acknowledge',
  channel: 'twilio',
  id: 'none',
  file: 'none.ics',
  secret: 'none',
  '*': 'notes',
};

/** They show a token of an integration by other means than the address, or nothing at all. */
function outside(route: Registered, name: string): Aim {
  const path = route.url.replace(/:(\w+)|\*/g, (all, param: string | undefined) => {
    const value = PARAMETERS[param ?? all];
    if (value === undefined) throw new NoInput(`${name}: nothing is known about the parameter ${all}`);
    return value;
  });
  return { route, name, path, headers: {}, caller: /:token/.test(route.url) ? 'sender' : 'stranger', next: [] };
}

export interface Sent {
  status: number;
  text: string;
}

const agents = new Map<number, Agent>();
const agentOf = (sockets: number) => {
  const known = agents.get(sockets) ?? new Agent({ keepAlive: true, maxSockets: sockets });
  agents.set(sockets, known);
  return known;
};

const LONGEST_ANSWER = 300_000;
const LONGEST_KEPT = 8_000_000;

/** @returns status 0 where the connection ended without an answer */
export function send(
  url: string,
  { method, path, headers }: { method: string; path: string; headers: Record<string, string> },
  body: string | Buffer | null,
  sockets = 10,
): Promise<Sent> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const sent = httpRequest(
      {
        hostname,
        port,
        method,
        path,
        agent: agentOf(sockets),
        timeout: LONGEST_ANSWER,
        headers: { ...headers, ...(body === null ? {} : { 'Content-Length': Buffer.byteLength(body) }) },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        let size = 0;
        answer.on('data', (chunk: Buffer) => {
          // What was stored, or what explains a refusal.
          if ((size += chunk.length) < LONGEST_KEPT) chunks.push(chunk);
        });
        const end = () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
        answer.once('end', end).once('error', end).once('close', end);
        if (/text\/event-stream/.test(String(answer.headers['content-type']))) setTimeout(() => answer.destroy(), 300);
      },
    );
    const lost = () => resolve({ status: 0, text: '' });
    sent.once('error', lost).once('timeout', () => sent.destroy());
    sent.end(body);
  });
}

export function closeConnections(): void {
  for (const agent of agents.values()) agent.destroy();
  agents.clear();
}
