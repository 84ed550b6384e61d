/** Builds the stored row of an alert from a signal. */
import type { KnownAlert } from '#domain/incident/signal/placement';
import type { AlertTable } from '../store/schema/incidents.ts';
import type { AlertArrival } from './arrival.ts';

/** Keeps the title, labels and links of the alert if its resolution leaves them out. */
export function alertRow(
  before: AlertTable | undefined,
  incident: string,
  { alert, integration }: AlertArrival,
  next: KnownAlert,
  now: number,
): AlertTable {
  return {
    incident,
    fingerprint: next.fingerprint,
    status: next.status,
    severity: next.severity,
    title: alert.title ?? before?.title ?? '',
    description: alert.description ?? before?.description ?? null,
    labels: Object.keys(alert.labels).length > 0 || !before ? JSON.stringify(alert.labels) : before.labels,
    links: alert.links.length > 0 || !before ? JSON.stringify(alert.links) : before.links,
    starts_at: next.startsAt,
    problem: next.problemId,
    first_at: before?.first_at ?? now,
    last_at: now,
    count: (before?.count ?? 0) + 1,
    integration: integration.id,
    group_key: alert.groupKey,
    downtime: next.downtime ? 1 : 0,
  };
}

export function countRepeat(row: AlertTable, now: number): AlertTable {
  return { ...row, last_at: now, count: row.count + 1 };
}
