/** Formats instants by the reader's own clock and calendar. */
import type { Language } from '#domain/notify/responder';

const LOCALES: Record<Language, string> = { en: 'en-GB', fr: 'fr-FR' };

interface Formats {
  time: Intl.DateTimeFormat;
  day: Intl.DateTimeFormat;
  dayAndYear: Intl.DateTimeFormat;
  key: Intl.DateTimeFormat;
}

/** Building an Intl format costs more than rendering a whole message; there are few zones. */
const known = new Map<string, Formats>();

function build(language: Language, timeZone: string): Formats {
  const locale = LOCALES[language];
  const day = { weekday: 'short', day: 'numeric', month: 'short', timeZone } as const;
  return {
    time: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }),
    day: new Intl.DateTimeFormat(locale, day),
    dayAndYear: new Intl.DateTimeFormat(locale, { ...day, year: 'numeric' }),
    key: new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }),
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
    new Intl.DateTimeFormat('en-GB', { timeZone });
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
