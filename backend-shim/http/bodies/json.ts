/** Parses JSON bodies of the API and the app after a check of their depth and size. */
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpError } from '../errors.ts';
import { collect } from './collect.ts';
import { letOthersGo } from './in-portions.ts';
import { forget, hold, NO_ROOM } from './room.ts';
import { BYTES_A_VALUE, misshapen, shapeOf } from '#contract/foreign/json-shape';

/** Clients send `application/json` also with an empty body. */
export function takeJson(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', async (request: FastifyRequest, payload: IncomingMessage) => {
    const body = await collect(request, payload);
    if (body.length === 0) {
      return undefined;
    }
    const shape = shapeOf(body);
    const wrong = misshapen(shape);
    if (wrong !== null) {
      throw new HttpError('validation', `It is not read: ${wrong}.`);
    }
    if (!hold(request, shape.values * BYTES_A_VALUE)) {
      throw new HttpError('unavailable', NO_ROOM, [], { reason: 'overloaded' });
    }
    await letOthersGo(request);
    const text = body.toString();
    forget(body);
    return new Promise<unknown>(
      (resolve, reject) => void parseJson(request, text, (error, value) => (error ? reject(error) : resolve(value))),
    );
  });
}
