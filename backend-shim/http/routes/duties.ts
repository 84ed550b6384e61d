/** Duties as worked, interventions, handoff notes: what reports, labour law and pay are made from. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  changedIntervention,
  duty,
  dutyQuery,
  handoffNote,
  intervention,
  interventionQuery,
  newHandoffNote,
  newIntervention,
} from '#contract/rotas/duty';
import type {
  ChangedIntervention,
  DutyQuery,
  DutyWire,
  InterventionQuery,
  InterventionWire,
  NewIntervention,
} from '#contract/rotas/duty';
import { listOf } from '#contract/list';
import { toMilliseconds } from '#contract/time/duration';
import { listDuties, listInterventions, listNotes } from '../../store/duties/lists.ts';
import { dutySource, earlierStates } from '../../store/duties/stored-duties.ts';
import { saidOf } from '../../store/duties/interventions.ts';
import type { SpanFilter } from '../../store/duties/lists.ts';
import type { DutyTable, HandoffNoteTable, InterventionTable } from '../../store/schema/duties.ts';
import type { Noting } from '../../store/stored/unreadable.ts';
import type { ApiDeps } from '../api-deps.ts';
import { csv } from '../csv.ts';
import type { DutyDeps } from '../duty-deps.ts';
import { HttpError, noSuch } from '../errors.ts';
import { callerOf } from '../guard.ts';
import { versionOf } from '../if-match.ts';
import { iso, isoOrNull } from '../incident-body.ts';

const tags = ['duties'];
const byId = { params: z.object({ id: z.string() }) };

export function dutyRoutes(app: FastifyInstance, deps: ApiDeps, duties: DutyDeps): void {
  const { noting } = deps.copies;
  app.get(
    '/duties',
    { schema: { tags, summary: 'Time on call, as worked', querystring: dutyQuery, response: { 200: listOf(duty) } } },
    async (request, reply) => {
      const query = request.query as DutyQuery;
      const rows = await listDuties(deps.store.read, { ...spanFilter(query), rota: query.rota ?? null });
      return sendList(
        reply,
        query,
        rows,
        (row) => dutyBody(row, noting),
        ['user', 'rota', 'start', 'end', 'hours'],
        dutyCells,
      );
    },
  );
  app.get(
    '/interventions',
    {
      schema: {
        tags,
        summary: 'Time worked during duty',
        querystring: interventionQuery,
        response: { 200: listOf(intervention) },
      },
    },
    async (request, reply) => {
      const query = request.query as InterventionQuery;
      const rows = await listInterventions(deps.store.read, { ...spanFilter(query), incident: query.incident ?? null });
      return sendList(
        reply,
        query,
        rows,
        (row) => interventionBody(row, noting),
        ['user', 'incident', 'start', 'end', 'minutes', 'travelMinutes', 'note'],
        interventionCells,
      );
    },
  );
  app.post(
    '/interventions',
    {
      schema: {
        tags,
        summary: '“I’m on it”, or work entered afterwards',
        body: newIntervention,
        response: { 201: intervention },
      },
    },
    async (request, reply) => {
      const body = request.body as NewIntervention;
      const times = {
        start: body.start === null ? null : Date.parse(body.start),
        end: at(body.end),
        travel: toMilliseconds(body.travel),
        note: body.note,
      };
      const result = await duties.add(
        body.incident,
        body.user ?? callerOf(request).name,
        times,
        callerOf(request).name,
      );
      return reply.code(201).send(interventionBody(done(result), noting));
    },
  );
  app.put(
    '/interventions/:id',
    {
      schema: {
        tags,
        summary: 'Correct it; earlier states are kept',
        ...byId,
        body: changedIntervention,
        response: { 200: intervention },
      },
    },
    async (request) => {
      const body = request.body as ChangedIntervention;
      const times = {
        start: Date.parse(body.start),
        end: at(body.end),
        travel: toMilliseconds(body.travel),
        note: body.note,
      };
      const { id } = request.params as { id: string };
      return interventionBody(
        done(await duties.change(id, times, callerOf(request).name, versionOf(request.headers['if-match']))),
        noting,
      );
    },
  );
  noteRoutes(app, deps, duties);
}

function noteRoutes(app: FastifyInstance, deps: ApiDeps, duties: DutyDeps): void {
  app.get(
    '/rotas/:id/handoff-notes',
    {
      schema: {
        tags,
        summary: 'What was left in writing, newest first',
        ...byId,
        response: { 200: listOf(handoffNote) },
      },
    },
    async (request) => {
      const rows = await listNotes(deps.store.read, (request.params as { id: string }).id, 50);
      return { items: rows.map(noteBody), next: null };
    },
  );
  app.post(
    '/rotas/:id/handoff-notes',
    {
      schema: {
        tags,
        summary: 'Leave a note for whoever comes next',
        ...byId,
        body: newHandoffNote,
        response: { 201: handoffNote },
      },
    },
    async (request, reply) => {
      const { id } = request.params as { id: string };
      if (!deps.directory().rotas.has(id)) {
        throw noSuch('rota', id);
      }
      const { text } = request.body as z.output<typeof newHandoffNote>;
      return reply.code(201).send(noteBody(await duties.leaveNote(id, callerOf(request).name, text)));
    },
  );
}

function at(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

function done(result: Awaited<ReturnType<DutyDeps['change']>>): InterventionTable {
  if (result.ok) {
    return result.intervention;
  }
  if (result.field === null) {
    throw new HttpError(result.code, result.message, [], result.why);
  }
  const { ok: _, field, ...problem } = result;
  throw new HttpError('validation', `${field} ${problem.message}.`, [{ path: field, ...problem }]);
}

type SpanQuery = Pick<DutyQuery, 'user' | 'from' | 'to' | 'cursor' | 'limit' | 'format'>;

/** A cursor is the start and the id of the last row; CSV is the whole range in one file. */
function spanFilter(query: SpanQuery): SpanFilter {
  const [start, id] = query.cursor === undefined ? [] : query.cursor.split('_', 2);
  if (query.cursor !== undefined && (id === undefined || !Number.isSafeInteger(Number(start)))) {
    throw new HttpError('validation', 'cursor must be the `next` of an earlier answer.', [
      { path: 'cursor', message: 'is not a cursor of this list', reason: 'wrong-format', data: { format: 'cursor' } },
    ]);
  }
  return {
    user: query.user ?? null,
    from: query.from === undefined ? null : Date.parse(query.from),
    to: query.to === undefined ? null : Date.parse(query.to),
    after: start === undefined || id === undefined ? null : { start: Number(start), id },
    limit: query.format === 'csv' ? MOST_CSV : query.limit + 1,
  };
}

const MOST_CSV = 100_000;

interface SpanRow {
  id: string;
  start_at: number;
}

type Cells = ReadonlyArray<string | number | null>;

function sendList<Row extends SpanRow>(
  reply: FastifyReply,
  query: SpanQuery,
  rows: readonly Row[],
  body: (row: Row) => unknown,
  columns: string[],
  cells: (row: Row) => Cells,
) {
  if (query.format === 'csv') {
    return reply
      .type('text/csv; charset=utf-8')
      .serializer((text: string) => text)
      .send(csv(columns, rows.map(cells)));
  }
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return { items: page.map(body), next: rows.length > query.limit && last ? `${last.start_at}_${last.id}` : null };
}

function dutyBody(row: DutyTable, noting: Noting): DutyWire {
  return {
    id: row.id,
    user: row.user,
    rota: row.rota,
    start: iso(row.start_at),
    end: isoOrNull(row.end_at),
    source: dutySource(row, noting),
  };
}

const HOUR = 3_600_000;
const MINUTE = 60_000;

function dutyCells(row: DutyTable): Cells {
  return [
    row.user,
    row.rota,
    iso(row.start_at),
    isoOrNull(row.end_at),
    row.end_at === null ? null : round((row.end_at - row.start_at) / HOUR),
  ];
}

function interventionBody(row: InterventionTable, noting: Noting): InterventionWire {
  return {
    id: row.id,
    incident: row.incident,
    user: row.user,
    ...saidOf(row),
    history: earlierStates(row, noting),
    version: row.version,
  };
}

function interventionCells(row: InterventionTable): Cells {
  const minutes = row.end_at === null ? null : round((row.end_at - row.start_at) / MINUTE);
  return [
    row.user,
    row.incident,
    iso(row.start_at),
    isoOrNull(row.end_at),
    minutes,
    round(row.travel_ms / MINUTE),
    row.note,
  ];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function noteBody(row: HandoffNoteTable) {
  return { id: row.id, rota: row.rota, user: row.user, at: iso(row.at), text: row.text };
}
