/** Sets browser security headers, and a request limit that people do not reach. */
import rateLimit from '@fastify/rate-limit';
import helmet from 'helmet';
import type { FastifyInstance } from 'fastify';
import { errorOf } from '#contract/errors';
import { keyOf } from '../rights/caller.ts';
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

/** Limits by caller, since all people come through Grafana's single address. `/in` is never limited. */
export async function limitCallers(api: FastifyInstance, perMinute = PER_MINUTE): Promise<void> {
  await api.register(rateLimit, {
    hook: 'preHandler',
    max: perMinute,
    timeWindow: 60_000,
    cache: 10_000,
    keyGenerator: ({ caller }) => keyOf(caller),
    // The operator's own scripts are not limited.
    allowList: ({ caller }) => isAdministrator(caller),
    errorResponseBuilder: (_request, { after }) =>
      Object.assign(new Error(`Too many requests; try again in ${after}.`), {
        statusCode: 429,
        ...errorOf('too-many-requests', `Too many requests; try again in ${after}.`),
      }),
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
