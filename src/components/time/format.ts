/** Formats times and durations in Grafana's language and in the given zone (the page's: `useZone`). */
import { dateFormat } from './date-format.ts';

export { readerZone } from '../../api/connection/reader-zone.ts';
export { dateFormat, dateText } from './date-format.ts';
export { countdownText, durationText } from './duration-text.ts';

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

export function isSameDay(a: number, b: number, zone: string): boolean {
  const day = dateFormat({ dateStyle: 'short' }, zone);
  return day.format(a) === day.format(b);
}

/** To the second, with the zone, for tooltips. */
export function exactText(at: number, zone: string): string {
  return dateFormat({ dateStyle: 'full', timeStyle: 'long' }, zone).format(at);
}
