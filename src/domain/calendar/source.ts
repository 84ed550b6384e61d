/** A **calendar** is kept elsewhere; who is named in its events is on call in a layer, or absent. */
import type { AbsenceKind } from '#domain/rota/model';

export interface CalendarSource {
  id: string;
  name: string;
  team: string | null;
  /** Plain in memory, encrypted at rest: whoever has it can read the calendar. */
  url: string;
  /** ms between two looks. */
  refresh: number;
  /** ms without a good answer after which what is known counts as stale. */
  staleAfter: number;
  /** IANA; of whole days and of times without a zone. null: what the calendar says, else UTC. */
  timeZone: string | null;
  /** What stands in events (a name in the title, a mail address) → login. */
  people: Readonly<Record<string, string>>;
  /** Its events are absences of this kind; null: it is for layers. */
  absences: AbsenceKind | null;
}

/** How well a calendar is known, at some instant. */
export interface CalendarFreshness {
  id: string;
  name: string;
  /** When what is known was last confirmed; null: never. */
  knownAt: number | null;
  staleAfter: number;
  /** Why the last look failed; null: it did not, or there was none. */
  failure: string | null;
  /** Events to come that name nobody who is known here. */
  unmatched: readonly { start: number; end: number }[];
}

/** Also one that was never read. */
export function isStale(
  { knownAt, staleAfter }: Pick<CalendarFreshness, 'knownAt' | 'staleAfter'>,
  now: number,
): boolean {
  return knownAt === null || now - knownAt > staleAfter;
}
