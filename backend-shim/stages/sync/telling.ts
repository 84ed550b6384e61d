/** Builds the update for a source from its row: the incident now, its alerts, and what the source keeps for it. */
import type { SyncAction } from '#domain/incident/effects';
import type { Incident } from '#domain/incident/model';
import { isInShadow } from '#domain/notify/shadow';
import type { ShadowState } from '#domain/notify/shadow';
import type { SyncAlert, SourceUpdate } from '../../ports/source-sync.ts';
import { readIncidents } from '../../store/incidents/incidents.ts';
import { alertLabels } from '../../store/incidents/stored-parts.ts';
import { rememberedIds } from '../../store/incidents/stored-memory.ts';
import type { AlertTable } from '../../store/schema/incidents.ts';
import type { SyncMemoryTable, SyncRow } from '../../store/schema/syncs.ts';
import { SHADOW } from '../../store/shadow/shadowed-incidents.ts';
import { readShadowState } from '../../store/shadow/shadows.ts';
import { readMemories } from '../../store/syncs/memories.ts';
import { readAlertsToTell } from '../../store/syncs/open-alerts.ts';
import type { UnreadableReporter } from '../../store/stored/unreadable.ts';
import type { Work } from '../../store/work.ts';

const MOST_ALERTS = 200;

/** `reason`: why the update has no recipient any more. */
export type PreparedTelling = { row: SyncRow; telling: SourceUpdate } | { row: SyncRow; telling: null; reason: string };

export async function prepareTellings(
  work: Work,
  rows: readonly SyncRow[],
  urlOf: (incident: string) => string | null,
): Promise<PreparedTelling[]> {
  const ids = [...new Set(rows.map((row) => row.incident))];
  const incidents = await readIncidents(work.tx, work.cap, work.copies, ids);
  const alerts = await alertsOf(work, ids);
  const memories = await readMemories(work, ids);
  const shadows = await readShadowState(work.tx);
  return rows.map((row) => {
    const incident = incidents.get(row.incident);
    const integration = work.directory.integrations.get(row.integration);
    if (!incident || !integration?.sync) {
      return {
        row,
        telling: null,
        reason: incident ? 'this integration tells its source nothing any more' : 'the incident is gone',
      };
    }
    const memory = memoryOf(work, memories, row);
    if (isSuppressed(shadows, incident, row, memory)) {
      return { row, telling: null, reason: SHADOW };
    }
    if (isPointless(row, incident)) {
      return { row, telling: null, reason: 'not told: the problem was over before the source could be reached' };
    }
    const telling: SourceUpdate = {
      id: row.id,
      what: row.what as SyncAction,
      actor: nameOf(work, row.actor),
      text: row.text,
      incident: {
        id: incident.id,
        number: incident.number,
        title: incident.title,
        severity: incident.severity,
        url: urlOf(incident.id),
        snoozedUntil: incident.snoozedUntil,
      },
      alerts: (alerts.get(row.incident) ?? [])
        .filter((alert) => alert.integration === null || alert.integration === row.integration)
        .slice(0, MOST_ALERTS)
        .map((alert) => alertOf(alert, work.unreadable)),
      integration,
      settings: integration.sync,
      memory,
      timeZone: work.directory.timeZone,
      now: work.now,
    };
    return { row, telling };
  });
}

/**
 * In shadow a source hears nothing. A silence that it keeps for Vigie since real days is taken back all the same:
 * otherwise the source would tell the other pager nothing either.
 */
function isSuppressed(
  shadows: ShadowState,
  { team, integration }: Incident,
  row: SyncRow,
  memory: readonly string[] | null,
): boolean {
  const takesBack = row.what === 'unacknowledge' && memory !== null;
  const subjects = [
    { team, integration },
    { team: null, integration: row.integration },
  ];
  return !takesBack && subjects.some((subject) => isInShadow(shadows, subject));
}

/** Only after a failure: an action taken while the problem lasted is sent even if the problem ended at that moment. */
function isPointless(row: SyncRow, incident: Incident): boolean {
  return row.attempt > 1 && incident.state === 'resolved' && ['acknowledge', 'snooze', 'severity'].includes(row.what);
}

function nameOf(work: Work, actor: string): string {
  return actor === 'vigie' ? 'Vigie' : (work.directory.responders.get(actor)?.name ?? actor);
}

async function alertsOf(work: Work, incidents: readonly string[]): Promise<Map<string, AlertTable[]>> {
  const found = new Map<string, AlertTable[]>();
  for (const row of await readAlertsToTell(work, incidents)) {
    const list = found.get(row.incident) ?? [];
    list.push(row);
    found.set(row.incident, list);
  }
  return found;
}

function memoryOf(
  work: Work,
  memories: readonly SyncMemoryTable[],
  { incident, integration }: SyncRow,
): string[] | null {
  const memory = memories.find((one) => one.incident === incident && one.integration === integration);
  return memory ? rememberedIds(memory, work.unreadable) : null;
}

export function alertOf(
  row: Pick<AlertTable, 'incident' | 'fingerprint' | 'problem' | 'labels' | 'status'>,
  noting: UnreadableReporter,
): SyncAlert {
  return {
    fingerprint: row.fingerprint,
    problemId: row.problem,
    labels: alertLabels(row, noting),
    firing: row.status === 'firing',
  };
}
