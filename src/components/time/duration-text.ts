/** Describes durations in the reader's language. */
import { DAY, HOUR, MINUTE, SECOND } from '#domain/time/duration';
import { readerLanguage } from '../../language.ts';

const UNITS: ReadonlyArray<readonly [string, number]> = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
];

/** The two largest parts: “1 h 30 min”. */
export function durationText(ms: number): string {
  const parts: string[] = [];
  let rest = Math.max(0, Math.round(ms / SECOND) * SECOND);
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && parts.length < 2) {
      parts.push(new Intl.NumberFormat(readerLanguage(), { style: 'unit', unit, unitDisplay: 'short' }).format(count));
    }
  }
  return parts.length === 0
    ? new Intl.NumberFormat(readerLanguage(), { style: 'unit', unit: 'second', unitDisplay: 'short' }).format(0)
    : parts.join(' ');
}

/** `4:05` or `1:00:00`; from 48 hours on, a duration in words. */
export function countdownText(ms: number): string {
  const total = Math.max(0, Math.ceil(ms / SECOND));
  const two = (n: number) => String(n).padStart(2, '0');
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60];
  if (hours >= 48) {
    return durationText(ms);
  }
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}
