/** Writes instants in messages, pages without login and documents: in a language and a zone. */
import type { Language } from '#domain/notify/responder';
import { DAY as DAY_MS } from '#domain/time/duration';
import { parseDate } from '#domain/time/local';
import { dateFormat } from '#domain/time/words/date-format';
import type { DateFormat, DateReader } from '#domain/time/words/date-format';

/** Messages are read at night and in a hurry, on any device: hours from 0 to 23 cannot be mistaken, in both languages. */
const READERS: Record<Language, DateReader> = {
  en: { locale: 'en-GB', clock: 'h23' },
  fr: { locale: 'fr-FR', clock: 'h23' },
};

const TIME = { hour: '2-digit', minute: '2-digit' } as const;
const DAY = { weekday: 'short', day: 'numeric', month: 'short' } as const;

interface Formats {
  time: DateFormat;
  day: DateFormat;
  dayAndYear: DateFormat;
  key: DateFormat;
}

/** There are few zones. */
const known = new Map<string, Formats>();

function build(language: Language, timeZone: string): Formats {
  const reader = READERS[language];
  return {
    time: dateFormat(TIME, timeZone, reader),
    day: dateFormat(DAY, timeZone, reader),
    dayAndYear: dateFormat({ ...DAY, year: 'numeric' }, timeZone, reader),
    key: dateFormat({ year: 'numeric', month: '2-digit', day: '2-digit' }, timeZone, { locale: 'en-CA', clock: 'h23' }),
  };
}

const zones = new Map<string, string>();

/** A zone that this machine does not know must not cost a page, so the time is shown in UTC. */
function usableZone(timeZone: string): string {
  const found = zones.get(timeZone) ?? (isKnownZone(timeZone) ? timeZone : 'UTC');
  zones.set(timeZone, found);
  return found;
}

function isKnownZone(timeZone: string): boolean {
  try {
    dateFormat({ year: 'numeric' }, timeZone, READERS.en);
    return true;
  } catch {
    return false;
  }
}

function formats(language: Language, timeZone: string): Formats {
  const key = `${language} ${timeZone}`;
  const found = known.get(key);
  if (found) {
    return found;
  }
  const made = build(language, usableZone(timeZone));
  known.set(key, made);
  return made;
}

/** The zone that `formatInstant` really uses, for display beside the times. */
export function shownZone(timeZone: string): string {
  return usableZone(timeZone);
}

/**
 * `14:05` on the same civil day as `now`; `Tue 6 Jan 14:05` on another; with the year in another year.
 * @param at epoch ms
 */
export function formatInstant(at: number, now: number, language: Language, timeZone: string): string {
  const key = `${language} ${timeZone} ${minuteOf(at)} ${minuteOf(now)}`;
  const found = shown.get(key);
  if (found !== undefined) {
    return found;
  }
  const text = format(at, now, language, timeZone);
  if (shown.size >= MOST_SHOWN) {
    shown.clear();
  }
  shown.set(key, text);
  return text;
}

/** Instants within a minute read the same, and in a storm all messages name the same few. */
const shown = new Map<string, string>();
const MOST_SHOWN = 1000;

/** Since 1972, when the last place gave up its local mean time, offsets of zones are whole minutes. */
const minuteOf = (at: number) => Math.floor(at / 60_000);

function format(at: number, now: number, language: Language, timeZone: string): string {
  const { time, day, dayAndYear, key } = formats(language, timeZone);
  const today = key.format(now);
  const that = key.format(at);
  if (that === today) {
    return time.format(at);
  }
  const date = that.slice(0, 4) === today.slice(0, 4) ? day.format(at) : dayAndYear.format(at);
  return `${date.replace(',', '')} ${time.format(at)}`;
}

/** `Tue 6 Jan 2026 14:05`: with the day and the year, where nobody knows when it is read. */
export function fullInstant(at: number, language: Language, timeZone: string): string {
  const { time, dayAndYear } = formats(language, timeZone);
  return `${dayAndYear.format(at).replace(',', '')} ${time.format(at)}`;
}

/** `Tue 6 Jan 2026`, of a date such as `2026-01-06`; other text stays as it is. */
export function dateWords(date: string, language: Language): string {
  const days = parseDate(date);
  return days === null
    ? date
    : formats(language, 'UTC')
        .dayAndYear.format(days * DAY_MS)
        .replace(',', '');
}

/** `January 2026`. @param start of the month, in UTC */
export function monthWords(start: number, language: Language): string {
  return dateFormat({ month: 'long', year: 'numeric' }, 'UTC', READERS[language]).format(start);
}
