/** Sets browser security headers, and a request limit that people do not reach. */
import rateLimit from '@fastify/rate-limit';
import helmet from 'helmet';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { errorOf } from '#contract/errors';
import { ALL_VISITORS, keyOf, visitorKeyOf } from '../rights/caller.ts';
import type { Caller } from '../rights/caller.ts';

/** Composed once: Fastify's plugin for Helmet composes them anew for each request. */
const setHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
  },
  // The proxy in front of the sidecar knows whether the connection is encrypted, and sets this header.
  hsts: false,
  referrerPolicy: { policy: 'no-referrer' },
});

export function helmetHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', ({ raw }, reply, done) => setHeaders(raw, reply.raw, () => done()));
}

const PER_MINUTE = 3000;
const WINDOW_MS = 60_000;

/** One anonymous visitor may use half of what all of them may. */
const SHARE_OF_ONE = 0.5;

const tooMany = (_request: FastifyRequest, { after }: { after: string }) =>
  Object.assign(new Error(`Too many requests; try again in ${after}.`), {
    statusCode: 429,
    ...errorOf('too-many-requests', `Too many requests; try again in ${after}.`),
  });

/**
 * Limits by caller, since all people come through Grafana's single address. Anonymous visitors have one limit together,
 * and each one of their own. `/in` is never limited.
 */
export async function limitCallers(api: FastifyInstance, perMinute = PER_MINUTE): Promise<void> {
  await api.register(rateLimit, {
    hook: 'preHandler',
    max: perMinute,
    timeWindow: WINDOW_MS,
    cache: 10_000,
    keyGenerator: ({ caller }) => keyOf(caller),
    // The operator's own scripts are not limited.
    allowList: ({ caller }) => isAdministrator(caller) || visitorKeyOf(caller) !== null,
    errorResponseBuilder: tooMany,
  });
  const limit = (max: number, keyGenerator: (request: FastifyRequest) => string) =>
    api.createRateLimit({ max, timeWindow: WINDOW_MS, keyGenerator, allowList: [] });
  const limits = [
    limit(perMinute * SHARE_OF_ONE, ({ caller }) => visitorKeyOf(caller) ?? ''),
    limit(perMinute, () => ALL_VISITORS),
  ];
  api.addHook('preHandler', async (request, reply) => {
    // What one visitor was refused does not count for all of them.
    for (const used of visitorKeyOf(request.caller) === null ? [] : limits) {
      const state = await used(request);
      if (!state.isAllowed && state.isExceeded) {
        void reply.header('retry-after', state.ttlInSeconds);
        throw tooMany(request, { after: `${state.ttlInSeconds} seconds` });
      }
    }
  });
}

function isAdministrator(caller: Caller | null): boolean {
  return (
    caller !== null &&
    caller.kind === 'script' &&
    caller.guest === undefined &&
    caller.scopes === null &&
    caller.role === 'Admin'
  );
}
