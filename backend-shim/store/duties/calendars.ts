/** What is known from each calendar. Rows of calendars that are gone stay for the past they tell. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import type { Unreadable } from '#contract/unreadable';
import { ABSENCE_KINDS } from '#domain/rota/model';
import { readStored } from '../stored/json.ts';
import type { CalendarEntry } from '#domain/calendar/known';
import type { SaidGroup } from '#domain/calendar/mapping';
import { run, selectIn, upsertRows } from '../query.ts';
import type { CalendarStateTable } from '../schema/duties.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

/** The kind under which what is known from a calendar is named where it cannot be read. */
export const CALENDAR_STATES = 'calendarStates';

const span = strict({ start: z.number(), end: z.number() });
const calendarEntries = z.array(strict({ user: z.string(), ...span.shape, knownAt: z.number(), absence: z.enum(ABSENCE_KINDS).nullable().default(null) }));
const saidGroups = z.array(strict({ summary: z.string(), attendees: z.array(z.string()).default([]), organizer: z.string().nullable().default(null), spans: z.array(span) }));
/** 0.1 kept the sentence alone. */
const ignoredEvents = z.array(strict({ summary: z.string(), why: z.string(), reason: z.string().nullable().default(null), data: z.record(z.string(), z.unknown()).default({}) }));

export interface CalendarState extends Omit<CalendarStateTable, 'said' | 'ignored' | 'entries'> {
  said: SaidGroup[];
  ignored: Array<z.input<typeof ignoredEvents>[number]>;
  entries: CalendarEntry[];
}

export function newCalendarState(calendar: string, now: number): CalendarState {
  return {
    calendar, version: 0, first_at: now, etag: null, last_modified: null, looked_at: null, known_at: null, whole_at: null, known_until: null,
    failure: null, failure_detail: null, look: null, said: [], ignored: [], entries: [],
  };
}

/** What cannot be read is read from the calendar again: whole, at its next look. */
function stateOf(row: CalendarStateTable): CalendarState {
  const where = (field: string) => ({ kind: CALENDAR_STATES, id: row.calendar, field });
  const said = readStored(saidGroups, row.said, where('said'));
  const ignored = readStored(ignoredEvents, row.ignored, where('ignored'));
  const entries = readStored(calendarEntries, row.entries, where('entries'));
  const isWhole = said.ok && ignored.ok && entries.ok;
  return { ...row, ...(isWhole ? {} : { etag: null, last_modified: null }), said: said.ok ? said.value : [], ignored: ignored.ok ? ignored.value : [], entries: entries.ok ? entries.value : [] };
}

export async function readCalendarStates(db: Db): Promise<Map<string, CalendarState>> {
  const rows = await db.selectFrom('calendar_states').selectAll().orderBy('calendar').execute();
  return new Map(rows.map((row) => [row.calendar, stateOf(row)]));
}

/** Only what everybody who asks who is on call needs. */
export async function readCalendarEntries(db: Db): Promise<{ entries: Map<string, CalendarEntry[]>; unreadable: Unreadable[] }> {
  const rows = await db.selectFrom('calendar_states').select(['calendar', 'entries']).execute();
  const read = rows.map((row) => [row.calendar, readStored(calendarEntries, row.entries, { kind: CALENDAR_STATES, id: row.calendar, field: 'entries' })] as const);
  return {
    entries: new Map(read.flatMap(([calendar, one]): Array<[string, CalendarEntry[]]> => (one.ok ? [[calendar, one.value]] : []))),
    unreadable: read.flatMap(([, one]) => (one.ok ? [] : [one.unreadable])),
  };
}

/** For a change: where sidecars share the database, nobody else changes them meanwhile. */
export async function lockCalendarStates(work: Work, calendars: readonly string[]): Promise<Map<string, CalendarState>> {
  const rows = await selectIn<CalendarStateTable>(work.tx, work.cap, '* from calendar_states', 'calendar', calendars, `order by calendar ${work.cap.forUpdate}`);
  return new Map(rows.map((row) => [row.calendar, stateOf(row)]));
}

export async function calendarsWithState(db: Db): Promise<string[]> {
  return (await db.selectFrom('calendar_states').select('calendar').orderBy('calendar').execute()).map((row) => row.calendar);
}

export async function saveCalendarState(work: Work, state: CalendarState): Promise<void> {
  const row: CalendarStateTable = { ...state, said: JSON.stringify(state.said), ignored: JSON.stringify(state.ignored), entries: JSON.stringify(state.entries) };
  await upsertRows(work.tx, work.cap, 'calendar_states', ['calendar'], [row]);
}

/** When each is looked at next. */
export async function nextLooks(db: Db): Promise<Map<string, number>> {
  const rows = await run<{ subject: string; due_at: number }>(db, "select subject, due_at from timers where kind = 'calendar'", []);
  return new Map(rows.map((row) => [row.subject, row.due_at]));
}

export interface CalendarAge {
  calendar: string;
  /** Seconds since it was last read, or since it is wanted. */
  age: number;
}

export async function calendarAges(db: Db, now: number): Promise<CalendarAge[]> {
  const rows = await run<{ calendar: string; since: number }>(
    db, "select s.calendar, coalesce(s.known_at, s.first_at) as since from calendar_states s join config c on c.kind = 'calendars' and c.id = s.calendar", [],
  );
  return rows.map(({ calendar, since }) => ({ calendar, age: Math.max(0, Math.round((now - since) / 1000)) }));
}
