/** Finds running maintenances and the last choice, and builds the requests that begin and end one. */
import type { IncidentWire } from '#contract/incidents/incident';
import type { MaintenanceWire } from '#contract/incidents/maintenance';
import type { Stored } from '#contract/stored';
import type { Calendar } from '#domain/time/holidays';
import { HOUR, MINUTE } from '#domain/time/duration';
import { parseLocal } from '#domain/time/local';
import { maintenanceAt } from '#domain/routing/maintenance-times';
import type { ZoneTable } from '#domain/time/zone';
import { lastInstant } from '#domain/time/zone';
import { localText } from '../time/local-time.ts';

export type StoredMaintenance = Stored<MaintenanceWire>;
export type MaintenanceAction = MaintenanceWire['action'];

export const LENGTHS = [30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 24 * HOUR] as const;

export interface RunningMaintenance {
  maintenance: StoredMaintenance;
  /** Epoch ms of the end of this repetition. */
  end: number;
}

/** Running maintenances, in the order in which they decide. */
export function runningAt(items: readonly StoredMaintenance[], at: number, calendar: Calendar): RunningMaintenance[] {
  return items.flatMap((maintenance) => {
    const span = maintenanceAt(maintenance, at, calendar);
    return span === null ? [] : [{ maintenance, end: span.end }];
  });
}

/** A maintenance without integrations selects by labels, so it may concern any integration. */
export function concerns({ maintenance }: RunningMaintenance, integration: string): boolean {
  return maintenance.integrations.length === 0 || maintenance.integrations.includes(integration);
}

/** Whether it is the maintenance at whose end the incident escalates. */
export function holds(running: RunningMaintenance, { integration, next }: Pick<IncidentWire, 'integration' | 'next'>) {
  const { maintenance, end } = running;
  return maintenance.action === 'hold' && concerns(running, integration ?? '') && end === Date.parse(next?.at ?? '');
}

/** Whether a maintenance covers all alerts of this integration. One with matchers does not. */
export function isOn(running: readonly RunningMaintenance[], integration: string): boolean {
  return running.some((one) => one.maintenance.match.length === 0 && concerns(one, integration));
}

/** The effect chosen last for one of these integrations; null if there was none. */
export function lastAction(
  items: readonly StoredMaintenance[],
  integrations: readonly string[],
): MaintenanceAction | null {
  const before = items.filter(
    (one) => one.match.length === 0 && one.integrations.some((id) => integrations.includes(id)),
  );
  return before.sort((a, b) => a.start.localeCompare(b.start)).at(-1)?.action ?? null;
}

interface Begin {
  name: string;
  reason: string | null;
  integrations: string[];
  action: MaintenanceAction;
  now: number;
  /** Epoch ms. */
  end: number;
  zone: ZoneTable;
  timeZone: string;
}

/** Starts in the current minute, and rounds the end up to a whole minute. */
export function beginning({
  name,
  reason,
  integrations,
  action,
  now,
  end,
  zone,
  timeZone,
}: Begin): Omit<MaintenanceWire, 'id'> {
  return {
    name,
    reason,
    match: [],
    integrations,
    start: localText(now, zone),
    end: localText(end + MINUTE - 1, zone),
    timeZone,
    repeat: null,
    until: null,
    action,
  };
}

export type MaintenanceEnding = { kind: 'save'; body: MaintenanceWire } | { kind: 'remove' };

/** Removes a maintenance that has just begun, or whose end falls into the hour that the wall clock shows twice. */
export function ending(maintenance: StoredMaintenance, now: number, zone: ZoneTable): MaintenanceEnding {
  const end = localText(now, zone);
  const isTold = end > maintenance.start && lastInstant(zone, parseLocal(end) ?? 0) <= now;
  return isTold ? { kind: 'save', body: { ...maintenance, end } } : { kind: 'remove' };
}

/** A repeating maintenance ends by itself, and a provisioned one is changed in its file. */
export function canEnd({ maintenance }: RunningMaintenance): boolean {
  return maintenance.repeat === null && !maintenance.provisioned;
}
