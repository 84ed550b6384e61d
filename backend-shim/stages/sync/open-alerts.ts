/** Builds the queries to a source about alerts of open incidents, and selects the answers that are news. */
import type { Alert } from '#domain/incident/signal/alert';
import { DAY } from '#domain/time/duration';
import type { OpenAlert } from '../../ports/source-sync.ts';
import { readIncidents } from '../../store/incidents/incidents.ts';
import { alertLinks } from '../../store/incidents/stored-parts.ts';
import { rememberedIds } from '../../store/incidents/stored-memory.ts';
import type { AlertTable } from '../../store/schema/incidents.ts';
import type { Work } from '../../store/work.ts';
import { readOpenAlerts, readOpenAlertsOf, readReceivedFingerprints } from '../../store/syncs/open-alerts.ts';
import type { OpenAlertRow } from '../../store/syncs/open-alerts.ts';
import { readQuietAlerts } from '../../store/syncs/quiet-alerts.ts';
import { alertOf } from './telling.ts';

/** The alerts of one query to a source. */
export const MOST = 500;

/** @returns at most 500 alerts, starting at this number */
export async function openAlerts(work: Work, integration: string, from: number): Promise<OpenAlert[]> {
  return openAlertsFrom(work, integration, await readOpenAlerts(work, integration, from, MOST));
}

/** All alerts of these incidents. */
export async function alertsOfIncidents(
  work: Work,
  integration: string,
  incidents: readonly string[],
): Promise<OpenAlert[]> {
  return openAlertsFrom(work, integration, await readOpenAlertsOf(work, integration, incidents));
}

async function openAlertsFrom(work: Work, integration: string, rows: readonly OpenAlertRow[]): Promise<OpenAlert[]> {
  const incidents = await readIncidents(work.tx, work.cap, work.copies, [...new Set(rows.map((row) => row.incident))]);
  return rows.map((row) => ({
    ...alertOf(row, work.unreadable),
    incident: row.incident,
    groupKey: row.group_key ?? row.incident_key,
    inDowntime: row.downtime === 1,
    memory:
      row.memory === null
        ? null
        : rememberedIds({ incident: row.incident, integration, body: row.memory }, work.unreadable),
    isSilenced: incidents.get(row.incident)?.silence !== undefined,
    lastAt: row.last_at,
  }));
}

/** Alerts that ended according to an answer, except those that fire elsewhere by now. */
export async function readQuietAlertsOf(
  work: Work,
  integration: string,
  open: readonly OpenAlert[],
): Promise<QuietAlert[]> {
  const firing = new Set(open.map(({ fingerprint }) => fingerprint));
  const rows = (await readQuietAlerts(work, integration)).filter(({ fingerprint }) => !firing.has(fingerprint));
  const latest = new Map(rows.map((row) => [row.fingerprint, row]));
  return [...latest.values()].map((row) => ({
    ...alertOf(row, work.unreadable),
    incident: row.incident,
    groupKey: row.group_key ?? row.fingerprint,
    inDowntime: false,
    memory: null,
    isSilenced: false,
    lastAt: row.last_at,
    row,
  }));
}

/** As it was, firing again. */
export function reopenedAlert(work: Work, { row, groupKey, labels }: QuietAlert, startsAt: number | null): Alert {
  return {
    fingerprint: row.fingerprint,
    groupKey,
    status: 'firing',
    severity: row.severity as Alert['severity'],
    title: row.title,
    description: row.description,
    labels,
    links: alertLinks(row, work.unreadable),
    startsAt,
    problemId: row.problem,
    actor: null,
    note: null,
    wholeGroup: false,
    test: false,
    raw: { reconciled: row.fingerprint },
  };
}

export interface QuietAlert extends OpenAlert {
  row: AlertTable;
}

/** How old a signal may be and still count as received. */
const REMEMBERED = 30 * DAY;

/** Only alerts that Vigie never received: all others have an incident, or were decided to have none. */
export async function withoutReceived(work: Work, integration: string, alerts: readonly Alert[]): Promise<Alert[]> {
  if (alerts.length === 0) {
    return [];
  }
  const heard = await readReceivedFingerprints(
    work,
    integration,
    alerts.map((alert) => alert.fingerprint),
    work.now - REMEMBERED,
  );
  return alerts.filter((alert) => !heard.has(alert.fingerprint));
}
