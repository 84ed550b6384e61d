/** Tells whom working time concerns, so that nobody else meets its pages. */
import type { TeamWire } from '#contract/people/team';
import type { Stored } from '#contract/stored';
import { useApiPages } from '../../api/client/use-api.ts';
import type { StoredWorkProfile } from '../../api/labour/labour.ts';
import { useUnits, useWorkProfiles } from '../../api/labour/labour.ts';
import { useMe } from '../people/who-am-i.tsx';
import { roleIn } from './unit-role.ts';

/** Whether hours are counted for whoever has these work profiles. */
export function isCounted(profiles: readonly StoredWorkProfile[]): boolean {
  return profiles.some(({ contract }) => contract !== 'exempt');
}

/** Whether the reader's hours are counted. */
export function useHasHours(): boolean {
  return isCounted(useWorkProfiles(useMe()?.login ?? null).data ?? []);
}

/** Whether the reader is manager or HR of a unit. */
export function useIsInCharge(): boolean {
  const login = useMe()?.login ?? null;
  const units = useUnits(login !== null).data ?? [];
  // Where there is no unit, nobody is asked for teams.
  const teams = useApiPages<Stored<TeamWire>>(units.length === 0 ? null : { path: 'teams' }).data ?? [];
  return units.some((unit) => roleIn(unit, login, teams) !== null);
}
