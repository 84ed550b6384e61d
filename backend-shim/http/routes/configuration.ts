/** `GET|POST|PUT|DELETE` of configured objects, except users and tokens, which have rules of their own. */
import { maintenancePlaces } from '../../store/configuration/maintenance-order.ts';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id as idSchema, instant, login } from '#contract/base/scalars';
import { rotaWithReason } from '#contract/rotas/with-reason';
import { listOf, pageQuery } from '#contract/list';
import { RESOURCES } from '#contract/resources';
import type { ApiResource, ResourceName } from '#contract/resources';
import { stored } from '#contract/stored';
import { toInstant } from '#contract/time/local-date-time';
import { SHOWN_ABSENCE_KINDS } from '#domain/rota/model';
import { zoneTable } from '#domain/time/zone';
import type { StoredObject } from '../../ports/configuration.ts';
import type { ApiDeps } from '../api-deps.ts';
import { HttpError } from '../errors.ts';
import { callerOf } from '../guard.ts';
import { objectBody } from '../objects/answer.ts';
import { containsWords, pageOf } from '../objects/list.ts';
import { objectRoutes } from '../objects/routes.ts';
import { undoDeletionRoute } from '../objects/undo-deletion.ts';
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
  'organisations',
] as const satisfies readonly ResourceName[];

type ConfiguredPath = (typeof PATHS)[number];

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

export function configurationRoutes(app: ApiServer, deps: ApiDeps): void {
  for (const path of PATHS) {
    const { kind, schema }: ApiResource = RESOURCES[path];
    const answer = answerOf(schema, kind);
    listRoute(app, deps, path, answer);
    objectRoutes(app, deps, {
      path,
      answer,
      bodyOf: (request, object) => objectBody(object, callerOf(request), deps.directory()),
      ...(path === 'rotas' && { writeBody: rotaWithReason }),
      holdsFrom: (from) => holdsFrom(deps, path, from),
    });
  }
  undoDeletionRoute(app, deps);
}

/** Callers who may not know the reason of an absence read `absent`. */
function answerOf(schema: z.ZodObject, kind: string) {
  const shown = z.enum(SHOWN_ABSENCE_KINDS);
  return stored(
    kind === 'absences'
      ? schema.safeExtend({ kind: shown })
      : kind === 'calendars'
        ? schema.safeExtend({ absences: shown.nullable() })
        : schema,
  );
}

function listRoute(app: ApiServer, deps: ApiDeps, path: ConfiguredPath, answer: z.ZodType): void {
  const { kind, word } = RESOURCES[path];
  app.get(
    `/${path}`,
    { schema: { tags: [path], summary: `List: ${word}`, querystring: listQuery, response: { 200: listOf(answer) } } },
    async (request) => {
      const query = request.query;
      const found = deps.objects().filter((object) => object.kind === kind && isWanted(deps, object, query));
      const place = kind === 'maintenances' ? maintenancePlaces(deps.objects()) : ({ id }: StoredObject) => id;
      const page = pageOf(found, place, query);
      return {
        items: page.items.map((object) => objectBody(object, callerOf(request), deps.directory())),
        next: page.next,
      };
    },
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

/** For a rota: the instant from which the saved state applies; now if absent. */
async function holdsFrom(deps: ApiDeps, path: ConfiguredPath, from: string | undefined): Promise<number | null> {
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
