/** Adds the caller to the type of API requests. */
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../rights/caller.ts';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
}

export type AuthenticateRequest = (request: FastifyRequest) => Promise<Caller>;
