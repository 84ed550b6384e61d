/** A maintenance that begins now: which runs, what was chosen last time, and what is sent to begin and end one. */
import type { MaintenanceWire } from '#contract/incidents/maintenance';
import { toMaintenance } from '#contract/incidents/maintenance';
import type { Stored } from '#contract/stored';
import type { Calendar } from '#domain/time/calendar';
import { HOUR, MINUTE } from '#domain/time/duration';
import { parseLocal } from '#domain/time/local';
import { maintenanceAt } from '#domain/routing/maintenance';
import type { ZoneTable } from '#domain/time/zone';
import { lastInstant } from '#domain/time/zone';
import { localText } from '../time/local-time.ts';

export type StoredMaintenance = Stored<MaintenanceWire>;
export type MaintenanceAction = MaintenanceWire['action'];

export const LENGTHS = [30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 24 * HOUR] as const;

export interface RunningMaintenance {
  maintenance: StoredMaintenance;
  /** Epoch ms; of this repetition. */
  end: number;
}

/** Those under way, in the order in which they decide. */
export function runningAt(items: readonly StoredMaintenance[], at: number, calendar: Calendar): RunningMaintenance[] {
  return items.flatMap((maintenance) => {
    const span = maintenanceAt(toMaintenance(maintenance), at, calendar);
    return span === null ? [] : [{ maintenance, end: span.end }];
  });
}

/** Without integrations it is by labels alone, which alerts of any may have. */
export function concerns({ maintenance }: RunningMaintenance, integration: string): boolean {
  return maintenance.integrations.length === 0 || maintenance.integrations.includes(integration);
}

/** Whether a maintenance holds for all that this integration takes; one for certain labels leaves the rest as it is. */
export function isOn(running: readonly RunningMaintenance[], integration: string): boolean {
  return running.some((one) => one.maintenance.match.length === 0 && concerns(one, integration));
}

/** What was done the last time with one of these; null: there was no time. */
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
  integrations: string[];
  action: MaintenanceAction;
  now: number;
  /** Epoch ms. */
  end: number;
  zone: ZoneTable;
  timeZone: string;
}

/** The minute has begun already, and ends whole. */
export function beginning({
  name,
  integrations,
  action,
  now,
  end,
  zone,
  timeZone,
}: Begin): Omit<MaintenanceWire, 'id'> {
  return {
    name,
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

/** One that has just begun, or whose end the wall clock cannot tell (it shows this hour twice), leaves no trace. */
export function ending(maintenance: StoredMaintenance, now: number, zone: ZoneTable): MaintenanceEnding {
  const end = localText(now, zone);
  const isTold = end > maintenance.start && lastInstant(zone, parseLocal(end) ?? 0) <= now;
  return isTold ? { kind: 'save', body: { ...maintenance, end } } : { kind: 'remove' };
}

/** One that repeats ends by itself, and one from a file is changed there. */
export function canEnd({ maintenance }: RunningMaintenance): boolean {
  return maintenance.repeat === null && !maintenance.provisioned;
}
