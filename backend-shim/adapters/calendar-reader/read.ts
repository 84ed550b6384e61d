/**
 * Reads a calendar's text and tells who is named when. Runs in a thread of its own (`worker.ts`), since it may take
 * long.
 */
import { DAY } from '#domain/time/duration';
import { LONGEST_RANGE } from '#domain/rota/validate';
import type { CalendarQuestion, CalendarReading, EventGroup, IgnoredEvent } from '../../ports/calendar-reader.ts';
import { parseComponents } from './components.ts';
import type { CalendarComponent } from './components.ts';
import { readEvent } from './event.ts';
import type { CalendarEvent } from './event.ts';
import { occurrencesOf, seriesOf } from './occurrences.ts';
import type { EventOccurrence, EventSeries } from './occurrences.ts';
import { zonesOf } from './zones.ts';

const MOST_EVENTS = 20_000;
const MOST_OCCURRENCES = 20_000;
const MOST_IGNORED = 50;
const PAST = 366 * DAY;
/** Events this soon are always read; how far ahead the rest is known depends on their number. */
const SOON = 100 * DAY;
const STEPS = [SOON, 400 * DAY, 800 * DAY, LONGEST_RANGE];

export function readCalendar({ text, now, timeZone }: CalendarQuestion): CalendarReading {
  const parsed = parseComponents(text);
  if (!parsed.ok) {
    return parsed;
  }
  const ignored: IgnoredEvent[] = [];
  const events = parsed.calendars.flatMap((calendar) => eventsOf(calendar, { timeZone, from: now - PAST, ignored }));
  if (events.length > MOST_EVENTS) {
    return tooMuch(`the calendar has more than ${MOST_EVENTS} events`);
  }
  const series = seriesOf(events);
  const near = expand(series, now - PAST, now + SOON, ignored);
  if (near.length > MOST_OCCURRENCES) {
    return tooMuch(`the calendar has more than ${MOST_OCCURRENCES} events within ${SOON / DAY} days`);
  }
  const { occurrences, knownUntil } = further(series, near, now);
  return { ok: true, groups: grouped(occurrences), ignored: ignored.slice(0, MOST_IGNORED), knownUntil };
}

function tooMuch(detail: string): CalendarReading {
  return { ok: false, reason: 'too-much', detail };
}

interface ReadContext {
  timeZone: string | null;
  from: number;
  ignored: IgnoredEvent[];
}

function eventsOf(calendar: CalendarComponent, { timeZone, from, ignored }: ReadContext): CalendarEvent[] {
  const zones = zonesOf(calendar, timeZone);
  const events: CalendarEvent[] = [];
  for (const component of calendar[2].filter(([name]) => name === 'vevent')) {
    const read = readEvent(component, zones);
    if (!read.ok) {
      ignored.push(read.ignored);
    } else if (!isOver(read.event, from)) {
      events.push(read.event);
    }
  }
  for (const tzid of zones.unknown) {
    const zone = tzid.slice(0, 100);
    ignored.push({
      summary: '',
      why: `the time zone "${zone}" is unknown and not defined; its times are read in the zone of the calendar`,
      reason: 'unknown-zone',
      data: { zone },
    });
  }
  return events;
}

/**
 * Skips past events, so that ten years of past shifts are not counted. An event that changes a series stays, since it
 * removes an occurrence.
 */
function isOver({ start, length, rules, extra, replaces }: CalendarEvent, from: number): boolean {
  return (
    rules.length === 0 &&
    extra.length === 0 &&
    replaces === null &&
    start.local + length.nominal + length.exact < from - 2 * DAY
  );
}

/** Expands a little beyond the limit, so that the caller notices an excess. */
function expand(
  series: readonly EventSeries[],
  from: number,
  to: number,
  ignored: IgnoredEvent[] | null,
): EventOccurrence[] {
  const found: EventOccurrence[] = [];
  for (const one of series) {
    const occurrences = occurrencesOf(one, from, to);
    if (occurrences === null) {
      ignored?.push({
        summary: (one.master ?? one.changes[0])?.people.summary ?? '',
        why: 'it repeats too often, or by a rule that cannot be expanded',
        reason: 'wrong-repetition',
      });
    } else {
      found.push(...occurrences);
    }
    if (found.length > MOST_OCCURRENCES) {
      break;
    }
  }
  return found;
}

/** Expands step by step as far ahead as the limit allows. An event that spans two steps is found twice. */
function further(
  series: readonly EventSeries[],
  near: readonly EventOccurrence[],
  now: number,
): { occurrences: readonly EventOccurrence[]; knownUntil: number } {
  let [occurrences, knownUntil] = [near, now + SOON];
  for (const step of STEPS.slice(1)) {
    const more = expand(series, knownUntil, now + step, null).filter(({ start }) => start >= knownUntil);
    if (occurrences.length + more.length > MOST_OCCURRENCES) {
      break;
    }
    [occurrences, knownUntil] = [[...occurrences, ...more], now + step];
  }
  return { occurrences, knownUntil };
}

function grouped(occurrences: readonly EventOccurrence[]): EventGroup[] {
  const groups = new Map<string, EventGroup>();
  for (const { people, start, end } of occurrences) {
    const key = JSON.stringify(people);
    const group = groups.get(key) ?? { ...people, spans: [] };
    groups.set(key, group);
    group.spans.push({ start, end });
  }
  for (const { spans } of groups.values()) {
    spans.sort((a, b) => a.start - b.start || a.end - b.end);
  }
  return [...groups.values()];
}
