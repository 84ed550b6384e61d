/** One round of the pager in memory: steps, then notification rules, then what became of deliveries. */
import type { IncidentEvent } from '#domain/incident/advance';
import { dueAt } from '#domain/incident/model';
import { severityRank } from '#domain/incident/signal/alert';
import { startDueRules } from '#domain/notify/page';
import type { Page } from '#domain/notify/page';
import { pageDelivery } from '../../stages/outbox/planning/pages.ts';
import type { PlanningContext } from '../../stages/outbox/planning/planning.ts';
import { whyUnsendable } from '../../stages/outbox/sending/attempt.ts';
import { movePage, nextState } from '../../stages/outbox/sending/outcome.ts';
import type { DeliveryRow, PageRow } from '../../store/schema/deliveries.ts';
import { arrive } from './answering.ts';
import type { ExpectedAttempt } from './outcomes.ts';
import { advanceIncident, endBatch, expectAttempt, factsOf, planningOf, workOf } from './state.ts';
import type { DueWork, PagerState } from './state.ts';

/** One round: steps, then notification rules, then what became of deliveries. */
export function drain(state: PagerState): void {
  const due = state.due.takeDue(state.now);
  const ids = (kind: DueWork['kind']) => [...new Set(due.flatMap((one) => (one.kind === kind ? [one.id] : [])))];
  tickIncidents(state, ids('incident'));
  tickPages(state, ids('page'));
  due.forEach((one) => one.kind === 'settle' && settle(state, one.id, one.attempt));
  due.forEach((one) => one.kind === 'claim' && claim(state, one.id, one.attempt));
  // What was planned just now leaves before the next step is entered, even without a wait.
  for (const one of state.due.takeDue(state.now)) {
    if (one.kind === 'claim') {
      claim(state, one.id, one.attempt);
    } else {
      state.due.push(state.now, one);
    }
  }
}

/** What is being sent is not cancelled any more. */
function claim(state: PagerState, id: string, attempt: ExpectedAttempt): void {
  const row = state.ledger.delivery(id);
  if (row?.state === 'due' && state.expected.get(id) === attempt) {
    state.ledger.putDelivery({ ...row, state: 'sending' });
    state.due.push(Math.max(state.now, attempt.at), { kind: 'settle', id, attempt });
  }
}

function tickIncidents(state: PagerState, ids: readonly string[]): void {
  const events = new Map<string, IncidentEvent[]>();
  for (const { incident, entry } of state.unreachable.splice(0)) {
    events.set(incident, [...(events.get(incident) ?? []), { kind: 'unreachable', entry }]);
  }
  const due = ids
    .flatMap((id) => state.incidents.get(id) ?? [])
    .filter(({ timers }) => (dueAt(timers) ?? Infinity) <= state.now)
    .sort(
      (a, b) =>
        severityRank(b.severity) - severityRank(a.severity) ||
        (dueAt(a.timers) ?? 0) - (dueAt(b.timers) ?? 0) ||
        (a.id < b.id ? -1 : 1),
    );
  due.forEach(({ id }) => events.set(id, [...(events.get(id) ?? []), { kind: 'timers' }]));
  const facts = factsOf(state);
  for (const [id, own] of events) {
    const incident = state.incidents.get(id);
    if (incident) {
      advanceIncident(state, incident, own, facts);
    }
  }
  endBatch(state);
}

function tickPages(state: PagerState, ids: readonly string[]): void {
  const planning = planningOf(state);
  for (const id of ids) {
    const entry = state.ledger.page(id);
    if (entry) {
      startRules(state, planning, entry.row, entry.page);
    }
  }
  endBatch(state);
}

function startRules(state: PagerState, planning: PlanningContext, row: PageRow, before: Page): void {
  const responder = state.directory.responders.get(row.user) ?? null;
  const { page, methods } = startDueRules(before, state.now);
  if (methods.length > 0) {
    methods.forEach((method) => state.ledger.deliver(pageDelivery(planning, row, responder, method)));
    state.ledger.put({ row: { ...row, ended_at: page.state === 'failed' ? state.now : row.ended_at }, page });
  }
}

function settle(state: PagerState, id: string, expected: ExpectedAttempt): void {
  const row = state.ledger.delivery(id);
  if (row?.state !== 'sending' || state.expected.get(id) !== expected) {
    return;
  }
  const tried = { ...row, attempt: row.attempt + 1 };
  const entry = row.page === null ? null : (state.ledger.page(row.page) ?? null);
  const change = nextState(workOf(state), tried, whyUnsendable(tried, state.directory) ?? expected.outcome, entry);
  const next: DeliveryRow = { ...tried, ...change.row };
  state.ledger.putDelivery(next);
  if (entry && change.news) {
    movePage({ ...planningOf(state), attempts: [], rows: [], failedRooms: [] }, entry, tried, change.news);
  }
  if (next.state === 'due') {
    expectAttempt(state, next);
  }
  if (next.state === 'done') {
    arrive(state, next);
  }
  endBatch(state);
}
