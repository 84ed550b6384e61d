/** Formats dates in Grafana's language. */
import { firstAsOrdinal } from '../../french.ts';
import { readerLanguage } from '../../language.ts';

type DateFormat = Pick<Intl.DateTimeFormat, 'format' | 'formatRange'>;

const formats = new Map<string, DateFormat>();

/** A formatter is slow to create and fast to use, and a year of a rota needs thousands of texts. */
export function dateFormat(options: Intl.DateTimeFormatOptions, timeZone: string): DateFormat {
  const key = JSON.stringify([readerLanguage(), timeZone, options]);
  let format = formats.get(key);
  if (format === undefined) {
    const made = new Intl.DateTimeFormat(readerLanguage(), { ...options, timeZone, hourCycle: 'h23' });
    format = readerLanguage().startsWith('fr') ? inFrench(made) : made;
    formats.set(key, format);
  }
  return format;
}

/** “November 2, 2026”, of a date such as `2026-11-02` as midnight UTC. */
export function dateText(at: number): string {
  return dateFormat({ dateStyle: 'long' }, 'UTC').format(at);
}

function inFrench(format: Intl.DateTimeFormat): DateFormat {
  return {
    format: (at) => firstAsOrdinal(format.format(at)),
    formatRange: (start, end) => firstAsOrdinal(format.formatRange(start, end)),
  };
}
