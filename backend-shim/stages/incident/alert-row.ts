/** Builds the stored row of an alert from a signal, and says what a repeat of it counts for. */
import type { Incident } from '#domain/incident/model';
import { severityRank } from '#domain/incident/signal/alert';
import type { Severity } from '#domain/incident/signal/alert';
import { parseStored } from '../../store/stored/json.ts';
import type { KnownAlert } from '#domain/incident/signal/placement';
import type { AlertTable } from '../../store/schema/incidents.ts';
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

/** Opsgenie's own word for the severity, which must not contradict a severity that rose. */
const WORD = 'priority';

/**
 * The alert as it counts: a repeat may raise the severity, and replaces nothing else of the first.
 * @param row of the same alert, if the incident has it
 */
export function onlyCounted(
  arrival: AlertArrival,
  incident: Incident | null,
  row: Pick<AlertTable, 'status' | 'severity' | 'labels'> | undefined,
): AlertArrival {
  const { alert } = arrival;
  const fires = alert.status === 'firing' && row?.status === 'firing' && incident?.state !== 'resolved';
  if (alert.countsRepeats !== true || !fires) {
    return arrival;
  }
  const before = row.severity as Severity;
  const rises = alert.severity !== null && severityRank(alert.severity) > severityRank(before);
  const { group: _, ...single } = alert;
  return {
    ...arrival,
    sent: alert,
    alert: {
      ...single,
      severity: rises ? alert.severity : before,
      // What an alert leaves out stays as it was.
      title: null,
      description: null,
      links: [],
      labels: rises ? raisedLabels(row.labels, alert.labels[WORD]) : {},
    },
  };
}

function raisedLabels(stored: string, word: string | undefined): Record<string, string> {
  const labels = parseStored(stored, { kind: 'alerts', id: '', field: 'labels' });
  return labels.ok && word !== undefined ? { ...(labels.value as Record<string, string>), [WORD]: word } : {};
}
