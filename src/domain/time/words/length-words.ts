/** Writes lengths of time as people do in a language, and reads them as people type them. */
import { DAY, HOUR, MINUTE, SECOND, WEEK, parseDuration } from '#domain/time/duration';

type LengthUnit = 'day' | 'hour' | 'minute' | 'second';

const UNITS: ReadonlyArray<readonly [LengthUnit, number]> = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
];

/** How long something takes, waits or is ago: the two largest parts. `8 min`, `1 h 30 min`. @param locale a BCP 47 tag */
export function durationWords(ms: number, locale: string): string {
  const parts: string[] = [];
  let rest = Math.max(0, Math.round(ms / SECOND) * SECOND);
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && parts.length < 2) {
      parts.push(format(locale, unit, count));
    }
  }
  return parts.length === 0 ? format(locale, 'second', 0) : parts.join(' ');
}

/**
 * Working time, rest and duty: hours and minutes, never days, as they are counted and paid. `35 h`, `61 h 15 min`.
 * @param ms rounded to minutes; a correction may be negative
 */
export function hoursWords(ms: number, locale: string): string {
  const minutes = Math.round(Math.abs(ms) / MINUTE);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const text = [
    hours > 0 || rest === 0 ? format(locale, 'hour', hours) : '',
    rest > 0 ? format(locale, 'minute', rest) : '',
  ]
    .filter(Boolean)
    .join(' ');
  return ms < 0 && minutes > 0 ? `−${text}` : text;
}

function format(locale: string, unit: LengthUnit, count: number): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count);
}

/** Each unit as it is typed in English or French. */
const TYPED: ReadonlyArray<readonly [RegExp, number]> = [
  [/^(?:w|wk|wks|weeks?|sem|semaines?)$/, WEEK],
  [/^(?:d|days?|j|jours?)$/, DAY],
  [/^(?:h|hr|hrs|hours?|heures?)$/, HOUR],
  [/^(?:m|mn|min|mins|minutes?)$/, MINUTE],
  [/^(?:s|sec|secs|seconds?|secondes?)$/, SECOND],
];

const PART = /^(\d{1,6}(?:[.,]\d{1,2})?)[\s.]*(\p{L}*)[\s.]*/u;

/**
 * Reads what a person types: all that files and the API take, and `35 h`, `7 h 30`, `1 h 30 min`, `1,5 h`, `2 jours`.
 * @returns ms; null: not a length
 */
export function readLength(text: string): number | null {
  const written = parseDuration(text.trim());
  return written ?? readParts(text.trim().toLowerCase());
}

function readParts(text: string): number | null {
  let [rest, sum, before] = [text, 0, Infinity];
  while (rest !== '') {
    const [whole, count = '', unit = ''] = PART.exec(rest) ?? [];
    const size = whole === undefined ? undefined : sizeOf(unit, before);
    // Units come from the largest to the smallest, each once.
    if (whole === undefined || size === undefined || size >= before) {
      return null;
    }
    sum += Math.round((Number(count.replace(',', '.')) * size) / SECOND) * SECOND;
    [rest, before] = [rest.slice(whole.length), size];
  }
  return before === Infinity ? null : sum;
}

/** A bare number after hours is minutes, as in `7 h 30`; anywhere else it could be anything. */
function sizeOf(unit: string, before: number): number | undefined {
  return unit === '' ? (before === HOUR ? MINUTE : undefined) : TYPED.find(([words]) => words.test(unit))?.[1];
}
