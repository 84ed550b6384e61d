/** Finds where turns of hours begin, for pagers that do not say whether they count hours or read the clock. */
import { WEEK } from '#domain/time/duration';
import type { LocalDateTime } from '#domain/time/local';
import { firstInstant, toLocal } from '#domain/time/zone';
import type { ZoneTable } from '#domain/time/zone';

interface HourlyTurns {
  /** Instant of the first handoff. */
  first: number;
  /** ms of a turn. */
  turn: number;
  /** How many turns make a cycle. */
  count: number;
  zone: ZoneTable;
  /** The instant from which on turns must be right. */
  needed: number;
  /** Instants at which the source's answer changes. */
  boundaries: ReadonlySet<number>;
}

/** @returns where the first person of a cycle begins, at the handoffs that the source's answer has */
export function hourlyStart({ first, turn, count, zone, needed, boundaries }: HourlyTurns): LocalDateTime {
  const byHours = Math.floor((needed - first) / turn);
  const byClock = Math.floor((toLocal(zone, needed) - toLocal(zone, first)) / turn);
  const clockStart = toLocal(zone, first) + byClock * turn;
  const candidates = [
    { wall: clockStart, number: byClock, at: firstInstant(zone, clockStart) },
    { wall: toLocal(zone, first + byHours * turn), number: byHours, at: first + byHours * turn },
  ];
  const hits = ({ at }: { at: number }) =>
    Array.from({ length: Math.ceil(WEEK / turn) }, (_, i) => at + (i + 1) * turn).filter((one) => boundaries.has(one))
      .length;
  const [clock, hours] = candidates as [(typeof candidates)[number], (typeof candidates)[number]];
  const best = hits(hours) > hits(clock) ? hours : clock;
  return best.wall - (((best.number % count) + count) % count) * turn;
}
