/** Mistakes in what a person wrote about time, each with the path of its field. */
import { parseClock, daysFromCivil } from '#domain/time/local';
import { DAY } from '#domain/time/duration';
import type { TimeWindow, WeeklyWindow } from '#domain/time/window';
import { DAY_WORDS } from '#domain/time/window';

export interface Problem {
  /** `layers[0].rotation.every` */
  path: string;
  /** Says what to write instead. */
  message: string;
}

const FIRST = daysFromCivil({ year: 1970, month: 1, day: 1 }) * DAY;
const LAST = daysFromCivil({ year: 2101, month: 1, day: 1 }) * DAY;

/** For instants and local times alike. False for NaN. */
export function isWithinYears(time: number): boolean {
  return time >= FIRST && time <= LAST;
}

export function windowProblems(path: string, { days, from, to }: WeeklyWindow): Problem[] {
  const words = days.every(day => DAY_WORDS.includes(day));
  const opens = parseClock(from);
  return [
    ...(days.length > 0 && words ? [] : [{ path: `${path}.days`, message: `must name at least one of ${DAY_WORDS.join(', ')}` }]),
    ...(opens !== null && opens < DAY ? [] : [{ path: `${path}.from`, message: 'must be HH:MM, from 00:00 to 23:59' }]),
    ...(parseClock(to) !== null ? [] : [{ path: `${path}.to`, message: 'must be HH:MM, from 00:00 to 24:00' }]),
  ];
}

/** `isKnownZone` as in `RotaChecks`. */
export function validateWindow(window: TimeWindow, isKnownZone?: (name: string) => boolean): Problem[] {
  const known = isKnownZone?.(window.timeZone) ?? window.timeZone !== '';
  return [
    ...(known ? [] : [{ path: 'timeZone', message: `"${window.timeZone}" is no known time zone; use an IANA name such as Europe/Paris` }]),
    ...window.windows.flatMap((one, i) => windowProblems(`windows[${i}]`, one)),
  ];
}
