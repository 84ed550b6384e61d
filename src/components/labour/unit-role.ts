/** Tells what the reader is in a unit; the sidecar checks again. */
import type { UnitWire } from '#contract/labour/unit';
import { managersInForce } from '#contract/labour/unit';
import type { TeamWire } from '#contract/people/team';
import type { StoredUnit } from '../../api/labour/labour.ts';

export type UnitRole = 'hr' | 'manager';

type RoleUnit = Pick<UnitWire, 'hr' | 'managers' | 'teams'>;

/** The people who decide, in this order of names: managers, then HR. */
export function managersOf(unit: RoleUnit, teams: ReadonlyArray<Pick<TeamWire, 'id' | 'managers'>>): string[] {
  return managersInForce(unit, (id) => teams.find((team) => team.id === id)?.managers ?? []);
}

/** null: neither. */
export function roleIn(
  unit: RoleUnit,
  login: string | null | undefined,
  teams: ReadonlyArray<Pick<TeamWire, 'id' | 'managers'>>,
): UnitRole | null {
  if (login === null || login === undefined) {
    return null;
  }
  return unit.hr.includes(login) ? 'hr' : managersOf(unit, teams).includes(login) ? 'manager' : null;
}

/** Admins who are neither manager nor HR read a unit in part. */
export function isWhole(unit: StoredUnit): boolean {
  return (unit as Partial<StoredUnit>).rules !== undefined;
}
