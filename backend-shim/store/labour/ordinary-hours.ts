/** Tells whether a person is in their ordinary hours at an instant, and who has a work profile at all. */
import type { Unit } from '#domain/labour/facts/unit';
import { nextMorning, nextStart } from '#domain/labour/telling';
import { windowParts } from '#domain/labour/working-days';
import type { Absence } from '#domain/rota/model';
import { holidayDates } from '#domain/time/holidays';
import { DAY } from '#domain/time/duration';
import { dateOf } from '#domain/time/calendar';
import type { ZoneTable } from '#domain/time/zone';
import { toLocal, zoneTable } from '#domain/time/zone';
import type { Directory } from '../../ports/directory.ts';
import type { ApplyingRest } from './resting.ts';

/** Whether the rules of labour law apply to this person; `exempt` counts as no profile. */
export function hasWorkProfile({ profiles }: Pick<Directory, 'profiles'>, login: string): boolean {
  return profiles.get(login)?.some(({ contract }) => contract !== 'exempt') === true;
}

/** Units in which the person has or had a profile. */
export function unitsOf({ profiles, units }: Pick<Directory, 'profiles' | 'units'>, login: string): Unit[] {
  const ids = new Set((profiles.get(login) ?? []).flatMap((one) => (one.contract === 'exempt' ? [] : [one.unit])));
  return [...ids].flatMap((id) => units.get(id) ?? []);
}

/** Whether the absence takes ordinary hours away, as leave and sickness do; `offDuty` does not. */
export function isLeave({ kind }: Pick<Absence, 'kind'>): boolean {
  return kind === 'leave' || kind === 'sick';
}

function awayOf({ facts }: Pick<Directory, 'facts'>, login: string): Absence[] {
  return facts.absences.filter((absence) => absence.user === login && isLeave(absence));
}

/**
 * Windows of the schedule and on-site duty, less leave and sickness, less rests that apply.
 *
 * @param rests of the person
 */
export function isInOrdinaryHours(
  directory: Directory,
  login: string,
  at: number,
  rests: ReadonlyArray<Pick<ApplyingRest, 'planned_at' | 'earliest_at' | 'started_at'>>,
): boolean {
  const isAway = awayOf(directory, login).some(({ start, end }) => start <= at && at < end);
  const isResting = rests.some(
    ({ planned_at, earliest_at, started_at }) => planned_at <= at && at < Math.min(earliest_at, started_at ?? Infinity),
  );
  return !isAway && !isResting && unitsOf(directory, login).some((unit) => isPlanned(directory, unit, login, at));
}

function isPlanned(directory: Directory, unit: Unit, login: string, at: number): boolean {
  const { facts } = directory;
  const zone = zoneTable(facts.zones, unit.timeZone);
  const holidays = holidayDates(facts.holidays, unit.holidays);
  const profiles = (directory.profiles.get(login) ?? []).filter((one) => one.unit === unit.id);
  const windows = windowParts({ zone, holidays, profiles }, { start: at, end: at + 1 });
  return windows.some(({ start, end }) => start <= at && at < end) || isOnSite(directory, unit, login, at);
}

function isOnSite(directory: Directory, unit: Unit, login: string, at: number): boolean {
  const today = dateOf(toLocal(zoneTable(directory.facts.zones, unit.timeZone), at));
  return unit.duties.some(
    ({ rota, kind, from, until }) =>
      kind === 'onSite' &&
      from <= today &&
      (until === null || today <= until) &&
      directory.onCall(rota, 'current', at)?.includes(login) === true,
  );
}

const FAR = 15 * DAY;

/**
 * When the work of somebody who is to hear of others begins next; now, if they are at work. Whoever has no ordinary hours
 * hears at nine, leave apart.
 *
 * @returns null: they are on leave for the days that are looked at
 */
export function startOfWork(directory: Directory, unit: Unit, login: string, now: number): number | null {
  const { facts } = directory;
  const away = awayOf(directory, login);
  const range = { start: now, end: now + FAR };
  const own = unitsOf(directory, login)
    .map(({ id, timeZone, holidays }) => ({
      zone: zoneTable(facts.zones, timeZone),
      holidays: holidayDates(facts.holidays, holidays),
      profiles: (directory.profiles.get(login) ?? []).filter((profile) => profile.unit === id),
      away,
    }))
    .filter((person) => windowParts(person, range).some(({ end }) => end > now));
  if (own.length === 0) {
    return morningBeside(away, zoneTable(facts.zones, unit.timeZone), now);
  }
  const starts = own.flatMap((person) => nextStart(person, range) ?? []);
  return starts.length === 0 ? null : Math.min(...starts);
}

function morningBeside(away: readonly Absence[], zone: ZoneTable, now: number): number {
  let at = nextMorning(zone, now);
  for (let leave = leaveAt(away, at); leave !== undefined; leave = leaveAt(away, at)) {
    at = nextMorning(zone, leave.end);
  }
  return at;
}

function leaveAt(away: readonly Absence[], at: number): Absence | undefined {
  return away.find(({ start, end }) => start <= at && at < end);
}
