/** Formats dates in Grafana's language, by the clock of the reader. */
import { parseClock } from '#domain/time/local';
import { dateFormat as formatOf } from '#domain/time/words/date-format';
import type { DateFormat } from '#domain/time/words/date-format';
import { readerClock, readerLanguage } from '../../language.ts';

export function dateFormat(options: Intl.DateTimeFormatOptions, timeZone: string): DateFormat {
  return formatOf(options, timeZone, { locale: readerLanguage(), clock: readerClock() });
}

/** A time of day as files and the API write it: `09:00`. With hours to 24, also the midnight that ends a day. */
export function clockText(clock: string): string {
  const ms = parseClock(clock);
  return ms === null || readerClock() === 'h23'
    ? clock
    : dateFormat({ hour: '2-digit', minute: '2-digit' }, 'UTC').format(ms);
}

/** “Mon, Nov 2, 2026”, of a date such as `2026-11-02` as midnight UTC. */
export function dateText(at: number): string {
  return dateFormat({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }, 'UTC').format(at);
}

/** “November 2026” */
export function monthYear(at: number, zone: string): string {
  return dateFormat({ month: 'long', year: 'numeric' }, zone).format(at);
}

const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
const DATE: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' };

export function clockTime(at: number, zone: string): string {
  return dateFormat(CLOCK, zone).format(at);
}

/** “Mon 5 Jan”, with the year unless it is the present one. */
export function dayText(at: number, now: number, zone: string): string {
  const year: Intl.DateTimeFormatOptions = { year: 'numeric' };
  const isSameYear = dateFormat(year, zone).format(at) === dateFormat(year, zone).format(now);
  return dateFormat(isSameYear ? DATE : { ...DATE, ...year }, zone).format(at);
}

/** “09:00” today, else “Mon 5 Jan, 09:00”. */
export function timeText(at: number, now: number, zone: string): string {
  const day = dayText(at, now, zone);
  return day === dayText(now, now, zone) ? clockTime(at, zone) : `${day}, ${clockTime(at, zone)}`;
}

/** The same to the second, where the order of what happened within a minute matters. */
export function secondText(at: number, now: number, zone: string): string {
  const day = dayText(at, now, zone);
  const clock = dateFormat({ ...CLOCK, second: '2-digit' }, zone).format(at);
  return day === dayText(now, now, zone) ? clock : `${day}, ${clock}`;
}

export function isSameDay(a: number, b: number, zone: string): boolean {
  const day = dateFormat({ dateStyle: 'short' }, zone);
  return day.format(a) === day.format(b);
}

/** “Mon, Jan 5, 2026, 09:00”, where nobody knows when it is read. */
export function instantText(at: number, zone: string): string {
  return dateFormat({ ...DATE, year: 'numeric', ...CLOCK }, zone).format(at);
}

/** To the second, with the zone, for tooltips. */
export function exactText(at: number, zone: string): string {
  return dateFormat({ dateStyle: 'full', timeStyle: 'long' }, zone).format(at);
}
