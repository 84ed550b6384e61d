/**
 * Computes public holidays with `date-holidays` (type *public*), by date. The library and its data load at the first
 * question. A region takes from 0.1 s to seconds, so a thread beside paging runs this (`holiday-worker.ts`).
 */
import { createRequire } from 'node:module';
import type HolidayLibrary from 'date-holidays';

type Library = typeof HolidayLibrary;
type Holiday = ReturnType<HolidayLibrary['getHolidays']>[number];

const FIRST_YEAR = 1970;
const LAST_YEAR = 2100;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let library: Library | null = null;

const load = createRequire(import.meta.url);

function holidayLibrary(): Library {
  return (library ??= load('date-holidays') as Library);
}

/** Regions for a picker, with their names: countries of the world, states of a country, or regions of a state. */
export function regionsWithin(region: string | null, language: string): { region: string; name: string }[] {
  const book = new (holidayLibrary())();
  const [country, state] = (region ?? '').split('-');
  const names = region === null ? book.getCountries(language) : book.query(country, state, language);
  return Object.entries(names ?? {}).map(([code, name]) => ({
    region: region === null ? code : `${region}-${code}`,
    name,
  }));
}

/** The public holidays of a region from 1970 to 2100, in order: a rotation that counts workdays counts from its start. */
export function holidayDates(region: string): readonly string[] {
  const [country, state, part] = region.split('-') as [string, string, string];
  const book = new (holidayLibrary())(country, state, part, { types: ['public'] });
  const dates = new Set<string>();
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    for (const date of book.getHolidays(year).flatMap(wholeDays)) {
      dates.add(date);
    }
  }
  return [...dates].sort();
}

/**
 * The days that are wholly a holiday: half a holiday (the afternoon of 24 December) leaves the day a workday; a long
 * one yields several dates.
 */
function wholeDays({ date, start, end }: Holiday): string[] {
  if (!date.slice(10).startsWith(' 00:00:00')) {
    return [];
  }
  // One more hour, since the day of a spring change has 23.
  const days = Math.floor((end.getTime() - start.getTime() + HOUR) / DAY);
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  return Array.from({ length: days }, (_, i) => new Date(first + i * DAY).toISOString().slice(0, 10));
}
