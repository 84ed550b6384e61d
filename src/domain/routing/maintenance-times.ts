/** When a maintenance is under way. Apart from what it matches, which takes a reader of regular expressions. */
import type { Calendar } from '#domain/time/holidays';
import { DAY, WEEK } from '#domain/time/duration';
import { addMonths, monthsBetween } from '#domain/time/calendar';
import { parseLocal } from '#domain/time/local';
import type { LocalDateTime } from '#domain/time/calendar';
import type { Span } from '#domain/time/span';
import { firstInstant, lastInstant, toLocal, zoneTable } from '#domain/time/zone';

export interface MaintenanceTimes {
  /** Wall clock (`2026-02-10T20:00`) in `timeZone`; half-open. */
  start: string;
  end: string;
  timeZone: string;
  repeat: 'daily' | 'weekly' | 'monthly' | null;
  /** Wall clock after which no repetition starts; null to repeat for ever. */
  until: string | null;
}

const STEPS = { daily: DAY, weekly: WEEK, monthly: 0 } as const;

/** Start of repetition `k` on the wall. Months count from the first and clamp to the end of short ones. */
function startOf(maintenance: Pick<MaintenanceTimes, 'repeat'>, first: LocalDateTime, k: number): LocalDateTime {
  const { repeat } = maintenance;
  return repeat === 'monthly' ? addMonths(first, k) : first + k * (repeat === null ? 0 : STEPS[repeat]);
}

function repetitionNear(
  maintenance: Pick<MaintenanceTimes, 'repeat'>,
  first: LocalDateTime,
  local: LocalDateTime,
): number {
  const { repeat } = maintenance;
  if (repeat === null) {
    return 0;
  }
  return repeat === 'monthly' ? monthsBetween(first, local) : Math.floor((local - first) / STEPS[repeat]);
}

/**
 * The repetition under way at `local` or the next one, on the wall; the last one if none follows. Without repetition: the
 * only one.
 */
export function repetitionFrom(
  maintenance: Omit<MaintenanceTimes, 'timeZone'>,
  local: LocalDateTime,
): { start: LocalDateTime; end: LocalDateTime } | null {
  const [first, last] = [parseLocal(maintenance.start), parseLocal(maintenance.end)];
  if (first === null || last === null) {
    return null;
  }
  const until = maintenance.until === null ? Infinity : (parseLocal(maintenance.until) ?? Infinity);
  const near = repetitionNear(maintenance, first, Math.min(local, until));
  const all = [near - 1, near, near + 1]
    .map((k) => startOf(maintenance, first, Math.max(k, 0)))
    .filter((start) => start <= until)
    .map((start) => ({ start, end: start + last - first }));
  return all.find(({ end }) => local < end) ?? all.at(-1) ?? null;
}

/** The repetition under way at an instant, or null. Civil time as in rotas: first start, last end. */
export function maintenanceAt(maintenance: MaintenanceTimes, at: number, calendar: Calendar): Span | null {
  const zone = zoneTable(calendar.zones, maintenance.timeZone);
  const [first, last] = [parseLocal(maintenance.start), parseLocal(maintenance.end)];
  if (first === null || last === null) {
    return null;
  }
  const until = maintenance.until === null ? Infinity : (parseLocal(maintenance.until) ?? Infinity);
  const near = repetitionNear(maintenance, first, toLocal(zone, at));
  // A repetition is shorter than its period, and a change of offset moves its edges by less than one.
  for (const k of maintenance.repeat === null ? [0] : [near - 1, near, near + 1]) {
    const local = startOf(maintenance, first, k);
    const span = { start: firstInstant(zone, local), end: lastInstant(zone, local + last - first) };
    if (k >= 0 && local <= until && span.start <= at && at < span.end) {
      return span;
    }
  }
  return null;
}
