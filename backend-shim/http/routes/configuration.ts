/** `GET|POST|PUT|DELETE` of configured objects, except users and tokens, which have rules of their own. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id as idSchema, instant, login } from '#contract/base/scalars';
import { listOf, pageQuery } from '#contract/list';
import { RESOURCES } from '#contract/resources';
import type { ResourceName } from '#contract/resources';
import { stored } from '#contract/stored';
import { toInstant } from '#contract/time/local-date-time';
import { SHOWN_ABSENCE_KINDS } from '#domain/rota/model';
import { zoneTable } from '#domain/time/zone';
import type { StoredObject } from '../../ports/configuration.ts';
import type { ApiDeps } from '../api-deps.ts';
import { HttpError } from '../errors.ts';
import { callerOf } from '../guard.ts';
import { sendVersioned } from '../if-match.ts';
import { objectBody } from '../objects/answer.ts';
import { editOf, prepared } from '../objects/request.ts';
import { findObject } from '../objects/find.ts';
import { containsWords, pageOf } from '../objects/list.ts';
import { acceptedOrThrow } from '../refusal.ts';
import { isAdmin } from '../../rights/who.ts';
import type { ApiServer } from '../schemas.ts';

const PATHS = [
  'rotas',
  'policies',
  'integrations',
  'teams',
  'absences',
  'calendars',
  'time-windows',
  'maintenances',
  'subscriptions',
  'channels',
] as const satisfies readonly ResourceName[];

const byId = { params: z.object({ id: z.string() }) };
const listQuery = strict({
  ...pageQuery,
  /** Words that occur in the id or name. */
  q: z.string().max(200).optional(),
  team: idSchema.optional(),
  /** For absences: the person, and a range that the absence overlaps. */
  user: login.optional(),
  from: instant.optional(),
  to: instant.optional(),
});
/** For a rota: the instant from which the saved state applies; now if absent. */
const writeQuery = strict({ from: instant.optional() });

export function configurationRoutes(app: ApiServer, deps: ApiDeps): void {
  for (const path of PATHS) {
    readRoutes(app, deps, path);
    writeRoutes(app, deps, path);
  }
}

/** Callers who may not know the reason of an absence read `absent`. */
function answerOf(schema: z.ZodObject<z.core.$ZodShape, z.core.$strict>, kind: string) {
  const shown = z.enum(SHOWN_ABSENCE_KINDS);
  return stored(
    kind === 'absences'
      ? schema.safeExtend({ kind: shown })
      : kind === 'calendars'
        ? schema.safeExtend({ absences: shown.nullable() })
        : schema,
  );
}

function readRoutes(app: ApiServer, deps: ApiDeps, path: (typeof PATHS)[number]): void {
  const { kind, word, schema } = RESOURCES[path];
  const tags = [path];
  const answer = answerOf(schema as z.ZodObject<z.core.$ZodShape, z.core.$strict>, kind);
  app.get(
    `/${path}`,
    { schema: { tags, summary: `List: ${word}`, querystring: listQuery, response: { 200: listOf(answer) } } },
    async (request) => {
      const query = request.query;
      const found = deps.objects().filter((object) => object.kind === kind && isWanted(deps, object, query));
      const page = pageOf(found, (object) => object.id, query);
      return {
        items: page.items.map((object) => objectBody(object, callerOf(request), deps.directory())),
        next: page.next,
      };
    },
  );
  app.get(
    `/${path}/:id`,
    { schema: { tags, summary: `One ${word}`, ...byId, response: { 200: answer } } },
    async (request, reply) =>
      sendVersioned(reply, objectBody(findObject(deps, path, request.params.id), callerOf(request), deps.directory())),
  );
}

function isWanted(deps: ApiDeps, { kind, id, body }: StoredObject, query: z.output<typeof listQuery>): boolean {
  const { name, team, user } = body as { name?: string | null; team?: string | null; user?: string };
  return (
    containsWords(query.q, [id, name]) &&
    (query.team === undefined || team === query.team) &&
    (query.user === undefined || user === query.user) &&
    (kind !== 'absences' || touches(deps, body as AbsenceBody, query))
  );
}

interface AbsenceBody {
  user: string;
  start: string;
  end: string;
  timeZone: string | null;
}

function touches(deps: ApiDeps, absence: AbsenceBody, { from, to }: z.output<typeof listQuery>): boolean {
  const { facts, responders } = deps.directory();
  const zone = zoneTable(facts.zones, absence.timeZone ?? responders.get(absence.user)?.timeZone ?? 'UTC');
  return (
    (from === undefined || toInstant(absence.end, 'end', zone) > Date.parse(from)) &&
    (to === undefined || toInstant(absence.start, 'start', zone) < Date.parse(to))
  );
}

function writeRoutes(app: ApiServer, deps: ApiDeps, path: (typeof PATHS)[number]): void {
  const { kind, word, schema } = RESOURCES[path];
  const tags = [path];
  const answer = answerOf(schema as z.ZodObject<z.core.$ZodShape, z.core.$strict>, kind);
  const preValidation = async (request: FastifyRequest) => {
    request.body = prepared(deps, path, request);
  };
  app.post(
    `/${path}`,
    { preValidation, schema: { tags, summary: `A new ${word}`, body: schema, response: { 201: answer } } },
    async (request, reply) => {
      // `prepare` has set the id.
      const body = request.body as typeof request.body & { id: string };
      const result = acceptedOrThrow(
        await deps.configuration.create({
          resource: path,
          id: body.id,
          body,
          actor: callerOf(request).name,
          isAdmin: isAdmin(callerOf(request)),
          ifVersion: null,
          holdsFrom: null,
        }),
      );
      return sendVersioned(reply.code(201), objectBody(result.object, callerOf(request), deps.directory()));
    },
  );
  app.put(
    `/${path}/:id`,
    {
      preValidation,
      schema: {
        tags,
        summary: `Change a ${word}`,
        ...byId,
        querystring: writeQuery,
        body: schema,
        response: { 200: answer },
      },
    },
    async (request, reply) => {
      const result = acceptedOrThrow(
        await deps.configuration.replace({
          ...editOf(request, path),
          body: request.body,
          holdsFrom: await holdsFrom(deps, path, request.query.from),
        }),
      );
      return sendVersioned(reply, objectBody(result.object, callerOf(request), deps.directory()));
    },
  );
  app.delete(
    `/${path}/:id`,
    { schema: { tags, summary: `Delete a ${word}`, ...byId, response: { 204: z.null() } } },
    async (request, reply) => {
      acceptedOrThrow(await deps.configuration.remove(editOf(request, path)));
      return reply.code(204).send();
    },
  );
}

async function holdsFrom(deps: ApiDeps, path: ResourceName, from: string | undefined): Promise<number | null> {
  if (from === undefined) {
    return null;
  }
  if (path !== 'rotas') {
    throw new HttpError('validation', 'Only changes of rotas can hold from a later instant.', [
      {
        path: 'from',
        message: 'belongs to rotas only',
        reason: 'only-of-type',
        data: { types: ['rotas'], given: path },
      },
    ]);
  }
  const at = Date.parse(from);
  if (at < (await deps.clock.now())) {
    throw new HttpError('validation', 'The past of a rota does not change: a new state holds from now or later.', [
      { path: 'from', message: 'must not be in the past', reason: 'in-past' },
    ]);
  }
  return at;
}
