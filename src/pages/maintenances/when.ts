/** Tells whether a maintenance is coming, running or over. */
import type { MaintenanceWire } from '#contract/incidents/maintenance';
import { repetitionFrom } from '#domain/routing/maintenance-times';
import { formatLocal, parseLocal } from '#domain/time/local';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, toLocal } from '#domain/time/zone';

export type MaintenancePhase = 'over' | 'running' | 'coming' | 'repeats';

type Times = Pick<MaintenanceWire, 'start' | 'end' | 'repeat' | 'until'>;

/** @param now epoch ms. A repeating maintenance is over once it can no longer start */
export function phaseOf({ start, end, repeat, until }: Times, zone: ZoneTable, now: number): MaintenancePhase {
  const at = (text: string) => firstInstant(zone, parseLocal(text) ?? 0);
  if (repeat !== null) {
    const isPast = until !== null && at(until) + (at(end) - at(start)) <= now;
    return isPast ? 'over' : at(start) > now ? 'coming' : 'repeats';
  }
  return at(end) <= now ? 'over' : at(start) <= now ? 'running' : 'coming';
}

/** The times of the running or next repetition, on the wall. */
export function timesFrom(times: Times, zone: ZoneTable, now: number): { start: string; end: string } {
  const found = repetitionFrom(times, toLocal(zone, now));
  return found === null ? times : { start: formatLocal(found.start), end: formatLocal(found.end) };
}

const ORDER: Record<MaintenancePhase, number> = { running: 0, repeats: 1, coming: 2, over: 3 };

export function byPhase<T extends { phase: MaintenancePhase; start: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => ORDER[a.phase] - ORDER[b.phase] || a.start.localeCompare(b.start));
}
