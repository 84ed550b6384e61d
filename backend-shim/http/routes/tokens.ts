/** `/api/v1/tokens`: API tokens for scripts. A token is shown once, when it is created. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { listOf } from '#contract/list';
import { apiToken, createdToken, newToken } from '#contract/people/token';
import type { TokenActions, TokenRefused } from '../../actions/tokens.ts';
import { noSuch } from '../errors.ts';
import { callerOf } from '../guard.ts';
import { sendVersioned, versionOf } from '../if-match.ts';
import { errorOfRefusal } from '../refusal.ts';
import type { ApiServer } from '../schemas.ts';

const tags = ['tokens'];
const byId = { params: z.object({ id: z.string() }) };

export function tokenRoutes(app: ApiServer, tokens: TokenActions): void {
  app.get('/tokens', { schema: { tags, summary: 'API tokens', response: { 200: listOf(apiToken) } } }, async () => ({
    items: await tokens.list(),
    next: null,
  }));
  app.get(
    '/tokens/:id',
    { schema: { tags, summary: 'One API token', ...byId, response: { 200: apiToken } } },
    async (request, reply) => {
      const { id } = request.params;
      const found = (await tokens.list()).find((token) => token.id === id);
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
      const made = tokenOrThrow(await tokens.create(request.body, callerOf(request).name));
      return sendVersioned(reply.code(201), { ...made.body, token: made.token });
    },
  );
  app.put(
    '/tokens/:id',
    {
      schema: { tags, summary: 'Change name, scopes or expiry', ...byId, body: newToken, response: { 200: apiToken } },
    },
    async (request, reply) => {
      const changed = tokenOrThrow(await tokens.change(editOf(request), request.body));
      return sendVersioned(reply, changed.body);
    },
  );
  app.delete(
    '/tokens/:id',
    { schema: { tags, summary: 'Revoke a token', ...byId, response: { 204: z.null() } } },
    async (request, reply) => {
      tokenOrThrow(await tokens.remove(editOf(request)));
      return reply.code(204).send();
    },
  );
}

function editOf(request: FastifyRequest & { params: { id: string } }) {
  return {
    id: request.params.id,
    ifVersion: versionOf(request.headers['if-match']),
    actor: callerOf(request).name,
  };
}

function tokenOrThrow<Result extends { ok: true }>(result: Result | TokenRefused): Result {
  if (result.ok) {
    return result;
  }
  const { path, message, problem } = result;
  const details = path === '' ? [] : [{ path, message, ...problem }];
  throw errorOfRefusal({ ...result, message: `${path} ${message}`.trim(), details });
}
