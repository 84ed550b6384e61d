/** Formats dates and times. Nothing else in Vigie asks Intl for a date: one locale, one clock and one zone at a time. */

import type { HourClock } from './hour-clock.ts';

export type DateFormat = Pick<Intl.DateTimeFormat, 'format' | 'formatRange'>;

export interface DateReader {
  /** BCP 47: the language of names of days and months, and their order. */
  locale: string;
  clock: HourClock;
}

const formats = new Map<string, DateFormat>();

/** A formatter is slow to create and fast to use, and a year of a rota needs thousands of texts. */
export function dateFormat(
  options: Intl.DateTimeFormatOptions,
  timeZone: string,
  { locale, clock }: DateReader,
): DateFormat {
  const key = JSON.stringify([locale, clock, timeZone, options]);
  let format = formats.get(key);
  if (format === undefined) {
    const made = new Intl.DateTimeFormat(locale, { ...withHour(options, clock), timeZone, hourCycle: clock });
    format = locale.startsWith('fr') ? inFrench(made) : made;
    formats.set(key, format);
  }
  return format;
}

/** Nobody writes “03:00 PM”. */
function withHour(options: Intl.DateTimeFormatOptions, clock: HourClock): Intl.DateTimeFormatOptions {
  return clock === 'h12' && options.hour !== undefined ? { ...options, hour: 'numeric' } : options;
}

function inFrench(format: Intl.DateTimeFormat): DateFormat {
  return {
    format: (at) => firstAsOrdinal(format.format(at)),
    formatRange: (start, end) => firstAsOrdinal(format.formatRange(start, end)),
  };
}

const MONTH = 'janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc';
const FIRST = new RegExp(`(?<![\\d:,.\\u202f])\\b1 (?=(?:${MONTH}))`, 'gu');

/** The first of a month is an ordinal in French, which CLDR does not know. */
export function firstAsOrdinal(date: string): string {
  return date.replace(FIRST, '1er ');
}
