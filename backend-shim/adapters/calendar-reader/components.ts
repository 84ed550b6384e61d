/** Parses an iCalendar text into components with ical.js (jCal, RFC 7265). */
import ICAL from 'ical.js';

/** Name in lower case, parameters, type, values. */
export type CalendarProperty = [
  name: string,
  parameters: Record<string, string | string[]>,
  type: string,
  ...values: unknown[],
];
export type CalendarComponent = [name: string, properties: CalendarProperty[], components: CalendarComponent[]];

export type ParsedCalendar =
  { ok: true; calendars: CalendarComponent[] } | { ok: false; reason: 'no-calendar' | 'malformed'; detail: string };

/** Some feeds begin with a byte order mark or with empty lines. */
const BEGIN = /^\uFEFF?\s*BEGIN:VCALENDAR\s/i;

/**
 * The library refuses a whole calendar for one rule that it cannot parse. Rules are renamed, since the library leaves
 * the text of unknown properties alone.
 */
export const RULE_NAME = 'x-vigie-rrule';
const RULE = /^RRULE([;:])/gim;

export function parseComponents(text: string): ParsedCalendar {
  if (text.trim() === '') {
    return { ok: false, reason: 'no-calendar', detail: 'the answer is empty' };
  }
  if (!BEGIN.test(text.slice(0, 1000))) {
    return {
      ok: false,
      reason: 'no-calendar',
      detail: 'the answer is not a calendar: it does not begin with BEGIN:VCALENDAR',
    };
  }
  try {
    const parsed = ICAL.parse(
      text
        .replace(/^\uFEFF/, '')
        .trimStart()
        .replace(RULE, `${RULE_NAME}$1`),
    ) as CalendarComponent | CalendarComponent[];
    const calendars = (
      typeof parsed[0] === 'string' ? [parsed as CalendarComponent] : (parsed as CalendarComponent[])
    ).filter(([name]) => name === 'vcalendar');
    return { ok: true, calendars };
  } catch {
    // The library's message quotes the line, which may be private.
    return {
      ok: false,
      reason: 'malformed',
      detail: 'the calendar is malformed: a line is not a property, or its end is missing',
    };
  }
}

export function all([, properties]: CalendarComponent, name: string): CalendarProperty[] {
  return properties.filter(([own]) => own === name);
}

export function first(component: CalendarComponent, name: string): CalendarProperty | null {
  return component[1].find(([own]) => own === name) ?? null;
}

/** The value of a property with one text; empty if there is none. */
export function text(component: CalendarComponent, name: string): string {
  const value = first(component, name)?.[3];
  return typeof value === 'string' ? value : '';
}

export function parameter(property: CalendarProperty | null, name: string): string | null {
  const value = property?.[1][name];
  return Array.isArray(value) ? (value[0] ?? null) : (value ?? null);
}
