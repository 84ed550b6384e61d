/** Holds offset tables of a few years, written by hand for tests; the real ones come from the sidecar. */
import { HOUR } from '#domain/time/duration';
import type { ZoneTable, ZoneTables } from '#domain/time/zone';

function utc(text: string): number {
  return Date.parse(`${text}Z`);
}

const paris: ZoneTable = {
  changes: ['2025-10-26T01:00', '2026-03-29T01:00', '2026-10-25T01:00', '2027-03-28T01:00'].map(utc),
  offsets: [2 * HOUR, HOUR, 2 * HOUR, HOUR, 2 * HOUR],
};

const lordHowe: ZoneTable = {
  changes: ['2026-04-04T15:00', '2026-10-03T15:30'].map(utc),
  offsets: [11 * HOUR, 10.5 * HOUR, 11 * HOUR],
};

const apia: ZoneTable = { changes: [utc('2011-12-30T10:00')], offsets: [-10 * HOUR, 14 * HOUR] };

const monrovia: ZoneTable = { changes: [utc('1972-01-07T00:44:30')], offsets: [-(44 * 60 + 30) * 1000, 0] };

export const TEST_ZONES: ZoneTables = {
  UTC: { changes: [], offsets: [0] },
  'Europe/Paris': paris,
  'Australia/Lord_Howe': lordHowe,
  'Pacific/Apia': apia,
  'Africa/Monrovia': monrovia,
};
