/** `/api/v1/work-profiles`: one person's contract facts, written by HR of the unit. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id as idSchema, login } from '#contract/base/scalars';
import { workProfile } from '#contract/labour/work-profile';
import type { WorkProfileWire } from '#contract/labour/work-profile';
import { listOf, pageQuery } from '#contract/list';
import { stored } from '#contract/stored';
import type { StoredObject } from '../../../ports/configuration.ts';
import { readerOf } from '../../../rights/labour.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { callerOf } from '../../guard.ts';
import { sendVersioned } from '../../if-match.ts';
import { findObject } from '../../objects/find.ts';
import { pageOf } from '../../objects/list.ts';
import { editOf, prepared } from '../../objects/request.ts';
import { acceptedOrThrow } from '../../refusal.ts';
import type { ApiServer } from '../../schemas.ts';

const tags = ['work-profiles'];
const params = z.object({ id: z.string() });
/** `payrollId` is for the person and HR; managers read null. */
const answer = stored(workProfile);
const query = strict({ ...pageQuery, unit: idSchema.optional(), user: login.optional() });

export function workProfileRoutes(app: ApiServer, deps: ApiDeps): void {
  readRoutes(app, deps);
  writeRoutes(app, deps);
}

function readRoutes(app: ApiServer, deps: ApiDeps): void {
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
  const one = { tags, summary: 'One work profile', params, response: { 200: answer } };
  app.get('/work-profiles/:id', { schema: one }, async (request, reply) =>
    sendVersioned(reply, profileBody(deps, request, findObject(deps, 'work-profiles', request.params.id))),
  );
}

function writeRoutes(app: ApiServer, deps: ApiDeps): void {
  const preValidation = async (request: FastifyRequest) => {
    request.body = prepared(deps, 'work-profiles', request);
  };
  const add = { tags, summary: 'A new work profile', body: workProfile, response: { 201: answer } };
  app.post('/work-profiles', { preValidation, schema: add }, async (request, reply) => {
    // `prepared` has set the id.
    const body = request.body as WorkProfileWire & { id: string };
    const edit = { ...editOf(request, 'work-profiles'), id: body.id, ifVersion: null, holdsFrom: null };
    const result = acceptedOrThrow(await deps.configuration.create({ ...edit, body }));
    return sendVersioned(reply.code(201), profileBody(deps, request, result.object));
  });
  const change = { tags, summary: 'Change a work profile', params, body: workProfile, response: { 200: answer } };
  app.put('/work-profiles/:id', { preValidation, schema: change }, async (request, reply) => {
    const edit = { ...editOf(request, 'work-profiles'), holdsFrom: null };
    const result = acceptedOrThrow(await deps.configuration.replace({ ...edit, body: request.body }));
    return sendVersioned(reply, profileBody(deps, request, result.object));
  });
  const remove = { tags, summary: 'Delete a work profile', params, response: { 204: z.null() } };
  app.delete('/work-profiles/:id', { schema: remove }, async (request, reply) => {
    acceptedOrThrow(await deps.configuration.remove(editOf(request, 'work-profiles')));
    return reply.code(204).send();
  });
}

function profileBody(deps: ApiDeps, request: FastifyRequest, { body, origin, version }: StoredObject): object {
  const profile = body as WorkProfileWire;
  const reader = readerOf(callerOf(request), deps.directory(), profile.unit, profile.user);
  const seesPayroll = reader === 'self' || reader === 'hr';
  return { ...profile, ...(!seesPayroll && { payrollId: null }), provisioned: origin === 'file', version };
}
