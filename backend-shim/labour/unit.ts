/**
 * Looks at a unit after a change of the configuration and when something is due there: hands its people's rests to the
 * stage that brings them up to date, and tells what duty they will have.
 */
import { DAY, MINUTE } from '#domain/time/duration';
import { setRestTimers } from '../store/labour/intervention-details.ts';
import { forgetAdvised } from '../store/labour/advised.ts';
import { hasWorkProfile } from '../store/labour/ordinary-hours.ts';
import { peopleWhoWorked, peopleWithRests, unitsWithRests } from '../store/labour/rests/rests.ts';
import { clearTimers, holdTimer, setDueNow, setTimers } from '../store/timers.ts';
import type { Work } from '../store/work.ts';
import { tickAdvice } from './advice.ts';
import { makeStatements } from './month.ts';
import { tickProgramme } from './programme.ts';

/** Earlier interventions can move no start that is still examined. */
const RECENT = 16 * DAY;

/** The rank of a unit that has more statements to make, and nothing else that is new: others come before it. */
const CONTINUED = -1;

/** When a programme that failed is tried again. */
const AGAIN = MINUTE;

/** Called because schedules, rules, duties or absences may have changed, or a unit may be gone. */
export async function adjustLabour(work: Work): Promise<void> {
  const { units } = work.directory;
  const gone = await unitsWithRests(work.tx, work.now - RECENT);
  await setDueNow(work, 'unit', [...units.keys(), ...gone]);
}

export async function tickUnit(work: Work, id: string): Promise<void> {
  const timer = await holdTimer(work, 'unit', id);
  if (timer === null) {
    return;
  }
  if (timer.rank !== CONTINUED) {
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
  const months = await makeStatements(work, unit);
  const isToContinue = months <= work.now;
  if (isToContinue && timer.rank === CONTINUED) {
    await setTimers(work, [{ ...timer, due_at: work.now, attempt: 0 }]);
    return;
  }
  const next = Math.min(months, await tickProgramme(work, unit), await tickAdvice(work, unit, timer));
  const rank = isToContinue ? CONTINUED : 0;
  await setTimers(work, [{ kind: 'unit', subject: id, due_at: next, rank, attempt: 0 }]);
}

/** People who have no work profile any more are included. All timers are set at once, since they are locked in the order of logins. */
async function lookAtRests(work: Work, id: string): Promise<void> {
  const from = work.now - RECENT;
  const worked = await peopleWhoWorked(work.tx, from);
  const resting = await peopleWithRests(work.tx, id, from);
  await setRestTimers(work, [...worked.filter((login) => hasWorkProfile(work.directory, login)), ...resting]);
}
