/**
 * Builds offset tables from the runtime's time-zone data (ICU), which nothing else reads. The browser receives these
 * tables from the sidecar.
 */
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { ZoneTable } from '#domain/time/zone';

/** A little more than the years 1970–2100 that rotas may use. */
const FIRST = Date.UTC(1969, 11, 1);
const LAST = Date.UTC(2101, 1, 1);
/** Less than the shortest time between two changes, which is one hour less than a week (America/Boa_Vista, October 2000). */
const STRIDE = 6.5 * 86_400_000;
const SECOND = 1000;

/** ICU also accepts `+01:00`; a rota needs the name of a place, or UTC. */
const IANA_NAME = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;

/** UTC needs no data, and a sidecar without people asks for no other zone: loading ICU's data takes 8 MB and a tenth of the start. */
const tables = new Map<string, ZoneTable>([['UTC', { changes: [], offsets: [0] }]]);
/** A query to ICU takes 0.1 ms, and every person in the files has a zone. There are some 600 names. */
const known = new Set<string>(['UTC']);

export function isKnownZone(name: string): boolean {
  const isKnown = known.has(name) || clockIn(name) !== null;
  if (isKnown) {
    known.add(name);
  }
  return isKnown;
}

/** @returns null: the runtime does not know the zone. The same object each time, since it keys caches. */
export function zoneTableOf(name: string): ZoneTable | null {
  const built = tables.get(name);
  if (built !== undefined) {
    return built;
  }
  const clock = clockIn(name);
  if (clock === null) {
    return null;
  }
  const table = buildTable(clock);
  tables.set(name, table);
  return table;
}

/** ms that are looked at without a pause: a few milliseconds of work, also the first time. */
const PIECE = 6 * 365 * 86_400_000;

const beingBuilt = new Map<string, Promise<ZoneTable>>();
let last: Promise<unknown> = Promise.resolve();

/**
 * The same in pieces, between which everything else goes on. One table is built at a time, and once: of 200 requests for a new
 * zone, each would do a piece in every turn of the event loop.
 */
async function zoneTableInPieces(name: string): Promise<ZoneTable | null> {
  const known = tables.get(name) ?? beingBuilt.get(name);
  if (known !== undefined) {
    return known;
  }
  const clock = clockIn(name);
  if (clock === null) {
    return null;
  }
  const building = last.then(() => built(name, clock)).finally(() => beingBuilt.delete(name));
  beingBuilt.set(name, building);
  last = building.catch(() => undefined);
  return building;
}

/** ms that others worked for in one turn: then they have as long as a piece takes. A file of calendars may name 400 zones. */
const OTHERS_WORK = 1;
const PAUSE = 4;

async function giveWay(): Promise<void> {
  const began = performance.now();
  await nextTurn();
  if (performance.now() - began > OTHERS_WORK) {
    await pause(PAUSE);
  }
}

async function built(name: string, clock: Intl.DateTimeFormat): Promise<ZoneTable> {
  const table: Mutable = { changes: [], offsets: [offsetOf(clock, FIRST)] };
  for (let from = FIRST; from < LAST; from = lookThrough(table, clock, from, from + PIECE)) {
    await giveWay();
  }
  // `zoneTableOf` may have been faster.
  const kept = tables.get(name) ?? table;
  tables.set(name, kept);
  return kept;
}

/** Tables for all known names, and the unknown names. */
export async function zonesFor(
  names: Iterable<string>,
): Promise<{ zones: Record<string, ZoneTable>; unknown: string[] }> {
  const zones: Record<string, ZoneTable> = {};
  const unknown: string[] = [];
  for (const name of new Set(names)) {
    const table = await zoneTableInPieces(name);
    if (table === null) {
      unknown.push(name);
    } else {
      zones[name] = table;
    }
  }
  return { zones, unknown };
}

function clockIn(name: string): Intl.DateTimeFormat | null {
  if (!IANA_NAME.test(name)) {
    return null;
  }
  try {
    // With the minute alone it writes in half the time that it takes with the date.
    return new Intl.DateTimeFormat('en-US', { timeZone: name, minute: 'numeric', timeZoneName: 'longOffset' });
  } catch (error) {
    if (error instanceof RangeError) {
      return null;
    }
    throw error;
  }
}

interface Mutable {
  changes: number[];
  offsets: number[];
}

function buildTable(clock: Intl.DateTimeFormat): ZoneTable {
  const table: Mutable = { changes: [], offsets: [offsetOf(clock, FIRST)] };
  lookThrough(table, clock, FIRST, LAST);
  return table;
}

/** @returns where it goes on */
function lookThrough({ changes, offsets }: Mutable, clock: Intl.DateTimeFormat, first: number, until: number): number {
  let [from, before] = [first, offsets.at(-1) as number];
  while (from < Math.min(until, LAST)) {
    const to = from + STRIDE;
    const after = offsetOf(clock, to);
    if (after !== before) {
      changes.push(changeBetween(clock, from, to, before));
      offsets.push(after);
    }
    [from, before] = [to, after];
  }
  return from;
}

/** The first second in `(from, to]` whose offset is not `before`. */
function changeBetween(clock: Intl.DateTimeFormat, from: number, to: number, before: number): number {
  let [low, high] = [from / SECOND, to / SECOND];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetOf(clock, middle * SECOND) === before) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high * SECOND;
}

const OFFSET = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/;

function offsetOf(clock: Intl.DateTimeFormat, instant: number): number {
  const match = OFFSET.exec(clock.format(instant));
  if (match === null) {
    throw new Error(`The runtime writes offsets in an unknown way: ${clock.format(instant)}`);
  }
  const seconds = Number(match[2] ?? 0) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0);
  return (match[1] === '-' ? -seconds : seconds) * SECOND;
}
