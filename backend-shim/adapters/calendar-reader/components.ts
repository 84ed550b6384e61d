/** Parses an iCalendar text into components with ical.js (jCal, RFC 7265). */
import ICAL from 'ical.js';

/** Name in lower case, parameters, type, values. */
export type Property = [
  name: string,
  parameters: Record<string, string | string[]>,
  type: string,
  ...values: unknown[],
];
export type Component = [name: string, properties: Property[], components: Component[]];

export type Parsed =
  { ok: true; calendars: Component[] } | { ok: false; reason: 'no-calendar' | 'malformed'; detail: string };

/** Some feeds begin with a byte order mark or with empty lines. */
const BEGIN = /^\uFEFF?\s*BEGIN:VCALENDAR\s/i;

/**
 * The library refuses a whole calendar for one rule that it cannot parse; under another name it leaves the rule's text
 * alone.
 */
export const RULE_NAME = 'x-vigie-rrule';
const RULE = /^RRULE([;:])/gim;

export function parseComponents(text: string): Parsed {
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
    ) as Component | Component[];
    const calendars = (typeof parsed[0] === 'string' ? [parsed as Component] : (parsed as Component[])).filter(
      ([name]) => name === 'vcalendar',
    );
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

export function all([, properties]: Component, name: string): Property[] {
  return properties.filter(([own]) => own === name);
}

export function first(component: Component, name: string): Property | null {
  return component[1].find(([own]) => own === name) ?? null;
}

/** The value of a property with one text; empty if there is none. */
export function text(component: Component, name: string): string {
  const value = first(component, name)?.[3];
  return typeof value === 'string' ? value : '';
}

export function parameter(property: Property | null, name: string): string | null {
  const value = property?.[1][name];
  return Array.isArray(value) ? (value[0] ?? null) : (value ?? null);
}
