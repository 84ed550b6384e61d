/** Finds the integration of a request's token before any of the body is read. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Integration, SourceKind } from '#domain/routing/integration';
import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import type { GuessLimiter } from '../ports/guesses.ts';
import { admit } from './bodies/room.ts';
import { HttpError } from './errors.ts';

export interface TokenDeps {
  directory(): Directory;
  /** The store's clock. */
  clock: Pick<Clock, 'now'>;
  guesses: GuessLimiter;
}

declare module 'fastify' {
  interface FastifyRequest {
    integration: Integration | null;
  }
}

export interface TokenPlace {
  tokenOf(request: FastifyRequest): string;
  /** The message for an unknown token. */
  wrong: string;
  /** If set, only tokens of this type of integration are accepted. */
  type?: SourceKind;
}

export function bearerOf({ headers }: FastifyRequest): string {
  return /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
}

export function authenticateIntegration(scope: FastifyInstance, deps: TokenDeps, place: TokenPlace): void {
  scope.decorateRequest('integration', null);
  scope.addHook('onRequest', (request) => admitIntegration(request, deps, place.tokenOf(request), place));
}

/** Stores the token's integration in the request. Throws `unauthorized` or `unavailable`. */
export async function admitIntegration(
  request: FastifyRequest,
  deps: TokenDeps,
  token: string,
  { wrong, type }: Pick<TokenPlace, 'wrong' | 'type'>,
): Promise<void> {
  const found = await integrationBy(deps, token);
  if (found === null && deps.directory().mustComeAgain(token)) {
    throw new HttpError(
      'unavailable',
      'The integration with this token cannot be read from the database; nothing was stored. Send it again later.',
      [],
      { reason: 'unreadable', data: {} },
    );
  }
  if (found === null || (type !== undefined && found.type !== type)) {
    return refuseToken(request, deps, wrong);
  }
  admit(request, `integration ${found.id}`);
  request.integration = found;
}

/** Counts as a guess: the answer may wait. */
export async function refuseToken(
  request: FastifyRequest,
  { guesses }: Pick<TokenDeps, 'guesses'>,
  message: string,
): Promise<never> {
  await guesses.wrong(request.ip);
  throw new HttpError('unauthorized', message, [], { reason: 'token-unknown' });
}

async function integrationBy({ directory, clock }: TokenDeps, token: string): Promise<Integration | null> {
  const integration = directory().integrationByToken(token);
  const ends = directory().tokenEnds(token);
  return integration && (ends === null || (await clock.now()) < ends) ? integration : null;
}

/** Call this only in routes of a scope that `authenticateIntegration` guards. */
export function integrationOf({ integration }: FastifyRequest): Integration {
  if (!integration) {
    throw new HttpError('unauthorized', 'This token belongs to no integration.', [], { reason: 'token-unknown' });
  }
  return integration;
}
