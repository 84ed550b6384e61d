/** `/callbacks/<channel>/…`: callbacks of the services behind channels. Each channel authenticates its callers. */
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ServiceCallback, CallbackAnswer } from '../../ports/callback.ts';
import { collect } from '../bodies/collect.ts';
import { HttpError } from '../errors.ts';

export interface CallbackDeps {
  /**
   * `VIGIE_PUBLIC_URL` without a trailing slash. Behind a proxy, it is the only source of the URL that the service
   * called.
   */
  publicUrl: string;
  /** Whether the channel exists. Other callbacks are refused before their bodies are read. */
  knows(channel: string): boolean;
  /** @returns null if no such channel takes callbacks */
  take(channel: string, callback: ServiceCallback): Promise<CallbackAnswer | null>;
}

const MOST_BYTES = 64 * 1024;

export function callbackRoutes(app: FastifyInstance, deps: CallbackDeps): void {
  app.removeAllContentTypeParsers();
  // Channels verify a signature over the body, so the body stays as it was sent.
  app.addContentTypeParser('*', async (request: FastifyRequest, payload: IncomingMessage) =>
    (await collect(request, payload)).toString(),
  );
  app.addHook('onRequest', async (request) => {
    if (!deps.knows((request.params as { channel?: string }).channel ?? '')) {
      throw notTaken();
    }
  });
  const options = { bodyLimit: MOST_BYTES, schema: { hide: true } };
  const take = (request: FastifyRequest, reply: FastifyReply) => answer(deps, request, reply);
  app.route({ method: ['GET', 'POST'], url: '/callbacks/:channel', ...options, handler: take });
  app.route({ method: ['GET', 'POST'], url: '/callbacks/:channel/*', ...options, handler: take });
}

async function answer(deps: CallbackDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { channel = '', '*': rest = '' } = request.params as { channel?: string; '*'?: string };
  const [, query = ''] = request.raw.url?.split(/\?(.*)/s) ?? [];
  const taken = await deps.take(channel, {
    method: request.method === 'POST' ? 'POST' : 'GET',
    path: rest === '' ? '' : `/${rest}`,
    url: deps.publicUrl + (request.raw.url ?? ''),
    query: new URLSearchParams(query),
    headers: request.headers,
    body: typeof request.body === 'string' ? request.body : '',
  });
  if (taken === null) {
    throw notTaken();
  }
  const { status, contentType, body } = taken;
  return reply
    .code(status)
    .header('content-type', contentType)
    .header('cache-control', 'no-store')
    .serializer((text: string) => text)
    .send(body);
}

function notTaken(): HttpError {
  return new HttpError(
    'not-found',
    'No channel of this name takes callbacks. Compare the address with the one in the documentation of the channel.',
    [],
    { reason: 'no-such-address' },
  );
}
