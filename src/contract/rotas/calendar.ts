/**
 * Defines **calendars** kept elsewhere (iCalendar, RFC 5545), which are fetched regularly for layers of rotas or for
 * absences.
 */
import { z } from 'zod';
import type { CalendarSource } from '#domain/calendar/source';
import { ABSENCE_KINDS, SHOWN_ABSENCE_KINDS } from '#domain/rota/model';
import { DAY, MINUTE } from '#domain/time/duration';
import { duration, toMilliseconds } from '#contract/time/duration';
import { optional, strict } from '#contract/base/schema';
import { addProblem, wellFormed } from '#contract/base/why';
import { ignoredCode } from '#contract/reasons/ignored-event';
import { id, instant, login, name, ref, timeZone } from '#contract/base/scalars';

const ADDRESS = /^(?:https?|webcal):\/\/[^\s]+$/i;

/** The address is write-only and shown as null, since whoever knows it can read the calendar. */
const address = z
  .string()
  .max(2_000)
  .regex(
    ...wellFormed(
      'calendar-address',
      ADDRESS,
      'must be a complete address that begins with https://, http:// or webcal://',
    ),
  );

export const calendar = strict({
  id,
  name: optional(name),
  team: optional(ref('team')),
  url: optional(address),
  /** Time between two fetches. */
  refresh: duration({ min: MINUTE, max: DAY }).default('15m'),
  /** After this time without a successful fetch, the known events count as stale. */
  staleAfter: duration({ min: 5 * MINUTE, max: 30 * DAY }).default('6h'),
  /** The zone of whole days and of times without one; by default the calendar's own, else UTC. */
  timeZone: optional(timeZone),
  /**
   * A name in titles, or a mail address, as events contain it → login. Logins, names and addresses of users are known
   * anyway.
   */
  people: z.record(z.string().min(1).max(200), ref('user')).default({}),
  /** The kind of absence that its events are. Without a kind, layers of rotas read the calendar. */
  absences: optional(z.enum(ABSENCE_KINDS)),
}).superRefine((value, ctx) => {
  if (value.url === null) {
    addProblem(ctx, ['url'], 'is missing; give the address of the calendar in iCalendar format (.ics)', {
      reason: 'missing',
      data: { wanted: 'text', choices: [] },
    });
  }
  if (Object.keys(value.people).length > 1_000) {
    addProblem(ctx, ['people'], 'has more than 1000 entries', { reason: 'too-many', data: { max: 1_000 } });
  }
});

export type CalendarWire = z.output<typeof calendar>;

export function toCalendar(wire: CalendarWire): CalendarSource {
  return {
    id: wire.id,
    name: wire.name ?? wire.id,
    team: wire.team,
    url: (wire.url ?? '').replace(/^webcal:/i, 'https:'),
    refresh: toMilliseconds(wire.refresh),
    staleAfter: toMilliseconds(wire.staleAfter),
    timeZone: wire.timeZone,
    people: wire.people,
    absences: wire.absences,
  };
}

/** Why the last fetch failed. */
const CALENDAR_FAILURES = [
  'address',
  'network',
  'timeout',
  'http',
  'too-large',
  'no-calendar',
  'malformed',
  'too-much',
  'too-slow',
] as const;
export type CalendarFailure = (typeof CALENDAR_FAILURES)[number];

/** `GET calendars/:id/state`: how current the known events are. The last successful fetch counts while fetches fail. */
export const calendarState = strict({
  calendar: id,
  /** Host of its address, which itself is secret. */
  host: z.string(),
  /** The last fetch; null: there was none yet. */
  lookedAt: instant.nullable(),
  /** The last successful fetch, even if nothing was new. */
  knownAt: instant.nullable(),
  nextLookAt: instant.nullable(),
  /** Seconds since `knownAt`; null: never. */
  age: z.number().nullable(),
  stale: z.boolean(),
  failure: strict({ reason: z.enum(CALENDAR_FAILURES), detail: z.string() }).nullable(),
  /** Events that begin later were not read. */
  knownUntil: instant.nullable(),
  /** Events under way or to come, and how many of them name no known person. */
  events: z.int(),
  unmatched: z.int(),
  /** Events, or parts of events, that were not understood. */
  ignored: z.int(),
});

/** `GET calendars/:id/mapping`: the names in its events and the people they stand for, unmatched names first. */
export const calendarMapping = strict({
  items: z.array(
    strict({
      title: z.string(),
      /** Mail addresses of the people invited. */
      attendees: z.array(z.string()),
      organizer: z.string().nullable(),
      users: z.array(login),
      /** What identified the people; null: nobody is known. */
      by: z.enum(['title', 'attendees', 'organizer']).nullable(),
      /** Events with these names that are under way or to come. */
      events: z.int(),
      nextAt: instant.nullable(),
    }),
  ),
  /** `reason` is null if 0.1 read the calendar. */
  ignored: z.array(
    strict({
      title: z.string(),
      why: z.string(),
      reason: ignoredCode.nullable(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});

/** `GET calendars/:id/shifts?from&to`: who is named when. */
export const calendarShifts = strict({
  shifts: z.array(
    strict({
      user: login,
      start: instant,
      end: instant,
      /** When it was first read. */
      knownAt: instant,
      /** An absence of this kind; null: a shift. */
      absence: z.enum(SHOWN_ABSENCE_KINDS).nullable(),
    }),
  ),
});

export type CalendarStateWire = z.output<typeof calendarState>;
export type CalendarMappingWire = z.output<typeof calendarMapping>;
export type CalendarShiftsWire = z.output<typeof calendarShifts>;
