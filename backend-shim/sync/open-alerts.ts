/** What a source is asked about: alerts of open incidents, and which of its answers are news. */
import type { Alert } from '#domain/incident/signal/alert';
import { DAY } from '#domain/time/duration';
import type { OpenAlert } from '../ports/source-sync.ts';
import { readIncidents } from '../store/incidents/incidents.ts';
import { alertLinks } from '../store/incidents/stored-parts.ts';
import { rememberedIds } from '../store/incidents/stored-memory.ts';
import { run } from '../store/query.ts';
import type { AlertTable } from '../store/schema/incidents.ts';
import type { Work } from '../store/work.ts';
import { readQuietAlerts } from '../store/syncs/quiet-alerts.ts';
import { alertOf } from './telling.ts';

/** What one question to a source may be about. */
export const MOST = 500;

interface Row extends AlertTable {
  incident_key: string;
  memory: string | null;
}

/** @returns at most 500 of them, from the one with this number on */
export async function openAlerts(work: Work, integration: string, from: number): Promise<OpenAlert[]> {
  return openOf(work, integration, `order by i.number, a.fingerprint limit ${MOST} offset ${Math.floor(from)}`);
}

/** Of these incidents, all of them. */
export async function alertsOfIncidents(
  work: Work,
  integration: string,
  incidents: readonly string[],
): Promise<OpenAlert[]> {
  return openOf(
    work,
    integration,
    `and ${work.cap.inList('i.id', work.cap.placeholder(2))} order by i.number, a.fingerprint`,
    [work.cap.listParameter(incidents)],
  );
}

async function openOf(
  work: Work,
  integration: string,
  which: string,
  more: readonly unknown[] = [],
): Promise<OpenAlert[]> {
  const rows = await run<Row>(
    work.tx,
    `select a.*, i.group_key as incident_key, m.body as memory from incidents i join alerts a on a.incident = i.id
     left join sync_memories m on m.incident = i.id and m.integration = a.integration
     where i.state in ('open', 'acknowledged', 'snoozed') and a.integration = ${work.cap.placeholder(1)} and a.status = 'firing' ${which}`,
    [integration, ...more],
  );
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

/** Alerts that an answer said are over, but for those that fire elsewhere by now. */
export async function quietOf(work: Work, integration: string, open: readonly OpenAlert[]): Promise<QuietAlert[]> {
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
export function againOf(work: Work, { row, groupKey, labels }: QuietAlert, startsAt: number | null): Alert {
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

/** How long ago a signal may have come in and still count as heard. */
const REMEMBERED = 30 * DAY;

/** Only alerts of which nothing was ever heard: others have an incident, or were decided not to have one. */
export async function unheard(work: Work, integration: string, alerts: readonly Alert[]): Promise<Alert[]> {
  if (alerts.length === 0) {
    return [];
  }
  const { placeholder: p, inList, listParameter } = work.cap;
  const text = `select distinct fingerprint from signals where integration = ${p(1)} and received_at > ${p(2)} and ${inList('fingerprint', p(3))}`;
  const rows = await run<{ fingerprint: string }>(work.tx, text, [
    integration,
    work.now - REMEMBERED,
    listParameter(alerts.map((alert) => alert.fingerprint)),
  ]);
  const heard = new Set(rows.map((row) => row.fingerprint));
  return alerts.filter((alert) => !heard.has(alert.fingerprint));
}
