/** Serves the API to this process itself, in the name of a caller whose rights were checked before. It listens nowhere. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';
import type { Caller } from '../../rights/caller.ts';
import { HttpError } from '../errors.ts';
import type { AuthenticateRequest } from '../entrance/request-caller.ts';

interface InsideRequest {
  method: 'GET' | 'POST' | 'PUT';
  /** Path and query. */
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
}

export type AskInside = (
  caller: Caller,
  request: InsideRequest,
) => Promise<{ status: number; /** null: it is no JSON. */ body: unknown }>;

/** @param build makes the server with its routes, the first time that something is asked */
export function createInsideApi(build: (authenticate: AuthenticateRequest) => FastifyInstance): AskInside {
  const callers = new AsyncLocalStorage<Caller>();
  const authenticate: AuthenticateRequest = () => {
    const caller = callers.getStore();
    return caller === undefined
      ? Promise.reject(new HttpError('unauthorized', 'Nobody asks.', [], { reason: 'token-missing' }))
      : Promise.resolve(caller);
  };
  let app: FastifyInstance | null = null;
  return (caller, { method, url, headers, body }) =>
    callers.run(caller, async () => {
      app ??= build(authenticate);
      const answer = await app.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) });
      const isJson = String(answer.headers['content-type']).includes('json');
      return { status: answer.statusCode, body: isJson ? answer.json<unknown>() : null };
    });
}
