/** Zones and public holidays as the sidecar knows them, so that browser and sidecar cannot disagree. */
import { useMemo } from 'react';
import type { Calendar, Holidays } from '#domain/time/calendar';
import type { Zones } from '#domain/time/zone';
import { useAsk } from '../client/use-ask.ts';

interface ZonesAnswer {
  zones: Zones;
}

interface HolidaysAnswer {
  holidays: Holidays;
}

/** All that rotas may speak of: a rotation that counts workdays counts them from its start. */
const ALWAYS = { from: '1970-01-01T00:00:00.000Z', to: '2101-01-01T00:00:00.000Z' };

/** @param names zones wanted, in any order. */
export function useZones(names: readonly string[] | null) {
  const query = { names: names === null ? [] : [...new Set(names)].sort(), ...ALWAYS };
  return useAsk<ZonesAnswer>(names === null || names.length === 0 ? null : { path: 'zones', query }, { keep: true });
}

/** @param region null: none are wanted. */
export function useHolidays(region: string | null) {
  return useAsk<HolidaysAnswer>(region === null ? null : { path: 'holidays', query: { region, ...ALWAYS } }, { keep: true });
}

/** Both together, once both are there. */
export function useCalendar(names: readonly string[] | null, region: string | null) {
  const zones = useZones(names);
  const holidays = useHolidays(region);
  const calendar = useMemo<Calendar | null>(() => {
    if (zones.data === null || (region !== null && holidays.data === null)) {
      return null;
    }
    return { zones: zones.data.zones, holidays: holidays.data?.holidays ?? {} };
  }, [zones.data, holidays.data, region]);
  return { calendar, failure: zones.failure ?? holidays.failure };
}
