/** Keeps what a calendar said over time, since many calendars show only the weeks around today. */
import type { AbsenceKind, CalendarShift } from '#domain/rota/model';

/** A shift, or an absence of the kind. */
export interface CalendarEntry extends CalendarShift {
  absence: AbsenceKind | null;
}

export type ReadEntry = Omit<CalendarEntry, 'knownAt'>;

/**
 * Merges a reading at `now` with what is known: the past stays as it was known, and from now on the calendar counts. So
 * events that a calendar drops stay, and events that it adds late do not change the past. The first reading takes over
 * the calendar's own past.
 */
export function afterReading(
  known: readonly CalendarEntry[],
  read: readonly ReadEntry[],
  now: number,
  isFirst: boolean,
): CalendarEntry[] {
  const running = new Map<string, CalendarEntry>();
  const past = known.flatMap((entry): CalendarEntry[] => {
    if (entry.start >= now) {
      return [];
    }
    const begun = { ...entry, end: Math.min(entry.end, now) };
    if (entry.end > now) {
      running.set(keyOf(entry), begun);
    }
    return [begun];
  });
  const later: CalendarEntry[] = [];
  for (const entry of read) {
    const from = isFirst ? entry.start : Math.max(entry.start, now);
    const before = from === now && entry.start < now ? running.get(keyOf(entry)) : undefined;
    if (before !== undefined) {
      before.end = Math.max(before.end, entry.end);
    } else if (from < entry.end) {
      later.push({ user: entry.user, start: from, end: entry.end, absence: entry.absence, knownAt: now });
    }
  }
  return withKnown([...past, ...later].sort(inOrder), known);
}

/** An entry under way at the last reading and now is still the same entry. */
function keyOf({ user, absence }: ReadEntry): string {
  return `${absence} ${user}`;
}

function inOrder(a: CalendarEntry, b: CalendarEntry): number {
  return a.start - b.start || a.end - b.end || (a.user < b.user ? -1 : Number(a.user > b.user));
}

/** Entries that were known already keep the time of their first reading. */
function withKnown(entries: readonly CalendarEntry[], known: readonly CalendarEntry[]): CalendarEntry[] {
  const key = ({ user, start, end, absence }: CalendarEntry): string => `${start} ${end} ${absence} ${user}`;
  const before = new Map(known.map((entry) => [key(entry), entry]));
  return entries.map((entry) => before.get(key(entry)) ?? entry);
}

/** Whether both lists mean the same for everybody. */
export function sameEntries(a: readonly CalendarEntry[], b: readonly CalendarEntry[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, i) => {
      const other = b[i] as CalendarEntry;
      return (
        one.user === other.user &&
        one.start === other.start &&
        one.end === other.end &&
        one.absence === other.absence &&
        one.knownAt === other.knownAt
      );
    })
  );
}
