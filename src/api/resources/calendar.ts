/** Loads zones and public holidays from the sidecar, so that browser and sidecar cannot disagree. */
import { useMemo } from 'react';
import type { Calendar, HolidaysByRegion } from '#domain/time/holidays';
import type { ZoneTables } from '#domain/time/zone';
import { useApi } from '../client/use-api.ts';

interface ZonesAnswer {
  zones: ZoneTables;
}

interface HolidaysAnswer {
  holidays: HolidaysByRegion;
}

/** The years that rotas may use: a rotation that counts workdays counts them from its start. */
const ALWAYS = { from: '1970-01-01T00:00:00.000Z', to: '2101-01-01T00:00:00.000Z' };

/** @param names zones wanted, in any order. */
export function useZones(names: readonly string[] | null) {
  const query = { names: names === null ? [] : [...new Set(names)].sort(), ...ALWAYS };
  return useApi<ZonesAnswer>(names === null || names.length === 0 ? null : { path: 'zones', query }, { keep: true });
}

/** @param regions wanted, in any order; perhaps none. */
function useHolidays(regions: readonly string[]) {
  return useApi<HolidaysAnswer>(
    regions.length === 0 ? null : { path: 'holidays', query: { region: [...new Set(regions)].sort(), ...ALWAYS } },
    { keep: true },
  );
}

/** Zones and holidays together, once all are loaded. */
export function useCalendar(names: readonly string[] | null, regions: readonly string[]) {
  const zones = useZones(names);
  const holidays = useHolidays(regions);
  const [zonesKey, regionsKey] = [(names ?? ['']).join(' '), regions.join(' ')];
  const calendar = useMemo<Calendar | null>(() => {
    const known = { zones: zones.data?.zones ?? {}, holidays: holidays.data?.holidays ?? {} };
    // The previous data stays on the screen, so a zone or a region that was just added may be missing.
    const isAll =
      zonesKey.split(' ').every((name) => name in known.zones) &&
      regionsKey.split(' ').every((region) => region === '' || region in known.holidays);
    return isAll ? known : null;
  }, [zones.data, holidays.data, zonesKey, regionsKey]);
  return { calendar, failure: zones.failure ?? holidays.failure };
}
