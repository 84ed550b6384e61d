/** Formats local times and instants as words. */
import { parseTime } from '#domain/time/local';
import { clockText, dateFormat } from './date-format.ts';

/** Formats a wall-clock time as in files and the API (`2026-01-05T09:00`) or an instant; other text stays unchanged. */
export function localTimeText(text: string): string {
  const written = parseTime(text);
  if (written === null) {
    return text;
  }
  // A local time is stored as the same digits in UTC, so it is formatted in UTC.
  const at = 'local' in written ? written.local : written.instant;
  return dateFormat(
    { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    'UTC',
  ).format(at);
}

/** The end without its day where both are on the same one: `Wed, Jan 7, 2026, 10:00 – 12:00`. */
export function localSpanText(start: string, end: string): string {
  const clock = start.slice(0, 10) === end.slice(0, 10) ? /T(\d\d:\d\d)$/.exec(end)?.[1] : undefined;
  return `${localTimeText(start)} – ${clock === undefined ? localTimeText(end) : clockText(clock)}`;
}
