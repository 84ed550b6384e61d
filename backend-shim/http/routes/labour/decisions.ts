/** `/api/v1/decisions`: urgent works that suspended a rest, and the rest that was given for it. */
import { z } from 'zod';
import { decision, decisionQuery, newDecision, settledRest } from '#contract/labour/decision';
import type { DecisionWire } from '#contract/labour/decision';
import { listOf } from '#contract/list';
import { MINUTE } from '#domain/time/duration';
import type { LabourActions } from '../../../actions/labour/labour.ts';
import { recordReader } from '../../../rights/labour.ts';
import { settledSpans } from '../../../store/labour/decisions.ts';
import { readShownDecisions } from '../../../store/labour/shown-records.ts';
import type { DecisionTable } from '../../../store/schema/labour.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { callerOf } from '../../guard.ts';
import { askerOf } from '../../heavy/answered.ts';
import { iso } from '../../incident-body.ts';
import { acceptedOrThrow } from '../../refusal.ts';
import type { ApiServer } from '../../schemas.ts';
import { recordsPage, wantedPage } from './record-pages.ts';

const tags = ['labour'];
const params = z.object({ id: z.string() });

export function decisionRoutes(app: ApiServer, deps: ApiDeps, labour: Pick<LabourActions, 'decide' | 'settle'>): void {
  const bodyOf = (row: DecisionTable) => decisionBody(row, deps.copies.noting);
  const list = { tags, summary: 'Decisions', querystring: decisionQuery, response: { 200: listOf(decision) } };
  app.get('/decisions', { schema: list }, async (request) => {
    const reader = recordReader(callerOf(request), deps.directory());
    const { query } = request;
    const source = { db: deps.store.read, search: deps.searchOf(askerOf(request)) };
    const rows = await readShownDecisions(source, reader, query, wantedPage(query));
    const page = recordsPage(rows, query.limit, (row) => row.at);
    return { items: page.items.map(bodyOf), next: page.next };
  });
  const add = { tags, summary: 'Urgent works', body: newDecision, response: { 201: decision } };
  app.post('/decisions', { schema: add }, async (request, reply) => {
    const result = acceptedOrThrow(await labour.decide({ caller: callerOf(request), body: request.body }));
    return reply.code(201).send(bodyOf(result.decision));
  });
  const settle = { tags, summary: 'Rest was given', params, body: settledRest, response: { 200: decision } };
  app.post('/decisions/:id/settle', { schema: settle }, async (request) => {
    const { from, to } = request.body;
    const span = { start: Date.parse(from), end: Date.parse(to) };
    const result = acceptedOrThrow(await labour.settle({ id: request.params.id, caller: callerOf(request), ...span }));
    return bodyOf(result.decision);
  });
}

function decisionBody(row: DecisionTable, noting: UnreadableReporter): DecisionWire {
  const { id, kind, unit, user, rota, finding, reason, headcount, by } = row;
  const isoOrNull = (at: number | null) => (at === null ? null : iso(at));
  return {
    id,
    kind,
    unit,
    user,
    rota,
    finding,
    reason,
    headcount,
    by,
    start: iso(row.start_at),
    end: iso(row.end_at),
    inspectorToldAt: isoOrNull(row.inspector_told_at),
    until: isoOrNull(row.until_at),
    owed: row.owed_ms / MINUTE,
    owedBy: isoOrNull(row.owed_by),
    settled: settledSpans(row, noting).map(({ start, end }) => ({ from: iso(start), to: iso(end) })),
    at: iso(row.at),
  };
}
