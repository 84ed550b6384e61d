/**
 * Looks at a unit after a change of the configuration and when something is due there: hands its people's rests to the
 * stage that brings them up to date, and tells what duty they will have.
 */
import { aside } from '../store/concurrency/aside.ts';
import type { Unit } from '#domain/labour/facts/unit';
import { DAY, MINUTE } from '#domain/time/duration';
import { setRestTimers } from '../store/labour/intervention-details.ts';
import { forgetAdvised } from '../store/labour/advised.ts';
import { hasWorkProfile } from '../store/labour/ordinary-hours.ts';
import { peopleWhoWorked, peopleWithRests, unitsWithRests } from '../store/labour/rests/rests.ts';
import { UNIT_CHANGED, setUnitsChanged } from '../store/labour/unit-timers.ts';
import { clearTimers, holdTimer, setTimers } from '../store/timers.ts';
import type { TimerTable } from '../store/schema.ts';
import type { Work } from '../store/work.ts';
import { tickAdvice } from './advice.ts';
import { hasDueMonths, makeNextStatement, nextMonths, sendUntoldAgain } from './month.ts';
import { tickProgramme } from './programme.ts';

/** Earlier interventions can move no start that is still examined. */
const RECENT = 16 * DAY;

/**
 * The rank of a unit whose months are being made, and of which nothing else is new, says whose are next, by their place among
 * its people. Other units come before it. After a change of the configuration everybody is looked at anew.
 */
const rankAt = (place: number): number => -1 - place;
const placeAt = (rank: number): number => -1 - rank;
/** Added to the attempts of such a unit for each month that could not be made; odd ones are those of the unit itself. */
const FAILED = 2;

/** When a programme that failed is tried again. */
const AGAIN = MINUTE;

/** Called because schedules, rules, duties or absences may have changed, or a unit may be gone. */
export async function adjustLabour(work: Work): Promise<void> {
  const { units } = work.directory;
  const gone = await aside(work, 'rests', () => unitsWithRests(work.tx, work.now - RECENT), []);
  await setUnitsChanged(work, [...units.keys(), ...gone]);
}

export async function tickUnit(work: Work, id: string): Promise<void> {
  const timer = await holdTimer(work, 'unit', id);
  if (timer === null) {
    return;
  }
  const isContinued = timer.rank < 0;
  // Otherwise each rest has a timer of its own.
  if (timer.rank === UNIT_CHANGED) {
    await lookAtRests(work, id);
  }
  const unit = work.directory.units.get(id);
  if (unit === undefined) {
    await clearTimers(work, 'unit', [id]);
    await forgetAdvised(work, id);
    return;
  }
  if (timer.attempt % 2 === 1) {
    // What failed the last time may fail again; rests must not wait for it.
    await setTimers(work, [{ ...timer, due_at: work.now + AGAIN, attempt: timer.attempt + 1 }]);
    return;
  }
  if (isContinued) {
    await continueMonths(work, unit, timer);
    return;
  }
  await sendUntoldAgain(work, unit);
  const next = Math.min(await tickProgramme(work, unit), await tickAdvice(work, unit, timer));
  const months = hasDueMonths(work, unit) ? { due_at: work.now, rank: rankAt(0) } : null;
  const looked = { due_at: Math.min(next, nextMonths(work, unit, false)), rank: 0 };
  await setTimers(work, [{ kind: 'unit', subject: id, attempt: 0, ...(months ?? looked) }]);
}

async function continueMonths(work: Work, unit: Unit, timer: TimerTable): Promise<void> {
  const { next, hasFailed } = await makeNextStatement(work, unit, placeAt(timer.rank));
  const attempt = timer.attempt + (hasFailed ? FAILED : 0);
  if (next !== null) {
    await setTimers(work, [{ ...timer, due_at: work.now, rank: rankAt(next), attempt }]);
    return;
  }
  // Both again, since time has passed: what became due meanwhile would otherwise be skipped.
  const others = Math.min(await tickProgramme(work, unit), await tickAdvice(work, unit, timer));
  const due_at = Math.min(others, nextMonths(work, unit, attempt > 0));
  await setTimers(work, [{ ...timer, due_at, rank: 0, attempt: 0 }]);
}

/** People who have no work profile any more are included. All timers are set at once, since they are locked in the order of logins. */
async function lookAtRests(work: Work, id: string): Promise<void> {
  const from = work.now - RECENT;
  const worked = await peopleWhoWorked(work.tx, from);
  const resting = await peopleWithRests(work.tx, id, from);
  await setRestTimers(work, [...worked.filter((login) => hasWorkProfile(work.directory, login)), ...resting]);
}
