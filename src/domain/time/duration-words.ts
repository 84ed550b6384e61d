/** Writes durations as people do in a language: `8 min`, `1 h 30 min`, `1 hr 30 min`. */
import { DAY, HOUR, MINUTE, SECOND } from '#domain/time/duration';

const UNITS: ReadonlyArray<readonly [string, number]> = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
];

/** The two largest parts. @param locale a BCP 47 tag */
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

function format(locale: string, unit: string, count: number): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count);
}
