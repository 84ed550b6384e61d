/** Starts, continues and ends pages. */
import { tryOrNull } from '#domain/attempt';
import type { Effect } from '#domain/incident/effects';
import { endPage, planPage, planPlainly, resumePage, startDueRules } from '#domain/notify/page';
import type { Page } from '#domain/notify/page';
import type { Responder } from '#domain/notify/responder';
import { PAGE_CONTENT } from '../../../store/deliveries/stored-content.ts';
import type { DeliveryRow, PageRow } from '../../../store/schema/deliveries.ts';
import type { Work } from '../../../store/work.ts';
import { deliveryRow } from './delivery-row.ts';
import type { PageEntry } from './ledger.ts';
import type { PlanningContext } from './planning.ts';

type PageEffect = Extract<Effect, { kind: 'page' }>;

/** Replaces the person's running page for this incident: it starts anew at this urgency. */
export function beginPage(planning: PlanningContext, incident: string, effect: PageEffect): void {
  const { work, ledger } = planning;
  stopPages(planning, incident, (entry) => entry.row.user === effect.user, 'replaced');
  const responder = work.directory.responders.get(effect.user) ?? null;
  const planned = responder ? planOf(work, incident, responder, effect) : FAILED;
  const row = newPageRow(work, incident, effect);
  const { page, methods } = startDueRules(planned, work.now);
  for (const method of methods) {
    ledger.deliver(pageDelivery(planning, row, responder, method));
  }
  ledger.put({ row: { ...row, state: page.state, ended_at: page.state === 'failed' ? work.now : null }, page });
  explain(planning, incident, effect.user, page);
}

/** A page that could not start has failed, so its step moves on. */
export function failPage({ work, ledger }: PlanningContext, incident: string, effect: PageEffect): void {
  ledger.put({ row: { ...newPageRow(work, incident, effect), state: 'failed', ended_at: work.now }, page: FAILED });
}

const FAILED: Page = { state: 'failed', rules: [], heldUntil: null };

/** Where the person's rules or quiet hours cannot be followed, all verified methods are used at once. */
function planOf(work: Work, incident: string, responder: Responder, { urgency }: PageEffect): Page {
  try {
    return planPage(responder, urgency, work.now, work.directory.facts);
  } catch (error) {
    work.report({ stage: 'plan', incident, error });
    return planPlainly(responder, work.now);
  }
}

/** Restarts held pages as urgent ones, which quiet hours do not hold. */
export function urgePages(planning: PlanningContext, incident: string): void {
  const { work, ledger } = planning;
  const held = ledger
    .pages(incident)
    .filter(({ page }) => page.state === 'running' && page.heldUntil !== null && page.heldUntil > work.now);
  for (const { row } of held) {
    const step = row.entry === null ? null : { entry: row.entry, pass: 0, step: row.step ?? 0 };
    beginPage(planning, incident, { kind: 'page', user: row.user, urgency: 'urgent', step });
  }
}

function explain({ ledger }: PlanningContext, incident: string, user: string, page: Page): void {
  if (page.state === 'failed') {
    ledger.timeline(incident, 'page', `${user} cannot be reached: there is no contact method.`, {
      user,
      reason: 'no-method',
    });
  } else if (page.heldUntil !== null) {
    const until = new Date(page.heldUntil).toISOString();
    ledger.timeline(incident, 'page', `${user} has quiet hours; this page waits until ${until}.`, {
      user,
      until: page.heldUntil,
      reason: 'quiet-hours',
    });
  }
}

function newPageRow(work: Work, incident: string, effect: PageEffect): PageRow {
  return {
    id: work.ids.next(),
    incident,
    user: effect.user,
    urgency: effect.urgency,
    entry: effect.step?.entry ?? null,
    step: effect.step?.step ?? null,
    state: 'running',
    started_at: work.now,
    ended_at: null,
    end_reason: null,
    inner: '',
  };
}

/** The delivery of one rule of a page. */
export function pageDelivery(
  planning: PlanningContext,
  row: PageRow,
  responder: Responder | null,
  methodId: string,
): DeliveryRow {
  const { work, channels, ledger } = planning;
  const method = responder?.contactMethods.find((candidate) => candidate.id === methodId);
  const channel = method && channels.get(method.type);
  const lane = () => (channel && method ? channel.lane(method.to, {}) : 'none');
  return deliveryRow(work, {
    kind: 'page',
    incident: row.incident,
    page: row.id,
    entry: row.entry,
    user: row.user,
    method: methodId,
    channel_kind: method?.type ?? 'unknown',
    // The channel reports a wrong address itself when it sends.
    lane: tryOrNull(lane) ?? 'none',
    content: PAGE_CONTENT[row.urgency === 'urgent' ? 'urgent' : 'default'],
    rank: (row.urgency === 'urgent' ? 4 : 0) + (ledger.brief(row.incident)?.severity_rank ?? 0),
  });
}

export function endPages(
  planning: PlanningContext,
  incident: string,
  effect: Extract<Effect, { kind: 'endPages' }>,
): void {
  const { users } = effect;
  stopPages(planning, incident, (entry) => users === 'all' || users.includes(entry.row.user), effect.reason);
}

/** Why commands that can be undone end pages. */
const UNDOABLE: readonly unknown[] = ['resolved', 'acknowledged', 'snoozed'];

/** Pages that an undone command ended go on as if it had not been. */
export function resumePages(
  { ledger }: PlanningContext,
  incident: string,
  { endedAt }: Extract<Effect, { kind: 'resumePages' }>,
): void {
  const ended = ledger
    .pages(incident)
    .filter(({ row }) => row.state === 'ended' && UNDOABLE.includes(row.end_reason) && row.ended_at === endedAt);
  for (const { row, page } of ended) {
    const resumed = resumePage(page);
    ledger.put({ row: { ...row, state: resumed.state, ended_at: null, end_reason: null }, page: resumed });
  }
  if (ended.length > 0) {
    ledger.revive(
      ended.map(({ row }) => row.id),
      endedAt,
    );
  }
}

function stopPages(
  { work, ledger }: PlanningContext,
  incident: string,
  which: (entry: PageEntry) => boolean,
  reason: string,
): void {
  const live = ledger
    .pages(incident)
    .filter((entry) => which(entry) && (entry.page.state === 'running' || entry.page.state === 'delivered'));
  for (const { row, page } of live) {
    ledger.put({ row: { ...row, state: 'ended', ended_at: work.now, end_reason: reason }, page: endPage(page) });
  }
  if (live.length > 0) {
    ledger.cancel(
      live.map((entry) => entry.row.id),
      reason,
    );
  }
}
