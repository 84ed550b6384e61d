/** Overrides of a rota: those that it states, and those that people made beside it. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { instant } from '#contract/base/scalars';
import { listOf } from '#contract/list';
import { override as overrideSchema } from '#contract/rotas/rota';
import type { OverrideWire, RotaWire } from '#contract/rotas/rota';
import { withoutStoredFields } from '#contract/stored';
import type { StoredOverride } from '../../ports/configuration.ts';
import type { ApiDeps } from '../api-deps.ts';
import { noSuch } from '../errors.ts';
import { callerOf } from '../guard.ts';
import { sendVersioned, versionOf } from '../if-match.ts';
import { iso } from '../incident-body.ts';
import { done } from '../refusal.ts';

const tags = ['rotas'];
const byId = { params: z.object({ id: z.string() }) };

const overrideAnswer = strict({
  ...overrideSchema.shape,
  /** null: the rota states it. */
  createdBy: z.string().nullable(),
  createdAt: instant.nullable(),
  provisioned: z.boolean(),
  version: z.int(),
});

function overrideBody({ override, by, createdAt, provisioned, version }: StoredOverride) {
  return {
    ...override,
    createdBy: createdAt === null ? null : by,
    createdAt: createdAt === null ? null : iso(createdAt),
    provisioned,
    version,
  };
}

/** What only the API writes is taken away again. */
function ownFields(body: unknown): unknown {
  const given = withoutStoredFields(body);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return given;
  }
  const { createdBy: _by, createdAt: _at, ...own } = given as Record<string, unknown>;
  return own;
}

export function overrideRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.get(
    '/rotas/:id/overrides',
    {
      schema: {
        tags,
        summary: 'Overrides, in the order in which they apply',
        ...byId,
        response: { 200: listOf(overrideAnswer) },
      },
    },
    async (request) => {
      const { id } = request.params as { id: string };
      const rota = deps.objects().find((object) => object.kind === 'rotas' && object.id === id);
      if (!rota) {
        throw noSuch('rota', id);
      }
      return { items: deps.overridesOf(deps.objects(), rota.body as RotaWire).map(overrideBody), next: null };
    },
  );
  const create = {
    tags,
    summary: 'Cover or change a stretch of time',
    ...byId,
    body: overrideSchema,
    response: { 201: overrideAnswer },
  };
  const preValidation = async (request: { body: unknown }) => {
    request.body = ownFields(request.body);
  };
  app.post('/rotas/:id/overrides', { preValidation, schema: create }, async (request, reply) => {
    const { id } = request.params as { id: string };
    const result = done(
      await deps.editor.createOverride({ rota: id, body: request.body as OverrideWire, actor: callerOf(request).name }),
    );
    return sendVersioned(reply.code(201), overrideBody(result.override));
  });
  const change = {
    tags,
    summary: 'Change one that a person made, from now on',
    params: z.object({ id: z.string(), override: z.string() }),
    body: overrideSchema,
    response: { 200: overrideAnswer },
  };
  app.put('/rotas/:id/overrides/:override', { preValidation, schema: change }, async (request, reply) => {
    const { id, override } = request.params as { id: string; override: string };
    const result = done(
      await deps.editor.replaceOverride({
        rota: id,
        id: override,
        body: request.body as OverrideWire,
        actor: callerOf(request).name,
        ifVersion: versionOf(request.headers['if-match']),
      }),
    );
    return sendVersioned(reply, overrideBody(result.override));
  });
  const remove = {
    tags,
    summary: 'Take an override away',
    params: z.object({ id: z.string(), override: z.string() }),
    response: { 204: z.null() },
  };
  app.delete('/rotas/:id/overrides/:override', { schema: remove }, async (request, reply) => {
    const { id, override } = request.params as { id: string; override: string };
    done(
      await deps.editor.deleteOverride({
        rota: id,
        id: override,
        actor: callerOf(request).name,
        ifVersion: versionOf(request.headers['if-match']),
      }),
    );
    return reply.code(204).send();
  });
}
