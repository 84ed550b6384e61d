/** The monthly letter to the managers of teams that asked for it. */
import type { TeamMonth, TeamMonthNotice } from '#domain/notify/notice';
import { toldMonth } from '#domain/insight/team-month';
import { DAY } from '#domain/time/duration';
import { monthSlots, takeMonthSlot } from '../../store/duties/team-month-slots.ts';
import { requestNotices } from '../../store/outbox-requests.ts';
import type { Work } from '../../store/work.ts';

/** A letter that is later than this (Vigie was down) is left out. */
const STALE = 14 * DAY;

/** @returns teams whose letter is due now. A team that is seen for the first time is told of its next month. */
export async function dueTeamMonths(work: Work): Promise<string[]> {
  const teams = [...work.directory.teams.values()].filter(({ monthlyMail }) => monthlyMail === true);
  const { start } = toldMonth(work.now);
  const known = await monthSlots(
    work,
    teams.map(({ id }) => id),
  );
  const due: string[] = [];
  for (const { id } of teams) {
    const last = known.get(id);
    if (last === undefined) {
      await takeMonthSlot(work, id, start);
    } else if (last < start) {
      due.push(id);
    }
  }
  return due;
}

/** @param month what was read for the month that is told */
export async function sendTeamMonth(work: Work, id: string, month: TeamMonth): Promise<void> {
  const team = work.directory.teams.get(id);
  const told = toldMonth(work.now);
  if (!team || month.start !== told.start || !(await takeMonthSlot(work, id, told.start))) {
    return;
  }
  if (team.monthlyMail !== true || work.now - told.end > STALE) {
    return;
  }
  const letters = [...new Set(team.managers)].map((user): TeamMonthNotice => ({
    kind: 'tellTeamMonth',
    user,
    teamMonth: { ...month, team: id },
  }));
  requestNotices(work, letters);
}
