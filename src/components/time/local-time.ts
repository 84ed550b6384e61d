/** Converts between instants and the wall-clock text of `datetime-local` fields. */
import { formatLocal, parseLocal } from '#domain/time/local';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, toLocal } from '#domain/time/zone';

/** `2026-01-05T09:00` */
export function localText(instant: number, zone: ZoneTable): string {
  return formatLocal(toLocal(zone, instant)).slice(0, 16);
}

/** Epoch ms; null if it is not (yet) a time. A time that the clock skips becomes the first instant after the gap. */
export function instantOf(text: string, zone: ZoneTable): number | null {
  const local = parseLocal(text);
  return local === null ? null : firstInstant(zone, local);
}
