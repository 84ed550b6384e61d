/** Covers for people: finds the shifts that an absence leaves uncovered, and takes over a shift at once. */
import { DAY } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import { formatInstant, zoneTable } from '#domain/time/zone';
import { dutiesOf } from '#domain/rota/duties';
import type { Absence, AnyRota, Override, RotaFacts } from '#domain/rota/model';
import { resolve, versionAt } from '#domain/rota/resolve';

/**
 * Limits the search of a leave without an end, which would offer shifts for decades. The rest of a longer absence is
 * searched later.
 */
export const COVERED_AHEAD = 366 * DAY;

/**
 * The windows in which a person is on call in spite of an absence, which can be offered for swap. The absence must be
 * among the facts, since nothing is left where the rota finds stand-ins by itself. Covers the first year of a very long
 * absence.
 */
export function coverNeeded(
  rota: AnyRota,
  facts: RotaFacts,
  { user, start, end }: Pick<Absence, 'user' | 'start' | 'end'>,
): readonly Span[] {
  return dutiesOf(resolve(rota, facts, start, Math.min(end, start + COVERED_AHEAD))).get(user) ?? [];
}

/** A shift without an end in sight is taken over for this long. */
const TAKEN_AT_MOST = 7 * DAY;

export interface ShiftTakeover {
  /** Id of the override. */
  id: string;
  /** The person on call who is relieved. */
  user: string;
  by: string;
}

/**
 * "I take this shift now": the override by which `by` replaces `user` until the running shift ends. null: `user` is not
 * on call, or is the same person.
 */
export function takeOver(
  rota: AnyRota,
  facts: RotaFacts,
  { id, user, by }: ShiftTakeover,
  now: number,
): Override | null {
  const shift = dutiesOf(resolve(rota, facts, now, now + TAKEN_AT_MOST)).get(user)?.[0];
  const state = versionAt(rota, now);
  if (shift === undefined || shift.start > now || user === by || state === null) {
    return null;
  }
  const zone = zoneTable(facts.zones, state.timeZone);
  return {
    id,
    layer: null,
    start: formatInstant(zone, now),
    end: formatInstant(zone, shift.end),
    change: { kind: 'replace', user, with: by },
    origin: { kind: 'person', by },
    createdAt: now,
  };
}
