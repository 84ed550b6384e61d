/** Every request below `/api` has a caller; routes ask for it here. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Authenticate, Caller } from './caller.ts';
import { HttpError } from './errors.ts';

export function guard(app: FastifyInstance, authenticate: Authenticate): void {
  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request) => {
    request.caller = await authenticate(request);
  });
}

export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) {
    throw new HttpError('unauthorized', 'Say who is asking: Authorization: Bearer <token>.');
  }
  return request.caller;
}
