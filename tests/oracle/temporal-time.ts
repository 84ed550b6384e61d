/** Converts wall clocks and instants by way of Temporal, independently of the product's own code. */
import { Temporal } from 'temporal-polyfill';

export type Wall = Temporal.PlainDateTime;

const known = new Map<string, number>();

function remember(key: string, make: () => number): number {
  let value = known.get(key);
  if (value === undefined) {
    if (known.size > 200_000) {
      known.clear();
    }
    value = make();
    known.set(key, value);
  }
  return value;
}

/** A wall-clock time that starts something: its first occurrence, or the first instant after the gap. */
export function startOf(wall: Wall, zone: string): number {
  return remember(`<${zone}${wall.toString()}`, () => pick(wall, zone, 'earlier'));
}

/** A wall-clock time that ends something: its last occurrence, or the first instant after the gap. */
export function endOf(wall: Wall, zone: string): number {
  return remember(`>${zone}${wall.toString()}`, () => pick(wall, zone, 'later'));
}

function pick(wall: Wall, zone: string, disambiguation: 'earlier' | 'later'): number {
  const found = wall.toZonedDateTime(zone, { disambiguation });
  return found.toPlainDateTime().equals(wall) ? found.epochMilliseconds : afterGap(wall, zone);
}

/** Found by halving: before the gap the wall shows an earlier time than asked for, after it a later one. */
function afterGap(wall: Wall, zone: string): number {
  let low = wall.toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds;
  let high = wall.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (Temporal.PlainDateTime.compare(wallAt(middle, zone), wall) < 0) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
}

export function wallAt(instant: number, zone: string): Wall {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDateTime();
}

export function wall(text: string): Wall {
  return Temporal.PlainDateTime.from(text);
}

/** Times as people write them: with `Z` or an offset an instant, else a wall clock. */
export function writtenStart(text: string, zone: string): number {
  return hasOffset(text) ? Temporal.Instant.from(text).epochMilliseconds : startOf(wall(text), zone);
}

export function writtenEnd(text: string, zone: string): number {
  return hasOffset(text) ? Temporal.Instant.from(text).epochMilliseconds : endOf(wall(text), zone);
}

function hasOffset(text: string): boolean {
  return /(Z|[+-]\d\d:\d\d)$/.test(text);
}
