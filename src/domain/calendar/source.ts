/** A **calendar** is kept elsewhere; the people in its events are on call in a layer, or absent. */
import type { AbsenceKind } from '#domain/rota/model';

export interface CalendarSource {
  id: string;
  name: string;
  team: string | null;
  /** Plain in memory, encrypted at rest: anyone with the URL can read the calendar. */
  url: string;
  /** ms between two fetches. */
  refresh: number;
  /** ms without a successful fetch after which the known events count as stale. */
  staleAfter: number;
  /** IANA zone of whole days and of times without one; null for the calendar's own, else UTC. */
  timeZone: string | null;
  /** Names in events (in the title, or a mail address) → login. */
  people: Readonly<Record<string, string>>;
  /** The kind of absence that its events are; null if they are shifts for layers. */
  absences: AbsenceKind | null;
}

/** How current the events of a calendar are at some instant. */
export interface CalendarFreshness {
  id: string;
  name: string;
  /** When the events were last confirmed; null for never. */
  knownAt: number | null;
  staleAfter: number;
  /** Why the last fetch failed; null if it succeeded, or there was none. */
  failure: string | null;
  /** Coming events that name no known person. */
  unmatched: readonly { start: number; end: number }[];
}

/** True also for a calendar that was never read. */
export function isStale(
  { knownAt, staleAfter }: Pick<CalendarFreshness, 'knownAt' | 'staleAfter'>,
  now: number,
): boolean {
  return knownAt === null || now - knownAt > staleAfter;
}
