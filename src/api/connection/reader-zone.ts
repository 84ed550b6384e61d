/** Finds the time zone of the reader. */
import { getTimeZone } from '@grafana/data';

/** The reader's zone, an IANA name: from Grafana's preferences, or from the browser. */
export function readerZone(): string {
  const preferred = getTimeZone();
  if (preferred === 'utc') {
    return 'UTC';
  }
  return preferred === '' || preferred === 'browser' ? Intl.DateTimeFormat().resolvedOptions().timeZone : preferred;
}
