/** Reads one VEVENT: its start, length, recurrence and attendees. */
import type { IgnoredEvent } from '../../ports/calendar-reader.ts';
import type { ZoneTable } from '#domain/time/zone';
import { DAY } from '#domain/time/duration';
import { all, first, parameter, RULE_NAME, text } from './components.ts';
import type { CalendarComponent, CalendarProperty } from './components.ts';
import { onWallOf, parseDuration, wallTimes } from './times.ts';
import type { WallTime } from './times.ts';
import type { CalendarZones } from './zones.ts';

export interface NamedPeople {
  summary: string;
  attendees: string[];
  organizer: string | null;
}

/**
 * A length in wall-clock time, so that a night from 20:00 to 08:00 ends at 08:00 even when the clock changes, then one
 * in elapsed time.
 */
export interface EventLength {
  nominal: number;
  exact: number;
}

export interface CalendarEvent {
  uid: string;
  sequence: number;
  people: NamedPeople;
  start: WallTime;
  length: EventLength;
  rules: unknown[];
  /** Additional starts (RDATE) as wall clocks in the zone of the start. */
  extra: number[];
  left: ReadonlySet<number>;
  /** The occurrence that this event replaces; null: it is the series itself. */
  replaces: WallTime | null;
  /** Whether the event replaces that occurrence and all later ones. */
  andFuture: boolean;
  cancelled: boolean;
}

export type ReadEvent = { ok: true; event: CalendarEvent } | { ok: false; ignored: IgnoredEvent };

const LONGEST_SUMMARY = 300;
const MOST_ATTENDEES = 100;

export function readEvent(component: CalendarComponent, zones: CalendarZones): ReadEvent {
  const summary = text(component, 'summary').replace(/\s+/g, ' ').trim().slice(0, LONGEST_SUMMARY);
  const [start] = wallTimes(
    first(component, 'dtstart') ?? (['dtstart', {}, 'unknown'] as unknown as CalendarProperty),
    zones,
  );
  if (start === undefined) {
    return { ok: false, ignored: { summary, why: 'its start cannot be read', reason: 'no-beginning' } };
  }
  const length = lengthOf(component, start, zones);
  if (length === null) {
    return {
      ok: false,
      ignored: { summary, why: 'it ends before it starts, or its end cannot be read', reason: 'wrong-end' },
    };
  }
  const replaced = first(component, 'recurrence-id');
  const local = (name: string): number[] =>
    all(component, name).flatMap((property) => wallTimes(property, zones).map((time) => onWall(time, start)));
  return {
    ok: true,
    event: {
      uid: text(component, 'uid'),
      sequence: Number(first(component, 'sequence')?.[3] ?? 0) || 0,
      people: peopleOf(component, summary),
      start,
      length,
      rules: all(component, RULE_NAME).map((property) => property[3]),
      extra: local('rdate'),
      left: new Set(local('exdate')),
      replaces: replaced === null ? null : (wallTimes(replaced, zones)[0] ?? null),
      andFuture: parameter(replaced, 'range')?.toUpperCase() === 'THISANDFUTURE',
      cancelled: text(component, 'status').toUpperCase() === 'CANCELLED',
    },
  };
}

/** The key of an occurrence: its wall clock in the zone of the series; for whole days, the day. */
export function onWall(time: WallTime, { zone, wholeDay }: Pick<WallTime, 'zone' | 'wholeDay'>): number {
  const local = onWallOf(time, zone as ZoneTable);
  return wholeDay ? Math.floor(local / DAY) * DAY : local;
}

/**
 * @returns null: an impossible length. Without an end, a whole day lasts a day and a time lasts no time (RFC 5545
 * §3.6.1).
 */
function lengthOf(component: CalendarComponent, start: WallTime, zones: CalendarZones): EventLength | null {
  const [end, duration] = [first(component, 'dtend'), first(component, 'duration')];
  if (end !== null) {
    const [time] = wallTimes(end, zones);
    const nominal = time === undefined ? Number.NaN : onWall(time, start) - start.local;
    // Some programs include the last day, so a day that ends on itself lasts a day.
    return Number.isNaN(nominal) || nominal < 0
      ? null
      : { nominal: start.wholeDay && nominal === 0 ? DAY : nominal, exact: 0 };
  }
  if (duration !== null) {
    return parseDuration(duration[3]);
  }
  return { nominal: start.wholeDay ? DAY : 0, exact: 0 };
}

function peopleOf(component: CalendarComponent, summary: string): NamedPeople {
  const invited = all(component, 'attendee').filter(comes).slice(0, MOST_ATTENDEES);
  const attendees = invited.map(mailOf).filter((mail) => mail !== null);
  return { summary, attendees: [...new Set(attendees)].sort(), organizer: mailOf(first(component, 'organizer')) };
}

/** Excludes rooms and cars, which are invited too, and people who declined. */
function comes(property: CalendarProperty): boolean {
  const declined = parameter(property, 'partstat')?.toUpperCase() === 'DECLINED';
  return !declined && !['ROOM', 'RESOURCE'].includes(parameter(property, 'cutype')?.toUpperCase() ?? '');
}

/** Some programs put the address into a parameter, and a path behind `mailto:`. */
function mailOf(property: CalendarProperty | null): string | null {
  const texts = [parameter(property, 'email'), property?.[3]];
  const found = texts.find((one): one is string => typeof one === 'string' && one.includes('@'));
  return found === undefined
    ? null
    : found
        .replace(/^mailto:/i, '')
        .trim()
        .toLowerCase()
        .slice(0, 320);
}
