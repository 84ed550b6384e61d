/** A hook for all maintenances and those under way. */
import type { Zones } from '#domain/time/zone';
import { now } from '../../api/live/clock.ts';
import { useAskAll } from '../../api/client/use-ask.ts';
import { useZones } from '../../api/resources/calendar.ts';
import { useNow } from '../time/use-now.ts';
import type { Running, StoredMaintenance } from './switch-draft.ts';
import { runningAt } from './switch-draft.ts';

export interface Maintenances {
  all: StoredMaintenance[];
  running: Running[];
  /** Of those under way. */
  zones: Zones;
  reload: () => void;
}

/** All maintenances, and those under way. */
export function useMaintenances(): Maintenances {
  const { data, reload } = useAskAll<StoredMaintenance>({ path: 'maintenances' });
  const zones = useZones(data?.map(({ timeZone }) => timeZone) ?? null).data?.zones ?? {};
  useNow(10_000);
  const known = (data ?? []).filter(({ timeZone }) => timeZone in zones);
  return { all: data ?? [], running: runningAt(known, now(), { zones, holidays: {} }), zones, reload };
}
