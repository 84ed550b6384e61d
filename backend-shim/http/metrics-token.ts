/** Guards the metrics and the API description with `VIGIE_METRICS_TOKEN`. */
import type { FastifyInstance } from 'fastify';
import { sameText } from './entrance/authenticate.ts';
import { HttpError } from './errors.ts';
import { bearerOf } from './integration-token.ts';

const GUARDED = /^\/(?:metrics|openapi\.json|docs(?:\/.*)?)$/;

/** @param token null if everybody who reaches the listener may read them */
export function guardDescriptions(app: FastifyInstance, token: string | null): void {
  if (token === null) {
    return;
  }
  app.addHook('onRequest', async (request) => {
    if (GUARDED.test(request.routeOptions.url ?? '') && !sameText(bearerOf(request), token)) {
      throw new HttpError('unauthorized', 'Send VIGIE_METRICS_TOKEN as Authorization: Bearer <token>.', [], {
        reason: 'token-unknown',
      });
    }
  });
}
