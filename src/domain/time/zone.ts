/**
 * Holds time zones as tables of offset changes, and converts a wall clock to an instant. The machine's own zone data is
 * never used here: the sidecar makes the tables and serves them, so browser and sidecar cannot disagree.
 */
import { DAY, HOUR, MINUTE } from '#domain/time/duration';
import type { LocalDateTime } from '#domain/time/calendar';
import { formatLocal } from '#domain/time/local';

export type { LocalDateTime } from '#domain/time/calendar';
export { formatLocal, parseTime } from '#domain/time/local';

/** JSON. Covers 1970–2100; the first and the last offset count as valid for ever. */
export interface ZoneTable {
  /** Instants (epoch ms), ascending, at which the offset changes. */
  readonly changes: readonly number[];
  /** Milliseconds east of UTC: `offsets[i]` applies before `changes[i]`, the remaining one after the last. */
  readonly offsets: readonly number[];
}

/** Tables by IANA name, as written in rotas. */
export type ZoneTables = Readonly<Record<string, ZoneTable>>;

/** No offset of any zone since 1970 is larger than this. */
const LARGEST_OFFSET = 16 * HOUR;

/** Throws if the table was not supplied: the caller must load the zones that `zonesOf` names first. */
export function zoneTable(zones: ZoneTables, name: string): ZoneTable {
  const table = zones[name];
  if (table === undefined) {
    throw new RangeError(`No offset table for time zone "${name}"`);
  }
  return table;
}

/** The number of changes at or before the instant, which is the index of the offset. */
function indexAt(zone: ZoneTable, instant: number): number {
  let low = 0;
  let high = zone.changes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((zone.changes[middle] as number) <= instant) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

export function offsetAt(zone: ZoneTable, instant: number): number {
  return zone.offsets[indexAt(zone, instant)] as number;
}

/** The next instant at which the offset changes; Infinity: it stays. */
export function nextChange(zone: ZoneTable, instant: number): number {
  return zone.changes[indexAt(zone, instant)] ?? Infinity;
}

/** The wall clock at an instant. */
export function toLocal(zone: ZoneTable, instant: number): LocalDateTime {
  return instant + offsetAt(zone, instant);
}

/**
 * The instant of a wall-clock time that *starts* something, or is a handoff. A time that does not exist becomes the
 * first instant after the gap; a repeated one is its first occurrence. So it is the earliest instant at which the wall
 * shows this time or a later one.
 */
export function firstInstant(zone: ZoneTable, local: LocalDateTime): number {
  const { changes, offsets } = zone;
  let i = indexAt(zone, local - LARGEST_OFFSET);
  while (i < changes.length && (changes[i] as number) + (offsets[i] as number) <= local) {
    i++;
  }
  const instant = local - (offsets[i] as number);
  return i === 0 ? instant : Math.max(changes[i - 1] as number, instant);
}

/**
 * The instant of a wall-clock time that *ends* something. A time that does not exist becomes the first instant after
 * the gap; a repeated one is its last occurrence.
 */
export function lastInstant(zone: ZoneTable, local: LocalDateTime): number {
  const { changes, offsets } = zone;
  let i = indexAt(zone, local + LARGEST_OFFSET);
  while (i > 0 && (changes[i - 1] as number) + (offsets[i] as number) > local) {
    i--;
  }
  const instant = local - (offsets[i] as number);
  return i === changes.length ? instant : Math.min(changes[i] as number, instant);
}

/**
 * The latest time that the wall has shown until now: `toLocal`, except in a repeated hour. A handoff at wall-clock time
 * `x` has happened exactly if `x <= latestLocal(now)`, which saves a search.
 */
export function latestLocal(zone: ZoneTable, instant: number): LocalDateTime {
  const { changes, offsets } = zone;
  let i = indexAt(zone, instant);
  let latest = instant + (offsets[i] as number);
  while (i > 0 && (changes[i - 1] as number) > instant - 2 * DAY) {
    latest = Math.max(latest, (changes[i - 1] as number) + (offsets[i - 1] as number) - 1);
    i--;
  }
  return latest;
}

/** Whether a change lies in `(from, to]`. */
export function changesWithin(zone: ZoneTable, from: number, to: number): boolean {
  return indexAt(zone, from) !== indexAt(zone, to);
}

/** Restricts the table to a range, for sending. Conversions within the range give the same results. */
export function clippedZone({ changes, offsets }: ZoneTable, from: number, to: number): ZoneTable {
  const first = changes.findIndex((change) => change > from - 2 * DAY);
  const begin = first === -1 ? changes.length : first;
  const kept = changes.slice(begin).filter((change) => change < to + 2 * DAY);
  return { changes: kept, offsets: offsets.slice(begin, begin + kept.length + 1) };
}

/** ISO 8601 with the offset that holds in the zone: `2026-10-25T02:30+01:00`. */
export function formatInstant(zone: ZoneTable, instant: number): string {
  const offset = offsetAt(zone, instant);
  const size = Math.abs(offset);
  const minutes = Math.floor((size % HOUR) / MINUTE);
  if (size % MINUTE !== 0) {
    return `${formatLocal(instant)}Z`;
  }
  const digits = [Math.floor(size / HOUR), minutes].map((part) => String(part).padStart(2, '0')).join(':');
  return `${formatLocal(instant + offset)}${offset < 0 ? '-' : '+'}${digits}`;
}
