/** Finds the unit whose working time an intervention is: the unit of the work profile in force when it started. */
import { tryOrNull } from '#domain/attempt';
import { profileOn } from '#domain/labour/facts/profile';
import type { Unit } from '#domain/labour/facts/unit';
import { dateOf } from '#domain/time/calendar';
import type { LocalDate } from '#domain/time/calendar';
import { toLocal, zoneTable } from '#domain/time/zone';
import type { Directory } from '../../ports/directory.ts';
import { unitsOf } from '../labour/ordinary-hours.ts';
import type { InterventionTable } from '../schema/duties.ts';
import type { InterventionDetailTable } from '../schema/labour.ts';
import type { Db } from '../store.ts';

type UnitDirectory = Pick<Directory, 'units' | 'profiles' | 'facts'>;

/**
 * The unit in which the person has a work profile in force at an instant, once the unit's `since` has come. A unit that
 * cannot be read counts too, so that nothing becomes open to others meanwhile.
 *
 * @returns id of the unit; null: no unit's rules apply at that instant
 */
export function unitAt({ units, profiles, facts }: UnitDirectory, login: string, at: number): string | null {
  const own = profiles.get(login) ?? [];
  for (const id of new Set(own.map(({ unit }) => unit))) {
    const unit = units.get(id);
    const local = tryOrNull(() => toLocal(zoneTable(facts.zones, unit?.timeZone ?? 'UTC'), at)) ?? at;
    const date = dateOf(local);
    const profile = profileOn(
      own.filter((one) => one.unit === id),
      date,
    );
    if (profile !== null && (unit === undefined || unit.since <= date)) {
      return id;
    }
  }
  return null;
}

/** Whether what the person does at that instant is recorded by the rules of a unit. */
export function isInUnitAt(directory: UnitDirectory, login: string, at: number): boolean {
  return unitAt(directory, login, at) !== null;
}

/**
 * Returns the earliest `since` of the person's units if they are in one now and the start lies before it: no
 * intervention may be entered there any more. null: it may be entered.
 */
export function sinceAfter(directory: Directory, login: string, start: number, now: number): LocalDate | null {
  const units = isInUnitAt(directory, login, now) ? unitsOf(directory, login) : [];
  const isBefore = ({ since, timeZone }: Unit) =>
    dateOf(toLocal(zoneTable(directory.facts.zones, timeZone), start)) < since;
  return units.length > 0 && units.every(isBefore) ? Math.min(...units.map(({ since }) => since)) : null;
}

/**
 * The unit that was stored with the intervention, even if the profile is gone, else the person's unit at its start;
 * null: it belongs to no unit.
 */
export function unitOfIntervention(
  directory: UnitDirectory,
  { user, start_at }: Pick<InterventionTable, 'user' | 'start_at'>,
  details: Pick<InterventionDetailTable, 'unit'> | undefined,
): string | null {
  return details?.unit ?? unitAt(directory, user, start_at);
}

/** Units that hold interventions, rests, decisions, notices or statements of each of these people. */
export async function unitsHolding(db: Db, logins: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (logins.length === 0) {
    return new Map();
  }
  const interventions = db
    .selectFrom('interventions as i')
    .innerJoin('intervention_details as d', 'd.intervention', 'i.id')
    .select(['i.user', 'd.unit'])
    .where('i.user', 'in', logins)
    .where('d.unit', 'is not', null);
  const rests = db.selectFrom('rests').select(['user', 'unit']).where('user', 'in', logins);
  const decisions = db.selectFrom('decisions').select(['user', 'unit']).where('user', 'in', logins);
  const notices = db.selectFrom('notices').select(['user', 'unit']).where('user', 'in', logins);
  const statements = db.selectFrom('statements').select(['user', 'unit']).where('user', 'in', logins);
  const rows = await interventions.union(rests).union(decisions).union(notices).union(statements).execute();
  const byUser = Map.groupBy(rows, ({ user }) => user);
  return new Map([...byUser].map(([user, own]) => [user, own.flatMap(({ unit }) => unit ?? [])]));
}
