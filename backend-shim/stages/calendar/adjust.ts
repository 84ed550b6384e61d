/** Brings stored calendars up to date with the configuration, after a start and after each change of calendars or people. */
import { afterReading, sameEntries } from '#domain/calendar/known';
import type { CalendarEntry } from '#domain/calendar/known';
import { entriesOf, mapped, matcherFor } from '#domain/calendar/mapping';
import type { OutsideCalendar } from '../../ports/directory.ts';
import {
  calendarsWithState,
  isDamaged,
  lockCalendarStates,
  newCalendarState,
  saveCalendarState,
  saveCalendarStates,
} from '../../store/duties/calendars.ts';
import type { CalendarState } from '../../store/duties/calendars.ts';
import { bumpRevision } from '../../store/revision.ts';
import { clearTimers, setDueNow } from '../../store/timers.ts';
import type { Work } from '../../store/work.ts';
import { recentlyReported } from './fetches.ts';
import { breatheIn } from '../../store/concurrency/in-portions.ts';

/** Increments the revision if on-call times change; the caller must then read the configuration again. */
export async function adjustCalendars(work: Work): Promise<void> {
  const { calendars } = work.directory;
  const names = new Set([...calendars.keys(), ...(await calendarsWithState(work.tx))]);
  const states = await lockCalendarStates(work, [...names]);
  const breathe = breatheIn(work.tx);
  const writes: CalendarWrites = { save: [], fetch: [], stop: [] };
  let changed = false;
  for (const name of [...names].sort()) {
    await breathe();
    const state = states.get(name) ?? newCalendarState(name, work.now);
    const calendar = calendars.get(name);
    const entries = calendar === undefined ? gone(work, state, writes) : wanted(work, state, calendar, writes);
    changed ||= !sameEntries(state.entries, entries);
  }
  await clearTimers(work, 'calendar', writes.stop);
  await saveCalendarStates(work, writes.save);
  await setDueNow(work, 'calendar', writes.fetch);
  if (changed) {
    await bumpRevision(work);
  }
}

/** Changes of thousands of calendars are written together: on a remote database each statement costs a round trip. */
interface CalendarWrites {
  save: CalendarState[];
  /** Ids of those that are fetched now. */
  fetch: string[];
  /** Ids of those that are not fetched any more. */
  stop: string[];
}

/** A deleted calendar names nobody from now on; its past stays. */
function gone(work: Work, state: CalendarState, writes: CalendarWrites): readonly CalendarEntry[] {
  if (state.version === 0) {
    return state.entries;
  }
  const entries = afterReading(state.entries, [], work.now, false);
  writes.stop.push(state.calendar);
  writes.save.push({
    ...state,
    version: 0,
    look: null,
    said: [],
    ignored: [],
    entries,
    etag: null,
    last_modified: null,
    failure: null,
    failure_detail: null,
  });
  return entries;
}

/** Changed or unreadable calendars are fetched now. The last known events are mapped to the people of today. */
function wanted(
  work: Work,
  state: CalendarState,
  calendar: OutsideCalendar,
  writes: CalendarWrites,
): readonly CalendarEntry[] {
  const isNew = state.version !== calendar.version;
  const isUnknown = isDamaged(state, ['said']);
  const said = recentlyReported(state.said, work.now);
  const read = entriesOf(mapped(said, matcherFor(calendar, work.directory.responders.values())), calendar.absences);
  // An unreadable calendar must not take anybody off call.
  const entries =
    state.known_at === null || isUnknown ? state.entries : afterReading(state.entries, read, work.now, false);
  if (isNew) {
    // A new calendar under the id of a deleted one has never been read.
    const known =
      state.version === 0 && state.known_at !== null ? { first_at: work.now, known_at: null, whole_at: null } : {};
    writes.save.push({
      ...state,
      ...known,
      version: calendar.version,
      etag: null,
      last_modified: null,
      entries,
    });
  } else if (!sameEntries(state.entries, entries)) {
    writes.save.push({ ...state, entries });
  }
  if (isNew || isUnknown) {
    writes.fetch.push(calendar.id);
  }
  return entries;
}

/** Fetches the whole calendar at once, on somebody's request. */
export async function fetchNow(work: Work, calendar: string): Promise<void> {
  const state = (await lockCalendarStates(work, [calendar])).get(calendar);
  if (state !== undefined) {
    await saveCalendarState(work, { ...state, etag: null, last_modified: null });
    await setDueNow(work, 'calendar', [calendar]);
  }
}
