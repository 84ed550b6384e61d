/** Finds the time zone of the reader. */
import { getTimeZone } from '@grafana/data';

/** The reader's zone, an IANA name: what Grafana's preferences say, else the browser's. */
export function readerZone(): string {
  const preferred = getTimeZone();
  if (preferred === 'utc') {
    return 'UTC';
  }
  return preferred === '' || preferred === 'browser' ? Intl.DateTimeFormat().resolvedOptions().timeZone : preferred;
}
