/** `/api/v1/interventions`: time worked during duty. */
import { z } from 'zod';
import { changedIntervention, intervention, interventionQuery, newIntervention } from '#contract/rotas/duty';
import type { ChangedIntervention, InterventionWire } from '#contract/rotas/duty';
import { toMilliseconds } from '#contract/time/duration';
import { listOf } from '#contract/list';
import { MINUTE } from '#domain/time/duration';
import type { InterventionActions, InterventionAnswer } from '../../../actions/rotas/interventions.ts';
import { listInterventions } from '../../../store/duties/lists.ts';
import { earlierStates } from '../../../store/duties/stored-duties.ts';
import { interventionFields } from '../../../store/duties/interventions.ts';
import type { InterventionTable } from '../../../store/schema/duties.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { HttpError } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { versionOf } from '../../if-match.ts';
import { iso, isoOrNull } from '../../incident-body.ts';
import type { ApiServer } from '../../schemas.ts';
import { rounded, sendSpans, spanFilter } from './span-list.ts';
import type { CsvCells } from './span-list.ts';

const tags = ['duties'];

export function interventionRoutes(
  app: ApiServer,
  { store, copies }: Pick<ApiDeps, 'store' | 'copies'>,
  interventions: InterventionActions,
): void {
  const { noting } = copies;
  const list = {
    tags,
    summary: 'Time worked during duty',
    querystring: interventionQuery,
    response: { 200: listOf(intervention) },
  };
  app.get('/interventions', { schema: list }, async ({ query }, reply) =>
    sendSpans(reply, query, {
      rows: await listInterventions(store.read, { ...spanFilter(query), incident: query.incident ?? null }),
      body: (row) => interventionBody(row, noting),
      columns: ['user', 'incident', 'start', 'end', 'minutes', 'travelMinutes', 'note'],
      cells: interventionCells,
    }),
  );
  const add = {
    tags,
    summary: '“I’m on it”, or work entered afterwards',
    body: newIntervention,
    response: { 201: intervention },
  };
  app.post('/interventions', { schema: add }, async (request, reply) => {
    const { incident, user, start, ...rest } = request.body;
    const actor = callerOf(request).name;
    const input = { ...inputOf(rest), start: instantOf(start) };
    const result = await interventions.add({ incident, user: user ?? actor, actor, ...input });
    return reply.code(201).send(interventionBody(done(result), noting));
  });
  const correct = {
    tags,
    summary: 'Correct it; earlier states are kept',
    params: z.object({ id: z.string() }),
    body: changedIntervention,
    response: { 200: intervention },
  };
  app.put('/interventions/:id', { schema: correct }, async (request) => {
    const { start, ...rest } = request.body;
    const result = await interventions.correct({
      id: request.params.id,
      actor: callerOf(request).name,
      ifVersion: versionOf(request.headers['if-match']),
      ...inputOf(rest),
      start: Date.parse(start),
    });
    return interventionBody(done(result), noting);
  });
}

function inputOf({ end, travel, note }: Pick<ChangedIntervention, 'end' | 'travel' | 'note'>) {
  return { end: instantOf(end), travel: toMilliseconds(travel), note };
}

function instantOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

function done(result: InterventionAnswer): InterventionTable {
  if (result.ok) {
    return result.intervention;
  }
  if (result.field === null) {
    throw new HttpError(result.code, result.message, [], result.why);
  }
  const { ok: _, field, ...problem } = result;
  throw new HttpError('validation', `${field} ${problem.message}.`, [{ path: field, ...problem }]);
}

function interventionBody(row: InterventionTable, noting: UnreadableReporter): InterventionWire {
  return {
    id: row.id,
    incident: row.incident,
    user: row.user,
    ...interventionFields(row),
    history: earlierStates(row, noting),
    version: row.version,
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
