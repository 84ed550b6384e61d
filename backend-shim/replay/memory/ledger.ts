/** Pages and deliveries in memory, behind the interface over which the outbox plans them. */
import { nextRuleAt } from '#domain/notify/page';
import { severityRank } from '#domain/incident/signal/alert';
import type { Incident } from '#domain/incident/model';
import { addTo } from '../../stages/outbox/planning/ledger.ts';
import type { OutboxLedger, PageEntry } from '../../stages/outbox/planning/ledger.ts';
import type { DeliveryRow } from '../../store/schema/deliveries.ts';
import type { IncidentBrief } from '../../store/deliveries/outbox/pages.ts';

export interface MemoryLedger extends OutboxLedger {
  page(id: string): PageEntry | undefined;
  delivery(id: string): DeliveryRow | undefined;
  putDelivery(row: DeliveryRow): void;
  allPages(): PageEntry[];
  allDeliveries(): DeliveryRow[];
  /** Ends a batch, as the end of a transaction does. @returns step entries whose pages have all failed */
  endBatch(): Array<{ incident: string; entry: number }>;
}

export interface LedgerEvents {
  incident(id: string): Incident | undefined;
  /** A delivery is due for the first time. */
  delivered(row: DeliveryRow): void;
  /** A page waits for its next rule until then. */
  waits(page: string, until: number): void;
  now(): number;
}

interface KeptRows {
  pages: Map<string, PageEntry>;
  byIncident: Map<string, PageEntry[]>;
  deliveries: Map<string, DeliveryRow>;
  /** Ids of deliveries, by page. */
  ofPage: Map<string, string[]>;
  /** Ids of messages to rooms, by incident. */
  ofRooms: Map<string, string[]>;
  /** Deliveries of this batch. */
  begun: Set<string>;
  /** What failed for good in this batch. */
  failed: Array<{ incident: string | null; entry: number | null }>;
}

export function createMemoryLedger(events: LedgerEvents): MemoryLedger {
  const kept: KeptRows = {
    pages: new Map(),
    byIncident: new Map(),
    deliveries: new Map(),
    ofPage: new Map(),
    ofRooms: new Map(),
    begun: new Set<string>(),
    failed: [],
  };
  return {
    brief: (incident) => briefOf(events.incident(incident)),
    pages: (incident) => kept.byIncident.get(incident) ?? [],
    page: (id) => kept.pages.get(id),
    put: (entry) => putPage(kept, events, entry),
    wasInShadow: () => false,
    rooms: () => [],
    deliver: (row) => {
      kept.deliveries.set(row.id, row);
      kept.begun.add(row.id);
      if (row.page !== null) addTo(kept.ofPage, row.page, row.id);
      if (row.channel !== null && row.incident !== null) addTo(kept.ofRooms, row.incident, row.id);
    },
    delivery: (id) => kept.deliveries.get(id),
    putDelivery: (row) => {
      kept.deliveries.set(row.id, row);
      if (row.channel !== null && row.state === 'failed') kept.failed.push(row);
    },
    planned: () => [],
    cancel: (pages, reason) => cancel(kept, pages, { reason, now: events.now() }),
    revive: (pages, since) => revive(kept, events, pages, since),
    carry: () => undefined,
    afterwards: () => undefined,
    timeline: () => undefined,
    save: () => Promise.resolve(),
    allPages: () => [...kept.pages.values()],
    allDeliveries: () => [...kept.deliveries.values()],
    endBatch: () => {
      const unreached = kept.failed.flatMap(({ incident, entry }) =>
        incident !== null && entry !== null && !mayStillReach(kept, incident, entry) ? [{ incident, entry }] : [],
      );
      // Some were dropped again in the batch that planned them.
      [...kept.begun].flatMap((id) => kept.deliveries.get(id) ?? []).forEach(events.delivered);
      kept.begun = new Set();
      kept.failed = [];
      return unreached;
    },
  };
}

function putPage(kept: KeptRows, events: LedgerEvents, { row, page }: PageEntry): void {
  const entry = { row: { ...row, state: page.state }, page };
  const list = kept.byIncident.get(row.incident) ?? [];
  kept.byIncident.set(row.incident, [...list.filter((other) => other.row.id !== row.id), entry]);
  kept.pages.set(row.id, entry);
  const next = nextRuleAt(page);
  if (next !== null) events.waits(row.id, next);
  if (page.state === 'failed') kept.failed.push(row);
}

function cancel(kept: KeptRows, pages: readonly string[], { reason, now }: { reason: string; now: number }): void {
  for (const id of pages.flatMap((page) => kept.ofPage.get(page) ?? [])) {
    const row = kept.deliveries.get(id);
    if (row && kept.begun.has(id)) {
      kept.deliveries.delete(id);
    } else if (row?.state === 'due') {
      kept.deliveries.set(id, { ...row, state: 'cancelled', outcome: reason, done_at: now });
    }
  }
}

function revive(kept: KeptRows, events: LedgerEvents, pages: readonly string[], since: number): void {
  for (const id of pages.flatMap((page) => kept.ofPage.get(page) ?? [])) {
    const row = kept.deliveries.get(id);
    if (row?.state === 'cancelled' && (row.done_at ?? 0) >= since) {
      const due = { ...row, state: 'due', outcome: null, done_at: null };
      kept.deliveries.set(id, due);
      events.delivered(due);
    }
  }
}

/** As the query of the same name says over rows. */
function mayStillReach(kept: KeptRows, incident: string, entry: number): boolean {
  const pages = kept.byIncident.get(incident) ?? [];
  const rooms = (kept.ofRooms.get(incident) ?? []).flatMap((id) => kept.deliveries.get(id) ?? []);
  return (
    pages.some(({ row }) => row.entry === entry && row.state !== 'failed') ||
    rooms.some((row) => row.entry === entry && ['due', 'sending', 'done'].includes(row.state))
  );
}

function briefOf(incident: Incident | undefined): IncidentBrief | null {
  return incident === undefined
    ? null
    : {
        id: incident.id,
        severity: incident.severity,
        severity_rank: severityRank(incident.severity),
        title: incident.title,
        team: incident.team,
        integration: incident.integration,
        source: incident.source,
        labels: '{}',
        test: incident.test ? 1 : 0,
      };
}
