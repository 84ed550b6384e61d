/** `/api/v1/interventions`: time worked during duty. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  changedIntervention,
  confirmationAnswer,
  confirmedIntervention,
  intervention,
  interventionQuery,
  newIntervention,
} from '#contract/rotas/duty';
import { fromRest } from '#contract/labour/rest';
import type { ChangedIntervention, InterventionWire } from '#contract/rotas/duty';
import { toMilliseconds } from '#contract/time/duration';
import { listOf } from '#contract/list';
import { formatDuration, MINUTE } from '#domain/time/duration';
import type { InterventionActions, InterventionAnswer } from '../../../actions/rotas/interventions.ts';
import { interventionReader } from '../../../rights/duties.ts';
import { listInterventions } from '../../../store/duties/lists.ts';
import { earlierStates } from '../../../store/duties/stored-duties.ts';
import { interventionFields } from '../../../store/duties/interventions.ts';
import { halfTravel, readInterventionDetails } from '../../../store/labour/intervention-details.ts';
import { upcomingRests } from '../../../store/labour/rests/upcoming-rests.ts';
import type { TravelTimes } from '../../../store/labour/intervention-details.ts';
import { unitOfIntervention } from '../../../store/duties/work-unit.ts';
import type { InterventionTable } from '../../../store/schema/duties.ts';
import type { InterventionDetailTable } from '../../../store/schema/labour.ts';
import { logFailure } from '../../../store/store.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import type { Log } from '../../../ports/log.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { HttpError } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { versionOf } from '../../if-match.ts';
import { askerOf } from '../../heavy/answered.ts';
import { iso, isoOrNull } from '../../incident-body.ts';
import { errorOfRefusal } from '../../refusal.ts';
import type { ApiServer } from '../../schemas.ts';
import { rounded, sendSpans, spanFilter } from './span-list.ts';
import type { CsvCells } from './span-list.ts';

const tags = ['duties'];

type RouteDeps = Pick<ApiDeps, 'store' | 'copies' | 'cap' | 'directory' | 'clock' | 'portions' | 'searchOf'> & {
  log: Pick<Log, 'warn' | 'error'>;
};

export function interventionRoutes(app: ApiServer, deps: RouteDeps, interventions: InterventionActions): void {
  listRoute(app, deps);
  addRoute(app, deps, interventions);
  correctRoutes(app, deps, interventions);
}

function listRoute(app: ApiServer, deps: RouteDeps): void {
  const schema = {
    tags,
    summary: 'Time worked during duty',
    querystring: interventionQuery,
    response: { 200: listOf(intervention) },
  };
  app.get('/interventions', { schema }, async (request, reply) => {
    const { query } = request;
    const reader = interventionReader(callerOf(request), deps.directory());
    const filter = { ...spanFilter(query), incident: query.incident ?? null, reader };
    const who = askerOf(request);
    const lists = { db: deps.store.read, cap: deps.cap, search: deps.searchOf(who) };
    const rows = await listInterventions(lists, filter);
    const list = {
      rows,
      body: await bodiesOf(deps, rows),
      columns: ['user', 'incident', 'start', 'end', 'minutes', 'travelMinutes', 'note'],
      cells: interventionCells,
    };
    return sendSpans(reply, query, list, { portions: deps.portions, who });
  });
}

function addRoute(app: ApiServer, deps: RouteDeps, interventions: InterventionActions): void {
  const schema = {
    tags,
    summary: '“I’m on it”, or work entered afterwards',
    body: newIntervention,
    response: { 201: intervention },
  };
  app.post('/interventions', { schema }, async (request, reply) => {
    const { incident, user, start, ...rest } = request.body;
    const actor = callerOf(request).name;
    const input = { ...inputOf(rest), start: instantOf(start) };
    const result = await interventions.add({ incident, user: user ?? actor, actor, ...input });
    return reply.code(201).send(await bodyOf(deps, interventionOrThrow(result)));
  });
}

function correctRoutes(app: ApiServer, deps: RouteDeps, interventions: InterventionActions): void {
  const params = z.object({ id: z.string() });
  const correct = {
    tags,
    summary: 'Correct it; earlier states are kept',
    params,
    body: changedIntervention,
    response: { 200: intervention },
  };
  app.put('/interventions/:id', { schema: correct }, async (request) => {
    const { start, ...rest } = request.body;
    const input = { id: request.params.id, ...inputOf(rest), start: Date.parse(start) };
    return bodyOf(deps, interventionOrThrow(await interventions.correct({ ...input, ...askedBy(request) })));
  });
  const confirm = {
    tags,
    summary: 'When the person stopped, instead of the assumed end; earlier states are kept',
    params,
    body: confirmedIntervention,
    response: { 200: confirmationAnswer },
  };
  app.post('/interventions/:id/confirm', { schema: confirm }, async (request) => {
    const { end, travelBefore, travelAfter } = request.body;
    const length = (text: string | null | undefined) => (text == null ? null : toMilliseconds(text));
    const travel = { before: length(travelBefore), after: length(travelAfter) };
    const input = { id: request.params.id, end: Date.parse(end), travel };
    const row = interventionOrThrow(await interventions.confirm({ ...input, ...askedBy(request) }));
    return { ...(await bodyOf(deps, row)), rests: await restsOf(deps, row.user) };
  });
}

/** The intervention is confirmed whether or not the rests can be computed. */
async function restsOf({ store, directory, clock, copies, log }: RouteDeps, user: string) {
  try {
    const found = await upcomingRests(store.read, directory(), user, await clock.now(), copies.noting);
    return found.map(({ unit, rest }) => {
      const { id: _, ...shown } = fromRest({ ...rest, id: '', user, unit: unit.id });
      return shown;
    });
  } catch (error) {
    logFailure(log, error, 'the rests after a confirmed intervention could not be computed; the confirmation is kept');
    return null;
  }
}

function askedBy(request: FastifyRequest) {
  return { actor: callerOf(request).name, ifVersion: versionOf(request.headers['if-match']) };
}

async function bodiesOf({ store, cap, copies, directory }: RouteDeps, rows: readonly InterventionTable[]) {
  const ids = rows.map(({ id }) => id);
  const details = await readInterventionDetails(store.read, cap, ids);
  const current = directory();
  return (row: InterventionTable) => {
    const own = details.get(row.id);
    return interventionBody(row, own && { ...own, unit: unitOfIntervention(current, row, own) }, copies.noting);
  };
}

async function bodyOf(deps: RouteDeps, row: InterventionTable): Promise<InterventionWire> {
  return (await bodiesOf(deps, [row]))(row);
}

type TravelFields = Pick<ChangedIntervention, 'travel' | 'travelBefore' | 'travelAfter'>;

function inputOf({ end, note, ...travel }: Pick<ChangedIntervention, 'end' | 'note'> & TravelFields) {
  return { end: instantOf(end), travel: travelOf(travel), note };
}

function travelOf({ travel, travelBefore, travelAfter }: TravelFields): TravelTimes {
  return travelBefore != null || travelAfter != null
    ? { before: toMilliseconds(travelBefore ?? '0s'), after: toMilliseconds(travelAfter ?? '0s') }
    : halfTravel(toMilliseconds(travel));
}

function instantOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

function interventionOrThrow(result: InterventionAnswer): InterventionTable {
  if (result.ok) {
    return result.intervention;
  }
  if (result.field === null) {
    throw errorOfRefusal(result);
  }
  const { ok: _, field, ...problem } = result;
  throw new HttpError('validation', `${field} ${problem.message}.`, [{ path: field, ...problem }]);
}

function interventionBody(
  row: InterventionTable,
  details: InterventionDetailTable | undefined,
  noting: UnreadableReporter,
): InterventionWire {
  return {
    id: row.id,
    incident: row.incident,
    user: row.user,
    ...interventionFields(row),
    ...(details && detailFields(details)),
    history: earlierStates(row, noting),
    version: row.version,
  };
}

function detailFields({
  travel_before_ms,
  travel_after_ms,
  acted_at,
  ended_by,
  confirmed_at,
  unit,
}: InterventionDetailTable) {
  return {
    travelBefore: formatDuration(travel_before_ms),
    travelAfter: formatDuration(travel_after_ms),
    endedBy: ended_by,
    actedAt: isoOrNull(acted_at),
    confirmedAt: isoOrNull(confirmed_at),
    unit,
  };
}

function interventionCells(row: InterventionTable): CsvCells {
  const minutes = row.end_at === null ? null : rounded((row.end_at - row.start_at) / MINUTE);
  return [
    row.user,
    row.incident,
    iso(row.start_at),
    isoOrNull(row.end_at),
    minutes,
    rounded(row.travel_ms / MINUTE),
    row.note,
  ];
}
