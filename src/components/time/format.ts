/** Formats times and durations in Grafana's language and in the given zone (the page's: `useZone`). */
import { readerLanguage } from '../../language.ts';

export { readerZone } from '../../api/connection/reader-zone.ts';
export { countdownText, durationText } from './duration-text.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** A formatter is slow to create and fast to use, and a year of a rota needs thousands of texts. */
export function dateFormat(options: Intl.DateTimeFormatOptions, timeZone: string): Intl.DateTimeFormat {
  const key = JSON.stringify([readerLanguage(), timeZone, options]);
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(readerLanguage(), { ...options, timeZone, hourCycle: 'h23' });
    formats.set(key, format);
  }
  return format;
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

export function isSameDay(a: number, b: number, zone: string): boolean {
  const day = dateFormat({ dateStyle: 'short' }, zone);
  return day.format(a) === day.format(b);
}

/** To the second, with the zone, for tooltips. */
export function exactText(at: number, zone: string): string {
  return dateFormat({ dateStyle: 'full', timeStyle: 'long' }, zone).format(at);
}

/** “November 2, 2026”, of a date such as `2026-11-02` as midnight UTC. */
export function dateText(at: number): string {
  const text = dateFormat({ dateStyle: 'long' }, 'UTC').format(at);
  // French counts the first of a month as an ordinal, which CLDR does not know.
  return readerLanguage().startsWith('fr') ? text.replace(/^1 /, '1er ') : text;
}
