/** A hook for all maintenances and those under way. */
import type { ZoneTables } from '#domain/time/zone';
import { now } from '../../api/live/clock.ts';
import { useApiPages } from '../../api/client/use-api.ts';
import { useZones } from '../../api/resources/calendar.ts';
import { useNow } from '../time/use-now.ts';
import type { RunningMaintenance, StoredMaintenance } from './switch-draft.ts';
import { runningAt } from './switch-draft.ts';

export interface MaintenanceList {
  all: StoredMaintenance[];
  running: RunningMaintenance[];
  /** Zones of the running maintenances. */
  zones: ZoneTables;
  reload: () => void;
}

export function useMaintenances(): MaintenanceList {
  const { data, reload } = useApiPages<StoredMaintenance>({ path: 'maintenances' });
  const zones = useZones(data?.map(({ timeZone }) => timeZone) ?? null).data?.zones ?? {};
  useNow(10_000);
  const known = (data ?? []).filter(({ timeZone }) => timeZone in zones);
  return { all: data ?? [], running: runningAt(known, now(), { zones, holidays: {} }), zones, reload };
}
