/** Writes the outcomes of many deliveries in one transaction: rows, pages, timeline, next methods. */
import { onDelivery, startDueRules } from '#domain/notify/page';
import type { DeliveryNews, Page } from '#domain/notify/page';
import { retryWait } from '../../../leases/retry.ts';
import type { ChannelRegistry, DeliveryOutcome } from '../../../ports/channel.ts';
import { holdsLease } from '../../../store/concurrency/leases.ts';
import {
  holdIncidentsOf,
  lockDeliveries,
  saveAttempts,
  saveOutcomes,
} from '../../../store/deliveries/outbox/outcomes.ts';
import type { Database } from '../../../store/schema.ts';
import type { DeliveryRow, PageRow } from '../../../store/schema/deliveries.ts';
import type { Work } from '../../../store/work.ts';
import { createLedger } from '../planning/ledger.ts';
import type { OutboxLedger, PageEntry } from '../planning/ledger.ts';
import { pageDelivery } from '../planning/pages.ts';
import type { PlanningContext } from '../planning/planning.ts';
import { reportBrokenMethods } from '../notices/broken-method.ts';
import { DELIVERY_RETRIES } from './retries.ts';
import { isRefresh } from '../destination.ts';
import { armUnreachable } from '../planning/unreachable.ts';

export interface FinishedDelivery {
  /** The delivery that was sent, and the deliveries it carried. */
  ids: string[];
  outcome: DeliveryOutcome;
  tookMs: number;
}

export interface SettlingContext extends PlanningContext {
  attempts: Array<Database['attempts']>;
  rows: DeliveryRow[];
  failedRooms: DeliveryRow[];
}

/** Writes only deliveries whose lease this process still holds: another one has taken up the others. */
export async function settleDeliveries(
  work: Work,
  channels: ChannelRegistry,
  owner: string,
  finished: readonly FinishedDelivery[],
): Promise<void> {
  const ids = finished.flatMap((one) => one.ids);
  await holdIncidentsOf(work, ids);
  const found = await lockDeliveries(work, ids);
  const mine = new Map(found.filter((row) => holdsLease(owner, row)).map((row) => [row.id, row]));
  const incidents = [...new Set([...mine.values()].flatMap((row) => (row.incident === null ? [] : [row.incident])))];
  const ledger = await createLedger(work, incidents);
  const settling: SettlingContext = { work, channels, ledger, attempts: [], rows: [], failedRooms: [] };
  for (const one of finished) {
    for (const id of one.ids) {
      const row = mine.get(id);
      if (row) {
        settle(settling, row, one);
      }
    }
  }
  await reportBrokenMethods(settling, settling.rows);
  await saveAttempts(work, settling.attempts);
  await saveOutcomes(work, settling.rows);
  await ledger.save();
  await armUnreachable(work, settling.failedRooms);
}

/** Records one outcome of one delivery. */
export function settle(settling: SettlingContext, row: DeliveryRow, { outcome, tookMs }: FinishedDelivery): void {
  const { work } = settling;
  settling.attempts.push({
    delivery: row.id,
    attempt: row.attempt,
    at: work.now,
    outcome: outcome.kind,
    reason: outcome.kind === 'done' ? null : outcome.reason,
    detail: detailOf(row, outcome),
    took_ms: Math.round(tookMs),
  });
  const entry = row.page === null || row.incident === null ? null : pageOf(settling.ledger, row.incident, row.page);
  const next = nextState(work, row, outcome, entry);
  settling.rows.push({ ...row, ...next.row, lease_owner: null, lease_until: null });
  tell(settling.ledger, row, outcome, next.news);
  if (entry && next.news) {
    movePage(settling, entry, row, next.news);
  }
  if (next.news === 'failed' && row.channel !== null) {
    settling.failedRooms.push(row);
  }
}

/**
 * Only the answers of rooms are stored, since Admins set those up; answers of other addresses may be read by nobody.
 */
function detailOf(row: DeliveryRow, outcome: DeliveryOutcome): string | null {
  const answer = row.channel === null ? null : (outcome.answer ?? null);
  // The answer has a line of its own: everybody may read the failure, but only Editors and Admins the answer.
  return outcome.kind === 'done'
    ? answer
    : [outcome.detail.replaceAll('\n', ' '), ...(answer === null ? [] : [answer])].join('\n');
}

export function pageOf(ledger: OutboxLedger, incident: string, page: string): PageEntry | null {
  return ledger.pages(incident).find((entry) => entry.row.id === page) ?? null;
}

export interface DeliveryChange {
  row: Partial<DeliveryRow>;
  /** The event for the page; null: nothing changed (a second failure). */
  news: DeliveryNews | null;
}

export function nextState(
  work: Work,
  row: DeliveryRow,
  outcome: DeliveryOutcome,
  entry: PageEntry | null,
): DeliveryChange {
  if (outcome.kind === 'done') {
    return {
      row: { state: 'done', outcome: 'done', detail: null, done_at: work.now, provider_id: outcome.providerId },
      news: 'done',
    };
  }
  const failed: DeliveryChange = {
    row: { state: 'failed', outcome: outcome.reason, detail: outcome.detail, done_at: work.now },
    news: 'failed',
  };
  if (outcome.kind === 'never') {
    return failed;
  }
  if (entry?.page.state === 'ended') {
    return {
      row: { state: 'cancelled', outcome: entry.row.end_reason, detail: outcome.detail, done_at: work.now },
      news: null,
    };
  }
  const wait =
    outcome.most !== undefined && row.attempt >= outcome.most
      ? null
      : retryWait(DELIVERY_RETRIES, row.attempt, outcome.after);
  if (wait === null) {
    return failed;
  }
  const again = { state: 'due', due_at: work.now + wait, outcome: outcome.reason, detail: outcome.detail };
  return { row: again, news: row.attempt === 1 ? 'first-failure' : null };
}

export function tell(
  ledger: OutboxLedger,
  row: DeliveryRow,
  outcome: DeliveryOutcome,
  news: DeliveryNews | null,
): void {
  // A delivery that only updated a message is not worth an entry.
  if (row.incident === null || news === null || isRefresh(row)) {
    return;
  }
  const whom = row.user === null ? `channel ${row.channel}` : `${row.user} by ${row.channel_kind}`;
  const data = {
    delivery: row.id,
    user: row.user,
    channel: row.channel,
    method: row.method,
    channelKind: row.channel_kind,
    kind: row.kind,
    attempt: row.attempt,
  };
  if (outcome.kind === 'done') {
    const what = row.kind !== 'page' ? 'Update sent' : 'Page sent';
    ledger.timeline(
      row.incident,
      'delivery',
      `${what} to ${whom}${row.bundled_into ? ' (in one message with others)' : ''}`,
      { ...data, outcome: 'done', bundled: Boolean(row.bundled_into) },
    );
    return;
  }
  const detail = outcome.detail ? `: ${outcome.detail}` : '';
  const text =
    news === 'failed'
      ? `Could not reach ${whom} (${outcome.reason}${detail})`
      : `Could not reach ${whom} yet (${outcome.reason}${detail}); trying again`;
  ledger.timeline(row.incident, 'delivery', text, {
    ...data,
    outcome: outcome.kind,
    reason: outcome.reason,
    detail: outcome.detail,
    again: news !== 'failed',
  });
}

export function movePage(settling: SettlingContext, entry: PageEntry, delivery: DeliveryRow, news: DeliveryNews): void {
  putPage(settling, entry, onDelivery(entry.page, delivery.method ?? '', news, settling.work.now));
}

/** Stores a page that changed, and starts its due rules. */
export function putPage(settling: PlanningContext, entry: PageEntry, moved: Page): void {
  const { work, ledger } = settling;
  const { page, methods } = startDueRules(moved, work.now);
  const row: PageRow = {
    ...entry.row,
    state: page.state,
    ended_at: page.state === 'failed' ? work.now : page.state === 'running' ? null : entry.row.ended_at,
  };
  const responder = work.directory.responders.get(row.user) ?? null;
  methods.forEach((method) => ledger.deliver(pageDelivery(settling, row, responder, method)));
  ledger.put({ row, page });
}
