/** Finds where turns of hours begin, for pagers that do not say whether they count hours or read the clock. */
import type { LocalDateTime } from '#domain/time/calendar';
import { toLocal } from '#domain/time/zone';
import type { ZoneTable } from '#domain/time/zone';

/** What a pager may have done with turns of hours when the clock changed: kept the hour of handoffs, or their distance. */
export type HourReading = 'clock' | 'hours';

interface HourlyTurns {
  /** Instant of the first handoff. */
  first: number;
  /** ms of a turn. */
  turn: number;
  /** How many take turns. */
  count: number;
  zone: ZoneTable;
  /** The instant from which on turns must be right. */
  needed: number;
}

/** @returns where the first person of the running cycle begins */
export function hourlyStart({ first, turn, count, zone, needed }: HourlyTurns, reading: HourReading): LocalDateTime {
  const now = toLocal(zone, needed);
  const begun = reading === 'clock' ? toLocal(zone, first) : now - (needed - first);
  const number = Math.floor((now - begun) / turn);
  return begun + (number - (((number % count) + count) % count)) * turn;
}
