/** Stores the events of each calendar. Rows of deleted calendars stay, since the past needs them. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import type { Unreadable } from '#contract/unreadable';
import { ABSENCE_KINDS } from '#domain/rota/model';
import { readStored } from '../stored/json.ts';
import type { StoredRead, WholeShape } from '../stored/json.ts';
import type { CalendarEntry } from '#domain/calendar/known';
import type { SaidGroup } from '#domain/calendar/mapping';
import { atOnce } from '#domain/stretches';
import type { Span } from '#domain/time/span';
import type { Chunked } from '#domain/stretches';
import { breatheIn } from '../concurrency/in-portions.ts';
import { run, selectIn, upsertRows } from '../query.ts';
import type { CalendarStateTable } from '../schema/duties.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

/** The kind that problems with stored calendars name. */
export const CALENDAR_STATES = 'calendarStates';

const span = strict({ start: z.number(), end: z.number() } satisfies WholeShape<Span>);
const calendarEntries = z.array(
  strict({
    user: z.string(),
    ...span.shape,
    knownAt: z.number(),
    absence: z.enum(ABSENCE_KINDS).nullable().default(null),
  } satisfies WholeShape<CalendarEntry>),
);
const saidGroups = z.array(
  strict({
    summary: z.string(),
    attendees: z.array(z.string()).default([]),
    organizer: z.string().nullable().default(null),
    spans: z.array(span),
  } satisfies WholeShape<SaidGroup>),
);
/** Release 0.1 stored only the sentence. */
const ignoredEvents = z.array(
  strict({
    summary: z.string(),
    why: z.string(),
    reason: z.string().nullable().default(null),
    data: z.record(z.string(), z.unknown()).default({}),
  }),
);

export interface CalendarState extends Omit<CalendarStateTable, 'said' | 'ignored' | 'entries'> {
  said: SaidGroup[];
  ignored: Array<z.input<typeof ignoredEvents>[number]>;
  entries: CalendarEntry[];
}

export function newCalendarState(calendar: string, now: number): CalendarState {
  return {
    calendar,
    version: 0,
    first_at: now,
    etag: null,
    last_modified: null,
    looked_at: null,
    known_at: null,
    whole_at: null,
    known_until: null,
    failure: null,
    failure_detail: null,
    look: null,
    said: [],
    ignored: [],
    entries: [],
  };
}

const COLUMNS = { said: saidGroups, ignored: ignoredEvents, entries: calendarEntries };
type Column = keyof typeof COLUMNS;

/**
 * Original texts of columns that cannot be read, by their replacement. They are kept until the column is written anew.
 */
const damaged = new WeakMap<object, string>();

/**
 * What was read last, by column and calendar: a calendar is parsed once for as long as its text stays the same, and is the
 * same value.
 */
const parsed: Record<Column, Map<string, { text: string; read: StoredRead<unknown> }>> = {
  said: new Map(),
  ignored: new Map(),
  entries: new Map(),
};

function readColumn<Name extends Column>(
  row: Pick<CalendarStateTable, 'calendar' | Name>,
  name: Name,
): StoredRead<z.output<(typeof COLUMNS)[Name]>> {
  const text: string = row[name];
  const known = parsed[name].get(row.calendar);
  const read =
    known?.text === text
      ? known.read
      : readStored(COLUMNS[name], text, { kind: CALENDAR_STATES, id: row.calendar, field: name });
  parsed[name].set(row.calendar, { text, read });
  return read as StoredRead<z.output<(typeof COLUMNS)[Name]>>;
}

/** Whether nothing of these columns must be parsed. */
function isParsed(row: CalendarRow): boolean {
  return (['said', 'ignored', 'entries'] as const).every((name) => parsed[name].get(row.calendar)?.text === row[name]);
}

/** If stored events cannot be read, the whole calendar is fetched again at its next refresh. */
function stateOf(row: CalendarStateTable): CalendarState {
  const column = <Name extends Column>(name: Name): CalendarState[Name] => {
    const read = readColumn(row, name);
    if (read.ok) {
      return read.value as CalendarState[Name];
    }
    const instead: CalendarState[Name] = [];
    damaged.set(instead, row[name]);
    return instead;
  };
  const state = { ...row, said: column('said'), ignored: column('ignored'), entries: column('entries') };
  return isDamaged(state) ? { ...state, etag: null, last_modified: null } : state;
}

/**
 * Whether one of these columns cannot be read.
 * @param columns columns to check
 */
export function isDamaged(state: CalendarState, columns: readonly Column[] = ['said', 'ignored', 'entries']): boolean {
  return columns.some((column) => damaged.has(state[column]));
}

export async function readCalendarStates(db: Db): Promise<Map<string, CalendarState>> {
  const rows = await db.selectFrom('calendar_states').selectAll().orderBy('calendar').execute();
  return new Map(rows.map((row) => [row.calendar, stateOf(row)]));
}

/** The columns that decide who is on call, and which calendars cannot be read. */
export type CalendarRow = Pick<CalendarStateTable, 'calendar' | Column>;

export interface KnownEntries {
  /** By calendar. */
  entries: Map<string, CalendarEntry[]>;
  unreadable: Unreadable[];
}

export async function readCalendarEntries(db: Db): Promise<KnownEntries> {
  const rows = await db.selectFrom('calendar_states').select(['calendar', 'said', 'ignored', 'entries']).execute();
  return atOnce(entriesChunked(rows));
}

/** @returns a part of all rows: those that follow this calendar */
export function readCalendarRowsAfter(db: Db, calendar: string, limit: number): Promise<CalendarRow[]> {
  return db
    .selectFrom('calendar_states')
    .select(['calendar', 'said', 'ignored', 'entries'])
    .where('calendar', '>', calendar)
    .orderBy('calendar')
    .limit(limit)
    .execute();
}

/** A calendar has a thousand events and more, and each that changed is parsed in a stretch of its own. */
export function* entriesChunked(rows: readonly CalendarRow[]): Chunked<KnownEntries> {
  const known: KnownEntries = { entries: new Map(), unreadable: [] };
  for (const row of rows) {
    if (!isParsed(row)) {
      yield;
    }
    const entries = readColumn(row, 'entries');
    if (entries.ok) {
      known.entries.set(row.calendar, entries.value);
    }
    const all = [entries, readColumn(row, 'said'), readColumn(row, 'ignored')];
    known.unreadable.push(...all.flatMap((one) => (one.ok ? [] : [one.unreadable])));
  }
  return known;
}

/** Locks the calendars for a change, if sidecars share the database. */
export async function lockCalendarStates(
  work: Work,
  calendars: readonly string[],
): Promise<Map<string, CalendarState>> {
  const rows = await selectIn<CalendarStateTable>(
    work.tx,
    work.cap,
    '* from calendar_states',
    'calendar',
    calendars,
    `order by calendar ${work.cap.forUpdate}`,
  );
  return new Map(rows.map((row) => [row.calendar, stateOf(row)]));
}

export async function calendarsWithState(db: Db): Promise<string[]> {
  return (await db.selectFrom('calendar_states').select('calendar').orderBy('calendar').execute()).map(
    (row) => row.calendar,
  );
}

export function saveCalendarState(work: Work, state: CalendarState): Promise<void> {
  return saveCalendarStates(work, [state]);
}

/** Characters that one statement takes: to write a calendar of many events takes milliseconds. */
const MOST_TEXT = 64 * 1024;

export async function saveCalendarStates(work: Work, states: readonly CalendarState[]): Promise<void> {
  let [rows, size] = [[] as CalendarStateTable[], 0];
  for (const [index, state] of states.entries()) {
    await breatheIn(work.tx)();
    const row = rowOf(state);
    rows.push(row);
    size += row.said.length + row.ignored.length + row.entries.length;
    if (size > MOST_TEXT || index === states.length - 1) {
      await upsertRows(work.tx, work.cap, 'calendar_states', ['calendar'], rows);
      [rows, size] = [[], 0];
    }
  }
}

function rowOf(state: CalendarState): CalendarStateTable {
  const text = (value: object) => damaged.get(value) ?? JSON.stringify(value);
  return { ...state, said: text(state.said), ignored: text(state.ignored), entries: text(state.entries) };
}

/** When each calendar is fetched next. */
export async function nextFetches(db: Db): Promise<Map<string, number>> {
  const rows = await run<{ subject: string; due_at: number }>(
    db,
    "select subject, due_at from timers where kind = 'calendar'",
    [],
  );
  return new Map(rows.map((row) => [row.subject, row.due_at]));
}

export interface CalendarAge {
  calendar: string;
  /** Seconds since the calendar was last read, or since it was requested. */
  age: number;
}

export async function calendarAges(db: Db, now: number): Promise<CalendarAge[]> {
  const rows = await run<{ calendar: string; since: number }>(
    db,
    "select s.calendar, coalesce(s.known_at, s.first_at) as since from calendar_states s join config c on c.kind = 'calendars' and c.id = s.calendar",
    [],
  );
  return rows.map(({ calendar, since }) => ({ calendar, age: Math.max(0, Math.round((now - since) / 1000)) }));
}
