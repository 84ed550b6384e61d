/** Reads times in calendars: wall clocks in a zone, instants, whole days. */
import { parseDate, parseTime } from '#domain/time/local';
import { DAY, HOUR, MINUTE, SECOND, WEEK } from '#domain/time/duration';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, toLocal } from '#domain/time/zone';
import { parameter } from './components.ts';
import type { CalendarProperty } from './components.ts';
import type { CalendarZones } from './zones.ts';

/** A point in time as an event states it: the wall clock in its zone. */
export interface WallTime {
  /** ms as a wall clock (`#domain/time/local`). */
  local: number;
  zone: ZoneTable;
  wholeDay: boolean;
}

/** Far beyond the years that rotas cover. */
const FIRST = Date.UTC(1900, 0, 1);
const LAST = Date.UTC(2110, 0, 1);

/** Reads each value of `DTSTART`, `RDATE`…; values that are not times are left out. */
export function wallTimes(property: CalendarProperty, zones: CalendarZones): WallTime[] {
  const zone = zones.of(parameter(property, 'tzid'));
  return property.slice(3).flatMap((value) => {
    const time = wallTime(Array.isArray(value) ? value[0] : value, zone, zones);
    return time === null || time.local < FIRST || time.local > LAST ? [] : [time];
  });
}

function wallTime(value: unknown, zone: ZoneTable, zones: CalendarZones): WallTime | null {
  if (typeof value !== 'string') {
    return null;
  }
  const date = parseDate(value);
  if (date !== null) {
    return { local: date * DAY, zone: zones.usual, wholeDay: true };
  }
  const time = parseTime(value);
  if (time === null) {
    return null;
  }
  return 'instant' in time
    ? { local: time.instant, zone: zones.utc, wholeDay: false }
    : { local: time.local, zone, wholeDay: false };
}

/** The same moment as a wall clock in another zone; a whole day stays that day. */
export function onWallOf(time: WallTime, zone: ZoneTable): number {
  return time.wholeDay || time.zone === zone ? time.local : toLocal(zone, firstInstant(time.zone, time.local));
}

const DURATION = /^([+-])?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/;

/** `nominal` counts wall-clock time (days, weeks), `exact` elapsed time (RFC 5545 §3.3.6). null: not a duration */
export function parseDuration(value: unknown): { nominal: number; exact: number } | null {
  const match = typeof value === 'string' ? DURATION.exec(value) : null;
  if (match === null || match[1] === '-') {
    return null;
  }
  const [weeks, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { nominal: weeks * WEEK + days * DAY, exact: hours * HOUR + minutes * MINUTE + seconds * SECOND };
}
