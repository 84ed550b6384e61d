/** Cuts time on call where its class changes: by date, hour and clock changes of the person's zone. */
import { isWithinHours } from '#domain/figures/settings';
import type { DutyClass, InsightSettings, InterruptionClass } from '#domain/figures/settings';
import type { DutyFact, PersonFact } from '#domain/insight/facts';
import { DAY } from '#domain/time/duration';
import { dateOf, weekdayOf } from '#domain/time/calendar';
import type { LocalDate } from '#domain/time/calendar';
import type { Span } from '#domain/time/span';
import { intersectSpans, mergeSpans, subtractSpans } from '#domain/time/span';
import { nextChange, offsetAt, toLocal } from '#domain/time/zone';
import type { ZoneTable } from '#domain/time/zone';

type Whereabouts = Pick<PersonFact, 'zone' | 'holidays'>;

/** Of time on call: at weekends that are public holidays it is both. */
export type DutyPart = DutyClass | 'weekendHoliday';

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
  return isWithinHours(work, clock) && !isWeekend(date) && !isWithinSpans(holidays, at) ? 'work' : 'off';
}

/** The date on whose evening the night began. */
export function nightOf(zone: ZoneTable, at: number, { sleep }: InsightSettings): LocalDate {
  const local = toLocal(zone, at);
  const date = dateOf(local);
  return sleep.from > sleep.to && local - date * DAY < sleep.to ? date - 1 : date;
}

function isWithinSpans(spans: readonly Span[], at: number): boolean {
  return spans.some(({ start, end }) => start <= at && at < end);
}

/** Evening lies between the end of work and the beginning of sleep. */
function dutyPart(date: LocalDate, clock: number, isHoliday: boolean, settings: InsightSettings): DutyPart {
  if (isHoliday) {
    return isWeekend(date) ? 'weekendHoliday' : 'holiday';
  }
  if (isWeekend(date)) {
    return 'weekend';
  }
  if (isWithinHours(settings.sleep, clock)) {
    return 'night';
  }
  return clock >= settings.work.to ? 'evening' : 'day';
}

interface DutyPiece extends Span {
  date: LocalDate;
  /** ms after midnight */
  clock: number;
}

/** Cut at midnight, at the edges, and at clock changes. @param edges ms after midnight, sorted */
function piecesOf(zone: ZoneTable, { start, end }: Span, edges: readonly number[]): DutyPiece[] {
  const pieces: DutyPiece[] = [];
  for (let at = start; at < end;) {
    const local = at + offsetAt(zone, at);
    const [date, clock] = [dateOf(local), local - dateOf(local) * DAY];
    const edge = edges.find((one) => one > clock) ?? DAY;
    const until = Math.min(end, at + edge - clock, nextChange(zone, at));
    pieces.push({ start: at, end: until, date, clock });
    at = until;
  }
  return pieces;
}

/** When the person was on call for a rota on a public holiday of that rota. @param duties of the person */
export function holidaySpans(
  zone: ZoneTable,
  duties: readonly DutyFact[],
  holidays: ReadonlyMap<string, ReadonlySet<LocalDate>>,
): Span[] {
  return mergeSpans(
    duties.flatMap((duty) => {
      const dates = holidays.get(duty.rota);
      return dates === undefined || dates.size === 0
        ? []
        : piecesOf(zone, duty, []).filter(({ date }) => dates.has(date));
    }),
  ).map(({ start, end }) => ({ start, end }));
}

/** Milliseconds by class. @param spans and holidays sorted, disjoint */
export function timeByClass(
  { zone, holidays }: Whereabouts,
  spans: readonly Span[],
  settings: InsightSettings,
): Record<DutyPart, number> {
  const time: Record<DutyPart, number> = { day: 0, evening: 0, night: 0, weekend: 0, holiday: 0, weekendHoliday: 0 };
  const edges = [settings.sleep.from, settings.sleep.to, settings.work.to, DAY].toSorted((a, b) => a - b);
  const count = (parts: readonly Span[], isHoliday: boolean) => {
    for (const { start, end, date, clock } of parts.flatMap((span) => piecesOf(zone, span, edges))) {
      time[dutyPart(date, clock, isHoliday, settings)] += end - start;
    }
  };
  count(subtractSpans(spans, holidays), false);
  count(intersectSpans(spans, holidays), true);
  return time;
}
