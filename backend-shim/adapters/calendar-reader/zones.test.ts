import WINDOWS_ZONES from 'node-ical/windowsZones.json' with { type: 'json' };
import { expect, it } from 'vitest';
import { zoneTableOf } from '../zones.ts';
import OWN from './windows-zones.json' with { type: 'json' };

it('names of Windows have the zones that node-ical knows; where it learns one, copy it', () => {
  const upstream = Object.entries(WINDOWS_ZONES as Record<string, { iana: string[] }>);
  expect(OWN).toEqual(Object.fromEntries(upstream.map(([name, { iana }]) => [name, iana[0]])));
});

it('this machine knows every zone that a name of Windows stands for', () => {
  expect(Object.values(OWN).filter((place) => zoneTableOf(place) === null)).toEqual([]);
});
