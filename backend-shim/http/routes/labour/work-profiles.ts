/** `/api/v1/work-profiles`: one person's contract facts, written by HR of the unit. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id as idSchema, login } from '#contract/base/scalars';
import { workProfile } from '#contract/labour/work-profile';
import type { WorkProfileWire } from '#contract/labour/work-profile';
import { listOf, pageQuery } from '#contract/list';
import { stored } from '#contract/stored';
import type { UnitActions } from '../../../actions/labour/units.ts';
import type { StoredObject } from '../../../ports/configuration.ts';
import { profileShownTo, readerOf } from '../../../rights/labour.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { callerOf } from '../../guard.ts';
import { pageOf } from '../../objects/list.ts';
import { editOf } from '../../objects/request.ts';
import { objectRoutes } from '../../objects/routes.ts';
import { acceptedOrThrow } from '../../refusal.ts';
import type { ApiServer } from '../../schemas.ts';

const tags = ['work-profiles'];
/** `payrollId` is for the person and HR; managers read null. */
const answer = stored(workProfile);
const query = strict({ ...pageQuery, unit: idSchema.optional(), user: login.optional() });

export function workProfileRoutes(app: ApiServer, deps: ApiDeps, units: Pick<UnitActions, 'endProfile'>): void {
  listRoute(app, deps);
  objectRoutes(app, deps, {
    path: 'work-profiles',
    answer,
    bodyOf: (request, object) => profileBody(deps, request, object),
  });
  endRoute(app, units);
}

/** An Admin reads nothing of it, and so the answer has no body. */
function endRoute(app: ApiServer, units: Pick<UnitActions, 'endProfile'>): void {
  const params = z.object({ id: z.string() });
  const summary = 'End a work profile, by an Admin: it holds until yesterday';
  const end = { tags, summary, params, body: strict({}).nullish(), response: { 204: z.null() } };
  app.post('/work-profiles/:id/end', { schema: end }, async (request, reply) => {
    const { resource: _resource, ...edit } = editOf(request, 'work-profiles');
    acceptedOrThrow(await units.endProfile(edit));
    return reply.code(204).send();
  });
}

function listRoute(app: ApiServer, deps: ApiDeps): void {
  const list = { tags, summary: 'List: work profile', querystring: query, response: { 200: listOf(answer) } };
  app.get('/work-profiles', { schema: list }, async (request) => {
    const { unit, user } = request.query;
    const found = deps.objects().filter(({ kind, body }) => {
      const profile = body as WorkProfileWire;
      return (
        kind === 'workProfiles' &&
        (unit === undefined || profile.unit === unit) &&
        (user === undefined || profile.user === user) &&
        readerOf(callerOf(request), deps.directory(), profile.unit, profile.user) !== null
      );
    });
    const page = pageOf(found, ({ id }) => id, request.query);
    return { items: page.items.map((object) => profileBody(deps, request, object)), next: page.next };
  });
}

function profileBody(deps: ApiDeps, request: FastifyRequest, { body, origin, version }: StoredObject): object {
  const shown = profileShownTo(callerOf(request), deps.directory(), body as WorkProfileWire);
  return { ...shown, provisioned: origin === 'file', version };
}
