/** Provides time zones and public holidays. */
import { zoneTable } from '#domain/time/zone';
import { holidaysFor, isKnownRegion } from '../adapters/holidays.ts';
import { isKnownZone, zonesFor } from '../adapters/zones.ts';

export const world = { isZone: isKnownZone, isHolidayRegion: isKnownRegion };

export function zoneOf(name: string) {
  return zoneTable(zonesFor([name]).zones, name);
}

export async function calendarsOf(zones: string[], regions: string[]) {
  const { holidays } = await holidaysFor(regions);
  return { zones: zonesFor(['UTC', ...zones]).zones, holidays };
}
