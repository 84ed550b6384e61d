/** Claims due calendars, and stores the results of fetching them. */
import type { CalendarFailure } from '#contract/rotas/calendar';
import { afterReading, sameEntries } from '#domain/calendar/known';
import { entriesOf, mapped, matcherFor } from '#domain/calendar/mapping';
import type { SaidGroup } from '#domain/calendar/mapping';
import { DAY, MINUTE } from '#domain/time/duration';
import type { OutsideCalendar } from '../../ports/directory.ts';
import type { IgnoredEvent } from '../../ports/calendar-reader.ts';
import { isDamaged, lockCalendarStates, newCalendarState, saveCalendarState } from '../../store/duties/calendars.ts';
import type { CalendarState } from '../../store/duties/calendars.ts';
import { writeEvents } from '../../store/events.ts';
import { bumpRevision } from '../../store/revision.ts';
import { rotasOfCalendar } from '../../store/duties/rota-news.ts';
import { clearTimers, dueTimers, setTimers } from '../../store/timers.ts';
import type { Work } from '../../store/work.ts';

/** A claim expires if its sidecar dies. It lasts longer than a fetch may take, so it is not renewed. */
export const FETCH_LEASE = 3 * MINUTE;
/** After a failure a calendar is fetched sooner. */
const RETRY_AFTER = 5 * MINUTE;
/** An unchanged calendar is still read whole once a day, to expand its series further ahead. */
const WHOLE_EVERY = DAY;

/** One claimed fetch of a calendar. */
export interface CalendarFetch {
  /** Stored with the calendar's state: only the fetch with this id may settle. */
  id: string;
  /** Epoch ms of the claim. */
  at: number;
  calendar: OutsideCalendar;
  /** The ETag of the last answer; null: read the calendar whole. */
  etag: string | null;
  lastModified: string | null;
}

export type FetchResult =
  | { kind: 'same' }
  | {
      kind: 'read';
      groups: SaidGroup[];
      ignored: IgnoredEvent[];
      knownUntil: number;
      etag: string | null;
      lastModified: string | null;
    }
  | { kind: 'failed'; reason: CalendarFailure; detail: string };

export async function claimFetches(work: Work, free: number): Promise<CalendarFetch[]> {
  const due = await dueTimers(work, 'calendar', free);
  const states = await lockCalendarStates(
    work,
    due.map(({ subject }) => subject),
  );
  const fetches: CalendarFetch[] = [];
  for (const { subject } of due) {
    const calendar = work.directory.calendars.get(subject);
    if (calendar === undefined) {
      await clearTimers(work, 'calendar', [subject]);
    } else {
      const state = states.get(subject) ?? newCalendarState(subject, work.now);
      const id = work.ids.next();
      await saveCalendarState(work, { ...state, version: calendar.version, look: id });
      await next(work, subject, FETCH_LEASE);
      fetches.push({ id, at: work.now, calendar, ...validators(state, calendar, work.now) });
    }
  }
  return fetches;
}

function validators(
  state: CalendarState,
  calendar: OutsideCalendar,
  now: number,
): Pick<CalendarFetch, 'etag' | 'lastModified'> {
  const isUsable =
    state.version === calendar.version &&
    state.failure === null &&
    state.whole_at !== null &&
    now - state.whole_at < WHOLE_EVERY &&
    now >= state.whole_at;
  return isUsable ? { etag: state.etag, lastModified: state.last_modified } : { etag: null, lastModified: null };
}

function next(work: Work, calendar: string, wait: number): Promise<void> {
  return setTimers(work, [{ kind: 'calendar', subject: calendar, due_at: work.now + wait, rank: 0, attempt: 0 }]);
}

/**
 * A failed fetch leaves the known events as they are. Writes only if this process still holds the claim.
 * @returns whether this failure is new, or differs from the previous one
 */
export async function settleFetch(work: Work, { id, calendar }: CalendarFetch, found: FetchResult): Promise<boolean> {
  const state = (await lockCalendarStates(work, [calendar.id])).get(calendar.id);
  const current = work.directory.calendars.get(calendar.id);
  if (state === undefined || state.look !== id || current === undefined) {
    return false;
  }
  const looked = { ...state, look: null, looked_at: work.now };
  // The calendar changed during the fetch: the result belongs to another address.
  await next(
    work,
    calendar.id,
    current.version === calendar.version
      ? found.kind === 'failed'
        ? Math.min(RETRY_AFTER, calendar.refresh)
        : calendar.refresh
      : 0,
  );
  switch (found.kind) {
    case 'failed':
      await saveCalendarState(work, { ...looked, failure: found.reason, failure_detail: found.detail });
      await show(work, current);
      return state.failure !== found.reason;
    case 'same':
      await saveCalendarState(work, { ...looked, known_at: work.now, failure: null, failure_detail: null });
      await show(work, state.failure === null ? null : current);
      return false;
    case 'read':
      await saveRead(work, looked, current, found);
      await show(work, current);
      return false;
  }
}

/**
 * Refreshes open pages.
 * @param calendar null: nothing changed
 */
async function show(work: Work, calendar: OutsideCalendar | null): Promise<void> {
  await writeEvents(work, 'rota', calendar === null ? [] : rotasOfCalendar(work.directory, calendar));
}

async function saveRead(
  work: Work,
  state: CalendarState,
  calendar: OutsideCalendar,
  found: Extract<FetchResult, { kind: 'read' }>,
): Promise<void> {
  const read = entriesOf(
    mapped(found.groups, matcherFor(calendar, work.directory.responders.values())),
    calendar.absences,
  );
  const entries = afterReading(state.entries, read, work.now, state.known_at === null);
  await saveCalendarState(work, {
    ...state,
    known_at: work.now,
    whole_at: work.now,
    known_until: found.knownUntil,
    failure: null,
    failure_detail: null,
    etag: found.etag,
    last_modified: found.lastModified,
    said: recentlyReported(found.groups, work.now),
    ignored: found.ignored,
    entries,
  });
  // The calendar can be read again: pages and other sidecars are told.
  if (isDamaged(state) || !sameEntries(state.entries, entries)) {
    await bumpRevision(work);
  }
}

export function recentlyReported(groups: readonly SaidGroup[], now: number): SaidGroup[] {
  return groups
    .map((group) => ({ ...group, spans: group.spans.filter(({ end }) => end > now) }))
    .filter(({ spans }) => spans.length > 0);
}
