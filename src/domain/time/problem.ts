/** Defines problems in the times that people write, each with the path of its field. */
import { daysFromCivil } from '#domain/time/calendar';
import { DAY } from '#domain/time/duration';

export interface ValidationProblem {
  /** `layers[0].rotation.every` */
  path: string;
  /** Says what to write instead. */
  message: string;
}

const FIRST = daysFromCivil({ year: 1970, month: 1, day: 1 }) * DAY;
const LAST = daysFromCivil({ year: 2101, month: 1, day: 1 }) * DAY;

/** For instants and local times; false for NaN. */
export function isWithinYears(time: number): boolean {
  return time >= FIRST && time <= LAST;
}
