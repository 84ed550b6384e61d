/** Says how long ago something happened, in Grafana's language. */
import { DAY, HOUR, MINUTE, SECOND, WEEK } from '#domain/time/duration';
import { readerLanguage } from '../../language.ts';

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
function relativeText(at: number, now: number): string {
  const distance = at - now;
  const [unit, size] = STEPS.find(
    ([, step]) => Math.abs(distance) >= 2 * step || (step <= MINUTE && Math.abs(distance) >= step),
  ) ?? ['second', SECOND];
  return new Intl.RelativeTimeFormat(readerLanguage(), { numeric: 'auto', style: 'long' }).format(
    Math.trunc(distance / size),
    unit as Intl.RelativeTimeFormatUnit,
  );
}
