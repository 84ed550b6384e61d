/** Formats local times and instants as words. */
import { parseTime } from '#domain/time/local';
import { dateFormat } from './format.ts';

/** A wall clock's time as it is written in files and the API (`2026-01-05T09:00`), or an instant; whatever it is, in words. */
export function localTimeText(text: string): string {
  const written = parseTime(text);
  if (written === null) {
    return text;
  }
  // A local time is a wall clock's, and UTC's wall clock shows it as it is.
  const at = 'local' in written ? written.local : written.instant;
  return dateFormat(
    { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    'UTC',
  ).format(at);
}
