/** Formats times and durations in Grafana's language and in the given zone (the page's: `useZone`). */
import { DAY, HOUR, MINUTE, SECOND, WEEK } from '#domain/time/duration';
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

/** To the second, with the zone, for tooltips. */
export function exactText(at: number, zone: string): string {
  return dateFormat({ dateStyle: 'full', timeStyle: 'long' }, zone).format(at);
}

/** “3 minutes ago”. What happened is never ahead, even if the two clocks differ by seconds. */
export function agoText(at: number, now: number): string {
  return relativeText(Math.min(at, now), now);
}

const STEPS: ReadonlyArray<readonly [Intl.RelativeTimeFormatUnit, number]> = [
  ['week', WEEK],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
];

/** “3 minutes ago”, “in 2 hours”. */
export function relativeText(at: number, now: number): string {
  const distance = at - now;
  const [unit, size] = STEPS.find(
    ([, step]) => Math.abs(distance) >= 2 * step || (step <= MINUTE && Math.abs(distance) >= step),
  ) ?? ['second', SECOND];
  return new Intl.RelativeTimeFormat(readerLanguage(), { numeric: 'auto', style: 'long' }).format(
    Math.trunc(distance / size),
    unit as Intl.RelativeTimeFormatUnit,
  );
}
