/** Every request of the API carries its caller. */
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../rights/caller.ts';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
}

export type AuthenticateRequest = (request: FastifyRequest) => Promise<Caller>;
