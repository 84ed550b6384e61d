/** Provides time zones and public holidays. */
import { zoneTable } from '#domain/time/zone';
import { holidaysFor, isKnownRegion } from '../adapters/holidays.ts';
import { isKnownZone, zonesFor, zoneTableOf } from '../adapters/zones.ts';

export const world = { isZone: isKnownZone, isHolidayRegion: isKnownRegion };

export function zoneOf(name: string) {
  const table = zoneTableOf(name);
  return zoneTable(table === null ? {} : { [name]: table }, name);
}

export async function calendarsOf(zones: string[], regions: string[]) {
  const { holidays } = await holidaysFor(regions);
  return { zones: (await zonesFor(['UTC', ...zones])).zones, holidays };
}
