/** Decides when the weekly letter about a rota goes out, and whether anything in it needs attention. */
import { DAY, HOUR } from '#domain/time/duration';
import { dateOf, mondayOf } from '#domain/time/calendar';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, latestLocal } from '#domain/time/zone';
import type { HealthFinding, FindingKind } from '#domain/rota/health/model';
import type { Rota } from '#domain/rota/model';

/** How far ahead the letter looks. */
export const DIGEST_AHEAD = 28 * DAY;
const AT = 9 * HOUR;

/** The latest Monday, 09:00, by the rota's wall clock. */
export function latestDigest(zone: ZoneTable, now: number): number {
  const today = dateOf(latestLocal(zone, now));
  const monday = mondayOf(today);
  const slot = firstInstant(zone, monday * DAY + AT);
  return slot <= now ? slot : firstInstant(zone, (monday - 7) * DAY + AT);
}

/**
 * Findings because of which a page could reach nobody, or the wrong person; other findings are for people who look at
 * the rota.
 */
const PRESSING: ReadonlySet<FindingKind> = new Set([
  'gap',
  'conflict',
  'unreachable',
  'disabled',
  'neverOnCall',
  'calendarStale',
  'calendarUnmatched',
  'frozenEnd',
]);

/** Findings that the owners should act on, in order of time. */
export function toDo(rota: Rota, findings: readonly HealthFinding[]): HealthFinding[] {
  const hoursOnly =
    rota.expected === undefined &&
    rota.layers.length > 0 &&
    rota.layers.every(({ restrictions }) => (restrictions ?? []).length > 0);
  // A rota of office hours leaves its nights open on purpose; a person who is missing is never on purpose.
  return findings.filter(
    ({ kind, users }) => PRESSING.has(kind) && !(kind === 'gap' && hoursOnly && users.length === 0),
  );
}
