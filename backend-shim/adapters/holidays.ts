/**
 * Lists public holidays from `date-holidays` (type *public*) by date. The library and its data load at the first
 * question; a region's list covers all years that rotas may use, since a rotation that counts workdays counts them from
 * its start.
 */
import { createRequire } from 'node:module';
import { setImmediate as breathe } from 'node:timers/promises';
import type HolidayLibrary from 'date-holidays';
import { KNOWN_REGIONS } from './regions/known-regions.ts';

type Library = typeof HolidayLibrary;
type Holiday = ReturnType<HolidayLibrary['getHolidays']>[number];

const FIRST_YEAR = 1970;
const LAST_YEAR = 2100;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let library: Library | null = null;
const lists = new Map<string, Promise<readonly string[]>>();

const load = createRequire(import.meta.url);

/** What the library consists of, from what needs nothing else: all at once would take as long as a page may wait. */
const PIECES = [
  'moment-timezone',
  './vsop87Bearth.cjs',
  './Julian.cjs',
  './Chinese.cjs',
  './BengaliRevised.cjs',
  './Hebrew.cjs',
  './DateFn.cjs',
];

/** In pieces, between which everything else goes on. */
async function holidayLibrary(): Promise<Library> {
  if (library === null) {
    const main = createRequire(load.resolve('date-holidays'));
    const parser = createRequire(main.resolve('date-holidays-parser'));
    for (const piece of PIECES) {
      parser(piece);
      await breathe();
    }
    main('date-holidays-parser');
    await breathe();
    main('./data.cjs');
    await breathe();
    library = load('date-holidays') as Library;
  }
  return library;
}

export function isKnownRegion(region: string): boolean {
  return KNOWN_REGIONS.has(region);
}

/** Regions for a picker, with their names: countries of the world, states of a country, or regions of a state. */
export async function regionsWithin(
  region: string | null,
  language: string,
): Promise<{ region: string; name: string }[]> {
  const book = new (await holidayLibrary())();
  const [country, state] = (region ?? '').split('-');
  const names = region === null ? book.getCountries(language) : book.query(country, state, language);
  return Object.entries(names ?? {}).map(([code, name]) => ({
    region: region === null ? code : `${region}-${code}`,
    name,
  }));
}

/**
 * The public holidays 1970–2100 of each known region, and the unknown regions. A region's list is the same object each
 * time, since it keys caches. Some regions (HK, CN) follow the moon and take seconds the first time, without blocking
 * other work.
 */
export async function holidaysFor(
  regions: Iterable<string>,
): Promise<{ holidays: Record<string, readonly string[]>; unknown: string[] }> {
  const holidays: Record<string, readonly string[]> = {};
  const unknown: string[] = [];
  for (const region of new Set(regions)) {
    const list = lists.get(region) ?? startList(region);
    if (list === null) {
      unknown.push(region);
    } else {
      holidays[region] = await list;
    }
  }
  return { holidays, unknown };
}

function startList(region: string): Promise<readonly string[]> | null {
  if (!isKnownRegion(region)) {
    return null;
  }
  const list = makeList(region);
  lists.set(region, list);
  return list;
}

async function makeList(region: string): Promise<readonly string[]> {
  const [country, state, part] = region.split('-') as [string, string, string];
  const book = new (await holidayLibrary())(country, state, part, { types: ['public'] });
  const dates = new Set<string>();
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    for (const date of book.getHolidays(year).flatMap(wholeDays)) {
      dates.add(date);
    }
    await breathe();
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
