/** `/api/v1/tokens`: API tokens for scripts. The token itself is shown once, when it is made. */
import type { ProblemReason } from '#contract/reasons/problems';
import type { Refusal as Why } from '#contract/reasons/refusals';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { listOf } from '#contract/list';
import { apiToken, createdToken, newToken } from '#contract/people/token';
import type { ApiTokenWire, NewToken } from '#contract/people/token';
import { HttpError, noSuch } from '../errors.ts';
import { callerOf } from '../guard.ts';
import { sendVersioned, versionOf } from '../if-match.ts';

export type TokenRefused = {
  ok: false;
  code: 'validation' | 'not-found' | 'conflict';
  path: string;
  message: string;
  why: Why;
  problem?: ProblemReason;
};

export interface TokenDeps {
  list(): Promise<ApiTokenWire[]>;
  create(body: NewToken, actor: string): Promise<{ ok: true; body: ApiTokenWire; token: string } | TokenRefused>;
  change(
    edit: { id: string; ifVersion: number | null; actor: string },
    body: NewToken,
  ): Promise<{ ok: true; body: ApiTokenWire } | TokenRefused>;
  remove(edit: { id: string; ifVersion: number | null; actor: string }): Promise<{ ok: true } | TokenRefused>;
}

const tags = ['tokens'];
const byId = { params: z.object({ id: z.string() }) };

export function tokenRoutes(app: FastifyInstance, deps: TokenDeps): void {
  app.get('/tokens', { schema: { tags, summary: 'API tokens', response: { 200: listOf(apiToken) } } }, async () => ({
    items: await deps.list(),
    next: null,
  }));
  app.get(
    '/tokens/:id',
    { schema: { tags, summary: 'One API token', ...byId, response: { 200: apiToken } } },
    async (request, reply) => {
      const { id } = request.params as { id: string };
      const found = (await deps.list()).find((token) => token.id === id);
      if (!found) {
        throw noSuch('token', id);
      }
      return sendVersioned(reply, found);
    },
  );
  app.post(
    '/tokens',
    { schema: { tags, summary: 'A new API token, shown once', body: newToken, response: { 201: createdToken } } },
    async (request, reply) => {
      const made = done(await deps.create(request.body as NewToken, callerOf(request).name));
      return sendVersioned(reply.code(201), { ...made.body, token: made.token });
    },
  );
  app.put(
    '/tokens/:id',
    {
      schema: { tags, summary: 'Change name, scopes or expiry', ...byId, body: newToken, response: { 200: apiToken } },
    },
    async (request, reply) => {
      const changed = done(await deps.change(editOf(request), request.body as NewToken));
      return sendVersioned(reply, changed.body);
    },
  );
  app.delete(
    '/tokens/:id',
    { schema: { tags, summary: 'Revoke a token', ...byId, response: { 204: z.null() } } },
    async (request, reply) => {
      done(await deps.remove(editOf(request)));
      return reply.code(204).send();
    },
  );
}

function editOf(request: FastifyRequest) {
  return {
    id: (request.params as { id: string }).id,
    ifVersion: versionOf(request.headers['if-match']),
    actor: callerOf(request).name,
  };
}

function done<Result extends { ok: true }>(result: Result | TokenRefused): Result {
  if (!result.ok) {
    throw new HttpError(
      result.code,
      `${result.path} ${result.message}`.trim(),
      result.path === '' ? [] : [{ path: result.path, message: result.message, ...result.problem }],
      result.why,
    );
  }
  return result;
}
