/** Cuts time on call where its class changes: by date, hour and clock changes of the person's zone. */
import { isWithinHours } from '#domain/insight/settings';
import type { DutyClass, InsightSettings, InterruptionClass } from '#domain/insight/settings';
import type { PersonFact } from '#domain/insight/facts';
import { DAY } from '#domain/time/duration';
import { dateOf, weekdayOf } from '#domain/time/local';
import type { LocalDate } from '#domain/time/local';
import type { Span } from '#domain/time/span';
import { nextChange, offsetAt, toLocal } from '#domain/time/zone';
import type { ZoneTable } from '#domain/time/zone';

type Whereabouts = Pick<PersonFact, 'zone' | 'holidays'>;

function isWeekend(date: LocalDate): boolean {
  const weekday = weekdayOf(date);
  return weekday === 0 || weekday === 6;
}

/** What the wall clock of the person says. */
export function interruptionClass(
  { zone, holidays }: Whereabouts,
  at: number,
  { sleep, work }: InsightSettings,
): InterruptionClass {
  const local = toLocal(zone, at);
  const [date, clock] = [dateOf(local), local - dateOf(local) * DAY];
  if (isWithinHours(sleep, clock)) {
    return 'sleep';
  }
  return isWithinHours(work, clock) && !isWeekend(date) && !holidays.has(date) ? 'work' : 'off';
}

/** The date on whose evening the night began. */
export function nightOf(zone: ZoneTable, at: number, { sleep }: InsightSettings): LocalDate {
  const local = toLocal(zone, at);
  const date = dateOf(local);
  return sleep.from > sleep.to && local - date * DAY < sleep.to ? date - 1 : date;
}

/** Evening lies between the end of work and the beginning of sleep. */
function dutyClass(
  date: LocalDate,
  clock: number,
  holidays: Whereabouts['holidays'],
  settings: InsightSettings,
): DutyClass {
  if (holidays.has(date)) {
    return 'holiday';
  }
  if (isWeekend(date)) {
    return 'weekend';
  }
  if (isWithinHours(settings.sleep, clock)) {
    return 'night';
  }
  return clock >= settings.work.to ? 'evening' : 'day';
}

/** Milliseconds by class. @param spans sorted, disjoint */
export function timeByClass(
  { zone, holidays }: Whereabouts,
  spans: readonly Span[],
  settings: InsightSettings,
): Record<DutyClass, number> {
  const time: Record<DutyClass, number> = { day: 0, evening: 0, night: 0, weekend: 0, holiday: 0 };
  const edges = [settings.sleep.from, settings.sleep.to, settings.work.to, DAY].toSorted((a, b) => a - b);
  for (const { start, end } of spans) {
    for (let at = start; at < end;) {
      const local = at + offsetAt(zone, at);
      const [date, clock] = [dateOf(local), local - dateOf(local) * DAY];
      const edge = edges.find((one) => one > clock) ?? DAY;
      const until = Math.min(end, at + edge - clock, nextChange(zone, at));
      time[dutyClass(date, clock, holidays, settings)] += until - at;
      at = until;
    }
  }
  return time;
}
