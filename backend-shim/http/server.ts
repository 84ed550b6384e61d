/** The HTTP side: what is reachable where. Rules are elsewhere. */
import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { Log } from '../ports/log.ts';
import type { ApiDeps } from './api-deps.ts';
import type { Authenticate } from './caller.ts';
import { errorHandler } from './errors.ts';
import { errorOf } from '#contract/errors';
import { guard } from './guard.ts';
import { incidentRoutes } from './routes/incidents.ts';
import { ingestRoutes } from './routes/ingest.ts';
import type { IngestDeps } from './routes/ingest.ts';
import { onCallRoutes } from './routes/on-call.ts';
import { operationsRoutes } from './routes/operations.ts';
import type { OperationsDeps } from './routes/operations.ts';
import { responderRoutes } from './routes/responder.ts';
import type { ResponderDeps } from './routes/responder.ts';
import { testClockRoutes } from './routes/test-clock.ts';
import type { TestClockDeps } from './routes/test-clock.ts';
import { useZod } from './schemas.ts';

export interface ServerDeps {
  log: Log;
  ingest: IngestDeps;
  responder: ResponderDeps;
  operations: OperationsDeps;
  api: ApiDeps;
  authenticate: Authenticate;
  /** null: the clock is the system's. */
  testClock: TestClockDeps | null;
}

const API_BODY_LIMIT = 1024 * 1024;

function bare(log: Log): FastifyInstance {
  const app = fastify({ logger: false, bodyLimit: API_BODY_LIMIT, routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 }, forceCloseConnections: 'idle', trustProxy: false });
  useZod(app);
  app.setErrorHandler(errorHandler(log));
  app.setNotFoundHandler((request, reply) => reply.code(404).send(errorOf('not-found', `There is nothing at ${request.method} ${request.url.split('?')[0]}.`)));
  return app;
}

/** Everything. */
export function createServer(deps: ServerDeps): FastifyInstance {
  const app = bare(deps.log);
  publicRoutes(app, deps);
  operationsRoutes(app, deps.operations);
  if (deps.testClock) {
    testClockRoutes(app, deps.testClock);
  }
  app.register(async (api) => {
    guard(api, deps.authenticate);
    incidentRoutes(api, deps.api);
    onCallRoutes(api, deps.api);
  }, { prefix: '/api/v1' });
  return app;
}

/** Only what phones and monitors need, for the listener that faces them. */
export function createPublicServer(deps: ServerDeps): FastifyInstance {
  const app = bare(deps.log);
  publicRoutes(app, deps);
  return app;
}

/** Each in a scope of its own: they parse bodies in their own way. */
function publicRoutes(app: FastifyInstance, deps: ServerDeps): void {
  app.register(async (scope) => ingestRoutes(scope, deps.ingest));
  app.register(async (scope) => responderRoutes(scope, deps.responder));
}
