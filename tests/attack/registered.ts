/**
 * Every route as its schema is registered, without a running sidecar: the routes are registered on a server of their own,
 * with stand-ins for everything that they would ask. So a new route is attacked without anybody's doing.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance, RouteOptions } from 'fastify';
import type { z } from 'zod';
import { createServer } from '../../backend-shim/http/server.ts';
import type { ServerDeps } from '../../backend-shim/http/server.ts';
import { MODULES } from '../../backend-shim/modules/index.ts';
import { loadModules } from '../../backend-shim/wire/module.ts';
import type { ModuleCore } from '../../backend-shim/wire/module.ts';
import { API } from '../../backend-shim/http/entrance/entrance.ts';

export interface Registered {
  method: string;
  /** As registered, with its parameters: `/api/v1/rotas/:id`. */
  url: string;
  body: z.ZodType | null;
  query: z.ZodType | null;
  bodyLimit: number;
}

/** As in the table of rights: `POST /rotas/preview`; routes outside of the API keep their whole path. */
export const nameOf = ({ method, url }: Pick<Registered, 'method' | 'url'>): string =>
  `${method} ${url.startsWith(`${API}/`) ? url.slice(API.length) : url}`;

/** Answers every property and every call with itself. */
function standIn(own: Record<string, unknown> = {}): unknown {
  const known = new Map<PropertyKey, unknown>(Object.entries(own));
  const itself: unknown = new Proxy(() => undefined, {
    get: (_target, name) => {
      if (known.has(name)) return known.get(name);
      if (name === 'then') return undefined;
      if (name === Symbol.iterator) return () => [][Symbol.iterator]();
      if (name === Symbol.toPrimitive) return () => '';
      return itself;
    },
    apply: () => itself,
  });
  return itself;
}

/** Every setting that opens routes, open. */
const SETTINGS = { VIGIE_COMPAT: ['oncall', 'pagerduty', 'opsgenie'] };

export async function registeredRoutes(): Promise<Registered[]> {
  const found: Registered[] = [];
  const isFirst = { server: true };
  const take = (message: unknown) => {
    if (!isFirst.server) return;
    isFirst.server = false;
    (message as { fastify: FastifyInstance }).fastify.addHook('onRoute', (route) => {
      found.push(...registeredAs(route));
    });
  };
  subscribe('fastify.initialization', take);
  const core = standIn({ config: standIn({ ofModules: SETTINGS }) }) as ModuleCore;
  const deps = standIn({
    modules: (await loadModules(MODULES)).map((one) => ({ ...one, ...one.start(core) })),
    testClock: null,
    pluginZip: 'plugin.zip',
    version: '0',
  }) as ServerDeps;
  const app = createServer(deps);
  unsubscribe('fastify.initialization', take);
  await app.ready();
  return found;
}

const MIB = 1024 * 1024;

function registeredAs({ method, url, schema, bodyLimit = MIB }: RouteOptions): Registered[] {
  return [method].flat().map((one) => ({
    method: one,
    url,
    body: (schema?.body ?? null) as z.ZodType | null,
    query: (schema?.querystring ?? null) as z.ZodType | null,
    bodyLimit,
  }));
}

/** As an address has it; lists with commas between their items. */
export function queryOf(value: unknown): string {
  const query = new URLSearchParams();
  for (const [name, one] of Object.entries(value as Record<string, unknown>)) {
    if (one !== null && one !== undefined) query.set(name, Array.isArray(one) ? one.join(',') : String(one));
  }
  return query.toString();
}
