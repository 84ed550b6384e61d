/** Computes a person's rests around now from what is recorded, before the stage that keeps them has seen a change. */
import type { RestRecord } from '#domain/labour/facts/model';
import type { Unit } from '#domain/labour/facts/unit';
import { updatedRests } from '#domain/labour/time-of';
import { DAY } from '#domain/time/duration';
import type { Directory } from '../../../ports/directory.ts';
import type { Db } from '../../store.ts';
import type { UnreadableReporter } from '../../stored/unreadable.ts';
import { readRestFacts } from '../facts.ts';
import { unitsOf } from '../ordinary-hours.ts';
import { readRestsOf } from './rests.ts';
import { restRecord } from './stored-rests.ts';

const AHEAD = 2 * DAY;

export interface UpcomingRest {
  unit: Unit;
  rest: RestRecord;
}

/** Rests that apply and are not over, in all units of the person, by the same function that records them. */
export async function upcomingRests(
  db: Db,
  directory: Directory,
  login: string,
  now: number,
  noting: UnreadableReporter,
): Promise<UpcomingRest[]> {
  const range = { start: now - AHEAD, end: now + AHEAD };
  const found: UpcomingRest[] = [];
  const rows = await readRestsOf(db, [login], range.start, range.end);
  for (const unit of unitsOf(directory, login)) {
    const person = await readRestFacts(db, directory, { login, unit, range, now });
    const known = rows.filter((row) => row.unit === unit.id).map((row) => restRecord(row, noting));
    const rests = updatedRests(person, unit.rules, known, range, now).filter(
      ({ state, startedAt, earliestAt }) => state === 'applies' && startedAt === null && earliestAt > now,
    );
    found.push(...rests.map((rest) => ({ unit, rest })));
  }
  return found;
}
