/** Notices about duty: the programme of a person, the Monday advice to managers, and how a team's month was. */
import type { AdviceNotice, ProgrammeNotice, TeamMonthNotice } from '#domain/notify/notice';
import { DAY } from '#domain/time/duration';
import { hasWorkProfile, startOfWork } from '../../../store/labour/ordinary-hours.ts';
import type { PlanningContext } from '../planning/planning.ts';
import { deliverQuietly } from './deliver.ts';
import type { DeliveryTimes } from './deliver.ts';

/** How long a message waits for somebody who is on a longer leave. */
const LONGEST_WAIT = 15 * DAY;

/** The message waits for the person's next hours, unless the duty begins before. */
export function tellProgramme(planning: PlanningContext, { user, programme }: ProgrammeNotice): void {
  const { first, tried, ...told } = programme;
  const times = timesOf(planning, user, programme.unit, first);
  const delivery = deliverQuietly(planning, user, { programme: { ...told, tried } }, { ...times, tried });
  planning.ledger.carry({ batch: told.batch, delivery });
}

function timesOf({ work }: PlanningContext, user: string, id: string, first: number | null): DeliveryTimes {
  const unit = work.directory.units.get(id);
  if (unit?.disconnect !== true) {
    return {};
  }
  const from = startOfWork(work.directory, unit, user, work.now) ?? work.now + LONGEST_WAIT;
  return first !== null && first < from ? { until: work.now } : { from };
}

/** Waits as the programme does, for managers without hours of work until quiet hours end; can be muted as the letters about rotas. */
export function tellAdvice(planning: PlanningContext, { user, advice }: AdviceNotice): void {
  const hasHours = hasWorkProfile(planning.work.directory, user);
  const times = hasHours ? timesOf(planning, user, advice.unit, null) : {};
  deliverQuietly(planning, user, { advice }, { ...times, topic: 'health' });
}

/** Whoever muted the letters about rotas is not told. */
export function tellTeamMonth(planning: PlanningContext, { user, teamMonth }: TeamMonthNotice): void {
  deliverQuietly(planning, user, { teamMonth }, { topic: 'health' });
}
