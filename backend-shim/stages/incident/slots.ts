/** Loads at once the incidents that a batch of alerts touches, with the known rows of these alerts. */
import type { Effect } from '#domain/incident/effects';
import type { Incident } from '#domain/incident/model';
import type { KnownAlert } from '#domain/incident/signal/placement';
import type { Severity } from '#domain/incident/signal/alert';
import { readAlertsByKey } from '../../store/alerts/alerts.ts';
import type { AlertKey } from '../../store/alerts/alerts.ts';
import { readOrphans } from '../../store/alerts/orphans.ts';
import { readIncidentKeys } from '../../store/incidents/keys.ts';
import { lockIncidents } from '../../store/incidents/incidents.ts';
import { lockKeys } from '../../store/concurrency/key-locks.ts';
import type { AlertTable, IncidentKeyTable } from '../../store/schema/incidents.ts';
import type { Work } from '../../store/work.ts';
import type { AlertArrival } from './arrival.ts';

/** One key of an integration, with its latest incident. */
export interface IncidentSlot {
  integration: string;
  groupKey: string;
  incident: Incident | null;
  /** Alert rows of the latest incident, by fingerprint. */
  alerts: Map<string, AlertTable>;
  /** Problems whose recovery arrived before them. */
  recovered: Set<string>;
}

export interface LoadedSlots {
  slots: Map<string, IncidentSlot>;
  /** Slots by incident, since a merge makes several keys lead to one incident. */
  twins: Map<string, IncidentSlot[]>;
  /** Changed incidents with all their effects, in order. */
  changes: Map<string, { incident: Incident; effects: Effect[] }>;
}

export function slotKey(integration: string, groupKey: string): string {
  return `${integration}\n${groupKey}`;
}

export async function loadSlots(work: Work, arrivals: readonly AlertArrival[]): Promise<LoadedSlots> {
  const keys = keysByIntegration(arrivals);
  const slots = emptySlots(keys);
  await lockKeys(work, [...slots.values()]);
  const rows: IncidentKeyTable[] = [];
  for (const [integration, groupKeys] of keys) {
    rows.push(...(await readIncidentKeys(work, integration, groupKeys)));
    if (arrivals.some(({ alert }) => alert.problemId !== null)) {
      await loadOrphans(work, slots, integration, groupKeys);
    }
  }
  await fill(work, slots, rows);
  const twins = slotsByIncident(slots);
  await loadAlerts(work, slots, twins, arrivals);
  return { slots, twins, changes: new Map() };
}

function emptySlots(keys: ReadonlyMap<string, string[]>): Map<string, IncidentSlot> {
  const slots = [...keys].flatMap(([integration, groupKeys]) =>
    groupKeys.map((groupKey): IncidentSlot => ({
      integration,
      groupKey,
      incident: null,
      alerts: new Map(),
      recovered: new Set(),
    })),
  );
  return new Map(slots.map((slot) => [slotKey(slot.integration, slot.groupKey), slot]));
}

function slotsByIncident(slots: Map<string, IncidentSlot>): Map<string, IncidentSlot[]> {
  const twins = new Map<string, IncidentSlot[]>();
  for (const slot of slots.values()) {
    if (slot.incident) {
      twins.set(slot.incident.id, [...(twins.get(slot.incident.id) ?? []), slot]);
    }
  }
  return twins;
}

function keysByIntegration(arrivals: readonly AlertArrival[]): Map<string, string[]> {
  const keys = new Map<string, Set<string>>();
  for (const { integration, alert } of arrivals) {
    const set = keys.get(integration.id) ?? new Set<string>();
    keys.set(integration.id, set.add(alert.groupKey));
  }
  return new Map([...keys].map(([id, set]) => [id, [...set].sort()]));
}

async function fill(work: Work, slots: Map<string, IncidentSlot>, rows: readonly IncidentKeyTable[]): Promise<void> {
  const incidents = await lockIncidents(work, [...new Set(rows.map((row) => row.incident))]);
  for (const row of rows) {
    const slot = slots.get(slotKey(row.integration, row.group_key));
    if (slot) {
      slot.incident = incidents.get(row.incident) ?? null;
    }
  }
}

async function loadOrphans(
  work: Work,
  slots: Map<string, IncidentSlot>,
  integration: string,
  keys: readonly string[],
): Promise<void> {
  const rows = await readOrphans(work, integration, keys);
  for (const row of rows) {
    slots.get(slotKey(integration, row.group_key))?.recovered.add(row.problem);
  }
}

/** An incident may have thousands of alerts, so only those of this batch are read. */
async function loadAlerts(
  work: Work,
  slots: Map<string, IncidentSlot>,
  twins: Map<string, IncidentSlot[]>,
  arrivals: readonly AlertArrival[],
): Promise<void> {
  if (twins.size === 0) {
    return;
  }
  const rows = await readAlertsByKey(work, wantedAlerts(slots, arrivals));
  for (const row of rows) {
    for (const slot of twins.get(row.incident) ?? []) {
      slot.alerts.set(row.fingerprint, row);
    }
  }
}

function wantedAlerts(slots: Map<string, IncidentSlot>, arrivals: readonly AlertArrival[]): AlertKey[] {
  const wanted = new Map<string, AlertKey>();
  for (const { integration, alert } of arrivals) {
    const incident = slots.get(slotKey(integration.id, alert.groupKey))?.incident?.id;
    if (incident !== undefined) {
      wanted.set(`${incident}\n${alert.fingerprint}`, [incident, alert.fingerprint]);
    }
  }
  return [...wanted.values()];
}

export function knownOf(row: AlertTable | undefined): KnownAlert | null {
  return row
    ? {
        fingerprint: row.fingerprint,
        status: row.status as KnownAlert['status'],
        severity: row.severity as Severity,
        startsAt: row.starts_at,
        problemId: row.problem,
        title: row.title,
        downtime: row.downtime === 1,
      }
    : null;
}
