/** Working time: units, work profiles, rests, and what is said of interventions. */
import type { RestWire } from '#contract/labour/rest';
import type { UnitWire } from '#contract/labour/unit';
import type { WorkProfileWire } from '#contract/labour/work-profile';
import type { ConfirmationAnswer, InterventionWire } from '#contract/rotas/duty';
import { DAY, formatDuration } from '#domain/time/duration';
import type { Stored } from '#contract/stored';
import type { ApiResult } from '../client/client.ts';
import { segment, send } from '../client/client.ts';
import { useApiPages } from '../client/use-api.ts';

export type StoredWorkProfile = Stored<WorkProfileWire>;
export type StoredUnit = Stored<UnitWire>;

/** @param login null: not known yet */
export function useWorkProfiles(login: string | null) {
  return useApiPages<StoredWorkProfile>(login === null ? null : { path: 'work-profiles', query: { user: login } });
}

/** Those that the reader may see. @param isWanted false: nothing is asked */
export function useUnits(isWanted: boolean) {
  return useApiPages<StoredUnit>(isWanted ? { path: 'units' } : null);
}

export function useUnitProfiles(unit: string) {
  return useApiPages<StoredWorkProfile>({ path: 'work-profiles', query: { unit } });
}

export function useRests(login: string | null) {
  return useApiPages<RestWire>(login === null ? null : { path: 'labour/rests', query: { user: login } }, {
    live: ['incident'],
  });
}

/** "I began at …". @param at epoch ms, between the planned start and now */
export function sayBegan({ id }: Pick<RestWire, 'id'>, at: number): Promise<ApiResult<RestWire>> {
  return send<RestWire>({
    method: 'POST',
    path: `labour/rests/${segment(id)}/started`,
    body: { at: new Date(at).toISOString() },
  });
}

/** Whoever comes back from a long leave is still asked. */
const LOOKED_BACK = 366 * DAY;

/** @param from begin of today, so that the question stays the same for a while */
export function useInterventions(login: string | null, from: number) {
  const since = new Date(from - LOOKED_BACK).toISOString();
  return useApiPages<InterventionWire>(
    login === null ? null : { path: 'interventions', query: { user: login, from: since } },
    { live: ['incident'] },
  );
}

export interface StoppedAt {
  /** Epoch ms. */
  end: number;
  /** ms */
  travelBefore: number;
  travelAfter: number;
}

export function confirmIntervention(
  { id, version }: Pick<InterventionWire, 'id' | 'version'>,
  { end, travelBefore, travelAfter }: StoppedAt,
): Promise<ApiResult<ConfirmationAnswer>> {
  return send<ConfirmationAnswer>({
    method: 'POST',
    path: `interventions/${segment(id)}/confirm`,
    ifMatch: version,
    body: {
      end: new Date(end).toISOString(),
      travelBefore: formatDuration(travelBefore),
      travelAfter: formatDuration(travelAfter),
    },
  });
}
