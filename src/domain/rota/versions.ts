/** Changes a rota without changing its past. */
import type { ZoneTable } from '#domain/time/zone';
import { formatInstant } from '#domain/time/zone';
import { endInstant, startInstant } from '#domain/rota/resolution/compile';
import type { AnyRota, Override, Rota, VersionedRota } from '#domain/rota/model';
import { versionsOf } from '#domain/rota/model';

/**
 * Adds a saved version, which takes effect at `from` but never before `now`. A version saved for the same instant is
 * replaced; later ones stay.
 */
export function withVersion(history: AnyRota, rota: Rota, from: number, now: number): VersionedRota {
  const holdsFrom = Math.max(from, now);
  const others = versionsOf(history).filter((version) => version.from !== holdsFrom);
  const versions = [...others, { from: holdsFrom, rota }].sort(
    (a, b) => (a.from ?? -Infinity) - (b.from ?? -Infinity) || 0,
  );
  return { versions };
}

/**
 * The saved states that take effect, in order of saving. A planned state that was replaced before its time never does.
 */
export function inForce<Saved extends { from: number | null }>(saved: readonly Saved[]): Saved[] {
  return saved.filter(
    (one, index) => !saved.slice(index + 1).some((later) => (later.from ?? -Infinity) <= (one.from ?? -Infinity)),
  );
}

/**
 * The remains of an override that is deleted now: nothing if it has not begun (null), else its past, since who was on
 * call stays as it was.
 * @param zone the rota's
 */
export function endedNow(override: Override, zone: ZoneTable, now: number): Override | null {
  if (startInstant(override.start, zone) >= now) {
    return null;
  }
  return endInstant(override.end, zone) <= now ? override : { ...override, end: formatInstant(zone, now) };
}

/** Lets an override made now take effect no earlier than now. null if it would be over already. */
export function notBefore(override: Override, zone: ZoneTable, now: number): Override | null {
  if (endInstant(override.end, zone) <= now) {
    return null;
  }
  return startInstant(override.start, zone) >= now ? override : { ...override, start: formatInstant(zone, now) };
}
