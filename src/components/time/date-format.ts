/** Formats dates in Grafana's language. */
import { readerLanguage } from '../../language.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** A formatter is slow to create and fast to use, and a year of a rota needs thousands of texts. */
export function dateFormat(options: Intl.DateTimeFormatOptions, timeZone: string): Intl.DateTimeFormat {
  const key = JSON.stringify([readerLanguage(), timeZone, options]);
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(readerLanguage(), { ...options, timeZone, hourCycle: 'h23' });
    formats.set(key, format);
  }
  return format;
}

/** “November 2, 2026”, of a date such as `2026-11-02` as midnight UTC. */
export function dateText(at: number): string {
  const text = dateFormat({ dateStyle: 'long' }, 'UTC').format(at);
  // French counts the first of a month as an ordinal, which CLDR does not know.
  return readerLanguage().startsWith('fr') ? text.replace(/^1 /, '1er ') : text;
}
