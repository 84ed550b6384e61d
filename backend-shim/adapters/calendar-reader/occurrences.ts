/** Expands events into occurrences within a stretch of time. */
import type { Span } from '#domain/time/span';
import { firstInstant, lastInstant, toLocal } from '#domain/time/zone';
import { DAY } from '#domain/time/duration';
import type { CalendarEvent, EventLength, NamedPeople } from './event.ts';
import { onWall } from './event.ts';
import { recurrences } from './recurrence.ts';
import type { WallTime } from './times.ts';

export interface EventOccurrence extends Span {
  people: NamedPeople;
}

/** A series with its replaced occurrences; where the series itself is missing, only these. */
export interface EventSeries {
  master: CalendarEvent | null;
  changes: readonly CalendarEvent[];
}

/** Groups events by UID. A later revision of an event replaces the earlier one. */
export function seriesOf(events: readonly CalendarEvent[]): EventSeries[] {
  const byUid = new Map<string, CalendarEvent[]>();
  events.forEach((event, i) => {
    const key = event.uid === '' ? `without uid ${i}` : event.uid;
    const same = byUid.get(key) ?? [];
    byUid.set(key, same);
    same.push(event);
  });
  return [...byUid.values()].flatMap((same) => {
    const masters = latest(same.filter(({ replaces }) => replaces === null));
    const changes = same.filter(({ replaces }) => replaces !== null);
    const [master = null, ...others] = masters;
    // Two events with the same UID and revision are the mistake of a careless program; both count.
    return [
      { master, changes: latestChanges(changes, master) },
      ...others.map((other) => ({ master: other, changes: [] })),
    ];
  });
}

function latest(events: readonly CalendarEvent[]): CalendarEvent[] {
  const newest = Math.max(0, ...events.map(({ sequence }) => sequence));
  return events.filter(({ sequence }) => sequence === newest);
}

function latestChanges(changes: readonly CalendarEvent[], master: CalendarEvent | null): CalendarEvent[] {
  const byKey = new Map<number, CalendarEvent>();
  for (const change of changes) {
    const key = keyOf(change, master);
    const other = byKey.get(key);
    if (other === undefined || other.sequence <= change.sequence) {
      byKey.set(key, change);
    }
  }
  return [...byKey.values()];
}

function keyOf({ replaces, start }: CalendarEvent, master: CalendarEvent | null): number {
  return onWall(replaces ?? start, master?.start ?? start);
}

/** @returns occurrences that begin in `[from, to)` or are under way at `from`; null: a rule cannot be expanded */
export function occurrencesOf({ master, changes }: EventSeries, from: number, to: number): EventOccurrence[] | null {
  const single = changes.filter(({ cancelled }) => !cancelled).map((change) => occurrence(change, change.start.local));
  const within = ({ start, end }: Span): boolean => start < to && end > from && start < end;
  if (master === null || master.cancelled) {
    return (master === null ? single : []).filter(within);
  }
  const starts = startsOf(master, from, to);
  if (starts === null) {
    return null;
  }
  const replaced = new Set(changes.map((change) => keyOf(change, master)));
  const shifts = changes
    .filter(({ andFuture, cancelled }) => andFuture && !cancelled)
    .sort((a, b) => keyOf(a, master) - keyOf(b, master));
  const ends = Math.min(
    Infinity,
    ...changes.filter(({ andFuture, cancelled }) => andFuture && cancelled).map((change) => keyOf(change, master)),
  );
  const usual = starts
    .filter((local) => !replaced.has(local) && local < ends)
    .map((local) => {
      const changed = shifts.findLast((change) => keyOf(change, master) < local);
      return changed === undefined
        ? occurrence(master, local)
        : occurrence(changed, changed.start.local + local - keyOf(changed, master));
    });
  return [...usual, ...single].filter(within);
}

/** Zones differ from UTC by a day at most; a replaced occurrence may lie elsewhere, but not far away. */
const MARGIN = 2 * DAY;

function startsOf(master: CalendarEvent, from: number, to: number): number[] | null {
  const { start, rules, extra, left, length } = master;
  const [first, last] = [from - length.nominal - length.exact - MARGIN, to + MARGIN];
  const series = {
    start: start.local,
    wholeDay: start.wholeDay,
    wallOf: (instant: number) => toLocal(start.zone, instant),
  };
  const repeated = rules.map((rule) => recurrences(rule, series, first, last));
  if (repeated.some((locals) => locals === null)) {
    return null;
  }
  const all = new Set([
    ...(rules.length === 0 ? [start.local] : []),
    ...repeated.flatMap((locals) => locals ?? []),
    ...extra,
  ]);
  return [...all].filter((local) => !left.has(local) && local >= first && local < last).sort((a, b) => a - b);
}

function occurrence({ people, start, length }: CalendarEvent, local: number): EventOccurrence {
  return { people, start: firstInstant(start.zone, local), end: endOf(start, local, length) };
}

function endOf({ zone }: WallTime, local: number, { nominal, exact }: EventLength): number {
  return exact > 0 ? firstInstant(zone, local + nominal) + exact : lastInstant(zone, local + nominal);
}
