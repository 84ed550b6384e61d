/** Formats times and durations in Grafana's language and in the given zone (the page's: `useZone`). */

export { readerZone } from '../../api/connection/reader-zone.ts';
export {
  clockText,
  clockTime,
  dateFormat,
  dateText,
  dayText,
  exactText,
  instantText,
  isSameDay,
  monthYear,
  secondText,
  timeText,
} from './date-format.ts';
export { countdownText, durationText, hoursText } from './duration-text.ts';
