/** Pages and deliveries that a batch touches, loaded at once and written together at its end. */
import type { TimelineKind } from '#domain/incident/effects';
import type { Page } from '#domain/notify/page';
import { nextRuleAt } from '#domain/notify/page';
import {
  cancelDeliveries,
  insertDeliveries,
  insertPageRows,
  reviveDeliveries,
  readOutboxRows,
  updatePageRows,
} from '../../../store/deliveries/outbox/pages.ts';
import type { IncidentBrief, OutboxRows, PageChange } from '../../../store/deliveries/outbox/pages.ts';
import { insertTimeline } from '../../../store/incidents/save.ts';
import { noteCarried } from '../../../store/labour/notices/handed.ts';
import type { CarriedBatch } from '../../../store/labour/notices/handed.ts';
import type { Database } from '../../../store/schema.ts';
import type { DeliveryRow, PageRow } from '../../../store/schema/deliveries.ts';
import { clearTimers, setTimers } from '../../../store/timers.ts';
import type { Work } from '../../../store/work.ts';
import { readPage } from '../../../store/deliveries/stored-page.ts';
import { sendLater } from './at-once.ts';
import type { ImmediateDispatch } from './at-once.ts';
import { armUnreachable } from './unreachable.ts';

/** A page row with its state machine parsed. */
export interface PageEntry {
  row: PageRow;
  page: Page;
}

export interface OutboxLedger {
  brief(incident: string): IncidentBrief | null;
  /** All pages of the incident, oldest first; changed ones must be `put` back. */
  pages(incident: string): PageEntry[];
  put(entry: PageEntry): void;
  /** Whether a page that began then was decided in a shadow that is over: it reached nobody. */
  wasInShadow(incident: string, at: number): boolean;
  /** Rooms that were posted to about this incident. */
  rooms(incident: string): string[];
  deliver(row: DeliveryRow): void;
  /** Notes what carries the message that tells duty. */
  carry(carried: CarriedBatch): void;
  /** Runs when the rows are saved, in the same transaction. */
  afterwards(save: () => Promise<void>): void;
  /** Deliveries about the incident that were added since it was loaded. */
  planned(incident: string): DeliveryRow[];
  /** Cancels every delivery that was not sent yet. */
  cancel(pages: readonly string[], reason: string): void;
  /** Sends what was cancelled at or after this instant. */
  revive(pages: readonly string[], since: number): void;
  timeline(incident: string, kind: TimelineKind, text: string, data: Record<string, unknown>): void;
  /** @param hand how new deliveries are sent; see `ImmediateDispatch` */
  save(hand?: ImmediateDispatch): Promise<void>;
}

/** The caller must hold the locks of the incidents. */
export async function createLedger(work: Work, incidents: readonly string[]): Promise<OutboxLedger> {
  return ledgerOver(work, await readOutboxRows(work, incidents));
}

/** Writes the changes at the end of the batch. */
interface LedgerChanges {
  pages: Map<string, PageEntry>;
  deliveries: Map<string, DeliveryRow>;
  cancelled: Array<{ pages: readonly string[]; reason: string }>;
  revived: Array<{ pages: readonly string[]; since: number }>;
  timeline: Array<Database['timeline']>;
  carried: CarriedBatch[];
  afterwards: Array<() => Promise<void>>;
}

function ledgerOver(work: Work, loaded: OutboxRows): OutboxLedger {
  const briefs = new Map(loaded.briefs.map((brief) => [brief.id, brief]));
  const pages = new Map<string, PageEntry[]>();
  loaded.pages.forEach((row) => addTo(pages, row.incident, { row, page: readPage(row, work.unreadable) }));
  const rooms = new Map<string, string[]>();
  loaded.posted.forEach(({ incident, channel }) => addTo(rooms, incident, channel));
  const changes: LedgerChanges = {
    pages: new Map(),
    deliveries: new Map(),
    cancelled: [],
    revived: [],
    timeline: [],
    carried: [],
    afterwards: [],
  };
  const isStored = new Set(loaded.pages.map((row) => row.id));
  return {
    brief: (incident) => briefs.get(incident) ?? null,
    pages: (incident) => pages.get(incident) ?? [],
    wasInShadow: (incident, at) =>
      loaded.spans.some((span) => span.incident === incident && at >= span.from_at && at < span.to_at),
    rooms: (incident) => rooms.get(incident) ?? [],
    put: (entry) => {
      const list = pages.get(entry.row.incident) ?? [];
      pages.set(entry.row.incident, [...list.filter((other) => other.row.id !== entry.row.id), entry]);
      changes.pages.set(entry.row.id, entry);
    },
    deliver: (row) => {
      changes.deliveries.set(row.id, row);
      const { incident, channel } = row;
      const isPosted = incident !== null && channel !== null && row.kind !== 'status';
      if (isPosted && !rooms.get(incident)?.includes(channel)) {
        addTo(rooms, incident, channel);
      }
    },
    carry: (carried) => changes.carried.push(carried),
    afterwards: (save) => changes.afterwards.push(save),
    planned: (incident) => [...changes.deliveries.values()].filter((row) => row.incident === incident),
    cancel: (ids, reason) => cancelIn(changes, ids, reason),
    revive: (ids, since) => changes.revived.push({ pages: ids, since }),
    timeline: (incident, kind, text, data) => {
      const entry = { id: work.ids.next(), incident, at: work.now, kind, actor: null, text };
      changes.timeline.push({ ...entry, data: JSON.stringify(data) });
    },
    save: (hand = sendLater) => saveChanges(work, changes, isStored, hand),
  };
}

/** Deliveries that were planned in this batch are simply dropped. */
function cancelIn({ cancelled, deliveries }: LedgerChanges, pages: readonly string[], reason: string): void {
  cancelled.push({ pages, reason });
  for (const [id, row] of deliveries) {
    if (row.page !== null && pages.includes(row.page)) {
      deliveries.delete(id);
    }
  }
}

async function saveChanges(
  work: Work,
  { pages, deliveries, cancelled, revived, timeline, carried, afterwards }: LedgerChanges,
  isStored: ReadonlySet<string>,
  hand: ImmediateDispatch,
): Promise<void> {
  const changed = [...pages.values()];
  for (const { pages: ids, reason } of cancelled) {
    await cancelDeliveries(work, ids, reason);
  }
  for (const { pages: ids, since } of revived) {
    await reviveDeliveries(work, ids, since);
  }
  await insertPages(
    work,
    changed.filter(({ row }) => !isStored.has(row.id)),
  );
  await updatePages(
    work,
    changed.filter(({ row }) => isStored.has(row.id)),
  );
  const handed = await hand(work, [...deliveries.values()]);
  await insertDeliveries(work, handed.rows);
  await insertTimeline(work, timeline);
  await noteCarried(work, carried);
  for (const save of afterwards) {
    await save();
  }
  await armUnreachable(
    work,
    changed.map((entry) => entry.row).filter((row) => row.state === 'failed'),
  );
  await handed.prepare();
}

/** Adds to a list of a map of lists. */
export function addTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) {
    list.push(value);
  } else {
    map.set(key, [value]);
  }
}

async function insertPages(work: Work, entries: readonly PageEntry[]): Promise<void> {
  await insertPageRows(
    work,
    entries.map(({ row, page }) => ({ ...row, ...changeOf({ row, page }) })),
  );
  await setPageTimers(work, entries);
}

/** Pages that are stored, with their timers. */
export async function updatePages(work: Work, entries: readonly PageEntry[]): Promise<void> {
  await updatePageRows(work, entries.map(changeOf));
  const armed = await setPageTimers(work, entries);
  await clearTimers(
    work,
    'page',
    entries.map(({ row }) => row.id).filter((id) => !armed.has(id)),
  );
}

function changeOf({ row: { id, ended_at, end_reason }, page }: PageEntry): PageChange {
  return { id, state: page.state, ended_at, end_reason, inner: JSON.stringify(page) };
}

/** Arms a timer for the next rule of each page, if it has one. @returns the pages that have a timer now */
async function setPageTimers(work: Work, entries: readonly PageEntry[]): Promise<ReadonlySet<string>> {
  const waiting = entries.flatMap(({ row, page }) => {
    const at = nextRuleAt(page);
    return at === null
      ? []
      : [{ kind: 'page', subject: row.id, due_at: at, rank: row.urgency === 'urgent' ? 3 : 1, attempt: 0 }];
  });
  await setTimers(work, waiting);
  return new Set(waiting.map((timer) => timer.subject));
}
