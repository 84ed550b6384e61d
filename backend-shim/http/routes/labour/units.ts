/** `/api/v1/units`: made and deleted by Admins, who name its HR; HR writes the rest, and Admins do not read it. */
import { isDeepStrictEqual } from 'node:util';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import type { Config } from '#contract/config';
import { id as idSchema } from '#contract/base/scalars';
import { savedUnit, shownWarnings, surroundingsOf } from '#contract/labour/warnings';
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
import { containsWords, pageOf } from '../../objects/list.ts';
import { editOf } from '../../objects/request.ts';
import { objectRoutes } from '../../objects/routes.ts';
import { acceptedOrThrow } from '../../refusal.ts';
import type { ApiServer } from '../../schemas.ts';

const tags = ['units'];
const params = z.object({ id: z.string() });
/** An Admin who is neither manager nor HR, and has no work profile in it, reads it in part. */
const answer = z.union([stored(unitSchema), stored(unitInPart)]);
const saved = z.union([stored(unitSchema).extend(savedUnit), stored(unitInPart).extend(savedUnit)]);

const query = strict({ ...pageQuery, q: z.string().max(200).optional(), team: idSchema.optional() });

export function unitRoutes(app: ApiServer, deps: ApiDeps, units: UnitActions): void {
  listRoute(app, deps);
  objectRoutes(app, deps, {
    path: 'units',
    answer,
    bodyOf: (request, object) => unitBody(deps, request, object),
    saved: { answer: saved, bodyOf: (request, object) => savedBody(deps, request, object) },
    checkChange: (id, body) => refuseHr(deps, id, body as UnitWire),
  });
  const hr = { tags, summary: 'Name the HR of a unit', params, body: unitHr, response: { 200: saved } };
  app.put('/units/:id/hr', { schema: hr }, async (request, reply) => {
    const { resource: _resource, ...edit } = editOf(request, 'units');
    const result = acceptedOrThrow(await units.setHr({ ...edit, hr: request.body.hr }));
    return sendVersioned(reply, savedBody(deps, request, result.object));
  });
}

function listRoute(app: ApiServer, deps: ApiDeps): void {
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

function seesWhole(deps: ApiDeps, request: FastifyRequest, id: string): boolean {
  return unitShownTo(callerOf(request), deps.directory(), id) === 'whole';
}

function unitBody(deps: ApiDeps, request: FastifyRequest, { id, body, origin, version }: StoredObject): object {
  const shown = seesWhole(deps, request, id)
    ? (body as UnitWire)
    : Object.fromEntries(UNIT_IN_PART.map((field) => [field, (body as UnitWire)[field]]));
  return { ...shown, provisioned: origin === 'file', version };
}

/** With what `--check` would warn of; the unit is saved all the same. */
function savedBody(deps: ApiDeps, request: FastifyRequest, object: StoredObject): object {
  const of = <Kind extends 'rotas' | 'teams' | 'workProfiles'>(kind: Kind) =>
    deps.objects().flatMap((one) => (one.kind === kind ? [one.body] : [])) as Config[Kind];
  const around = surroundingsOf({ rotas: of('rotas'), teams: of('teams'), workProfiles: of('workProfiles') });
  const warnings = shownWarnings(object.body as UnitWire, around, seesWhole(deps, request, object.id));
  return { ...unitBody(deps, request, object), warnings };
}
