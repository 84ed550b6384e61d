/** `/api/v1/units`: made and deleted by Admins, who name its HR; HR writes the rest, and Admins do not read it. */
import { isDeepStrictEqual } from 'node:util';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id as idSchema } from '#contract/base/scalars';
import { unit as unitSchema, UNIT_IN_PART, unitHr, unitInPart } from '#contract/labour/unit';
import type { UnitWire } from '#contract/labour/unit';
import { listOf, pageQuery } from '#contract/list';
import { stored } from '#contract/stored';
import type { UnitActions } from '../../../actions/labour/units.ts';
import type { StoredObject } from '../../../ports/configuration.ts';
import { unitShownTo } from '../../../rights/labour.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { HttpError } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { sendVersioned } from '../../if-match.ts';
import { findObject } from '../../objects/find.ts';
import { containsWords, pageOf } from '../../objects/list.ts';
import { editOf, prepared } from '../../objects/request.ts';
import { acceptedOrThrow } from '../../refusal.ts';
import type { ApiServer } from '../../schemas.ts';

const tags = ['units'];
const params = z.object({ id: z.string() });
/** An Admin who is neither manager nor HR, and has no work profile in it, reads it in part. */
const answer = z.union([stored(unitSchema), stored(unitInPart)]);

const query = strict({ ...pageQuery, q: z.string().max(200).optional(), team: idSchema.optional() });

export function unitRoutes(app: ApiServer, deps: ApiDeps, units: UnitActions): void {
  readRoutes(app, deps);
  writeRoutes(app, deps);
  const hr = { tags, summary: 'Name the HR of a unit', params, body: unitHr, response: { 200: answer } };
  app.put('/units/:id/hr', { schema: hr }, async (request, reply) => {
    const { resource: _resource, ...edit } = editOf(request, 'units');
    const result = acceptedOrThrow(await units.setHr({ ...edit, hr: request.body.hr }));
    return sendVersioned(reply, unitBody(deps, request, result.object));
  });
}

function readRoutes(app: ApiServer, deps: ApiDeps): void {
  const list = { tags, summary: 'List: unit', querystring: query, response: { 200: listOf(answer) } };
  app.get('/units', { schema: list }, async (request) => {
    const { q, team } = request.query;
    const found = deps.objects().filter(({ kind, id, body }) => {
      const { name, teams } = body as UnitWire;
      return (
        kind === 'units' &&
        containsWords(q, [id, name]) &&
        (team === undefined || teams.includes(team)) &&
        unitShownTo(callerOf(request), deps.directory(), id) !== null
      );
    });
    const page = pageOf(found, ({ id }) => id, request.query);
    return { items: page.items.map((object) => unitBody(deps, request, object)), next: page.next };
  });
  const one = { tags, summary: 'One unit', params, response: { 200: answer } };
  app.get('/units/:id', { schema: one }, async (request, reply) =>
    sendVersioned(reply, unitBody(deps, request, findObject(deps, 'units', request.params.id))),
  );
}

function writeRoutes(app: ApiServer, deps: ApiDeps): void {
  const preValidation = async (request: FastifyRequest) => {
    request.body = prepared(deps, 'units', request);
  };
  const add = { tags, summary: 'A new unit', body: unitSchema, response: { 201: answer } };
  app.post('/units', { preValidation, schema: add }, async (request, reply) => {
    const { body } = request;
    const edit = { ...editOf(request, 'units'), id: body.id, ifVersion: null, holdsFrom: null };
    const result = acceptedOrThrow(await deps.configuration.create({ ...edit, body }));
    return sendVersioned(reply.code(201), unitBody(deps, request, result.object));
  });
  const change = { tags, summary: 'Change a unit', params, body: unitSchema, response: { 200: answer } };
  app.put('/units/:id', { preValidation, schema: change }, async (request, reply) => {
    refuseHr(deps, request.params.id, request.body);
    const edit = { ...editOf(request, 'units'), holdsFrom: null };
    const result = acceptedOrThrow(await deps.configuration.replace({ ...edit, body: request.body }));
    return sendVersioned(reply, unitBody(deps, request, result.object));
  });
  const remove = { tags, summary: 'Delete a unit', params, response: { 204: z.null() } };
  app.delete('/units/:id', { schema: remove }, async (request, reply) => {
    acceptedOrThrow(await deps.configuration.remove(editOf(request, 'units')));
    return reply.code(204).send();
  });
}

/** Whom an Admin named is sent back as it is; one that cannot be read is an Admin's to write anew. */
function refuseHr(deps: ApiDeps, id: string, { hr }: UnitWire): void {
  const before = deps.objects().find((object) => object.kind === 'units' && object.id === id);
  if (before && !isDeepStrictEqual((before.body as UnitWire).hr, hr)) {
    throw new HttpError(
      'forbidden',
      'Admins name the HR of a unit: PUT units/:id/hr.',
      [{ path: 'hr', message: 'is for Admins to change', reason: 'admin-only' }],
      { reason: 'fields-by-admins', data: { fields: ['hr'] } },
    );
  }
}

function unitBody(deps: ApiDeps, request: FastifyRequest, { id, body, origin, version }: StoredObject): object {
  const shown =
    unitShownTo(callerOf(request), deps.directory(), id) === 'whole'
      ? (body as UnitWire)
      : Object.fromEntries(UNIT_IN_PART.map((field) => [field, (body as UnitWire)[field]]));
  return { ...shown, provisioned: origin === 'file', version };
}
