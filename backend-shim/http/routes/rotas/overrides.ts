/** Overrides of a rota: those in its own configuration and those that people added. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { instant } from '#contract/base/scalars';
import { overrideWithReason } from '#contract/rotas/with-reason';
import { listOf } from '#contract/list';
import { override as overrideSchema } from '#contract/rotas/rota';
import type { RotaWire } from '#contract/rotas/rota';
import { withoutStoredFields } from '#contract/stored';
import type { OverrideActions } from '../../../actions/rotas/override-actions.ts';
import type { StoredOverride } from '../../../ports/configuration.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { noSuch } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { sendVersioned, versionOf } from '../../if-match.ts';
import { iso } from '../../incident-body.ts';
import { acceptedOrThrow } from '../../refusal.ts';
import type { ApiServer } from '../../schemas.ts';

const tags = ['rotas'];
const byRota = z.object({ id: z.string() });
const byOverride = z.object({ id: z.string(), override: z.string() });

const overrideAnswer = strict({
  ...overrideSchema.shape,
  /** null if the rota's configuration contains the override. */
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

/** Removes the fields that only the API writes. */
function ownFields(body: unknown): unknown {
  const given = withoutStoredFields(body);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return given;
  }
  const { createdBy: _by, createdAt: _at, ...own } = given as Record<string, unknown>;
  return own;
}

export function overrideRoutes(
  app: ApiServer,
  { objects, overridesOf }: Pick<ApiDeps, 'objects' | 'overridesOf'>,
  overrides: OverrideActions,
): void {
  const list = {
    tags,
    summary: 'Overrides, in the order in which they apply',
    params: byRota,
    response: { 200: listOf(overrideAnswer) },
  };
  app.get('/rotas/:id/overrides', { schema: list }, async ({ params: { id } }) => {
    const rota = objects().find((object) => object.kind === 'rotas' && object.id === id);
    if (!rota) {
      throw noSuch('rota', id);
    }
    return { items: overridesOf(objects(), rota.body as RotaWire).map(overrideBody), next: null };
  });
  writeRoutes(app, overrides);
}

function writeRoutes(app: ApiServer, overrides: OverrideActions): void {
  const preValidation = async (request: { body: unknown }) => {
    request.body = ownFields(request.body);
  };
  const create = {
    tags,
    summary: 'Cover or change a stretch of time',
    params: byRota,
    body: overrideWithReason,
    response: { 201: overrideAnswer },
  };
  app.post('/rotas/:id/overrides', { preValidation, schema: create }, async (request, reply) => {
    const { params } = request;
    const { exceptional = null, ...body } = request.body;
    const result = await overrides.create({ rota: params.id, body, exceptional, actor: callerOf(request).name });
    return sendVersioned(reply.code(201), overrideBody(acceptedOrThrow(result).override));
  });
  const change = {
    tags,
    summary: 'Change one that a person made, from now on',
    params: byOverride,
    body: overrideWithReason,
    response: { 200: overrideAnswer },
  };
  app.put('/rotas/:id/overrides/:override', { preValidation, schema: change }, async (request, reply) => {
    const { exceptional = null, ...body } = request.body;
    const result = await overrides.replace({ ...editOf(request), body, exceptional });
    return sendVersioned(reply, overrideBody(acceptedOrThrow(result).override));
  });
  const remove = { tags, summary: 'Take an override away', params: byOverride, response: { 204: z.null() } };
  app.delete('/rotas/:id/overrides/:override', { schema: remove }, async (request, reply) => {
    acceptedOrThrow(await overrides.remove(editOf(request)));
    return reply.code(204).send();
  });
}

function editOf(request: FastifyRequest & { params: z.output<typeof byOverride> }) {
  return {
    rota: request.params.id,
    id: request.params.override,
    actor: callerOf(request).name,
    ifVersion: versionOf(request.headers['if-match']),
  };
}
