/** Why a calendar could not be read, and what to do about it. */
import type { CalendarFailure } from '#contract/rotas/calendar';
import { t } from '../../language.ts';

const REASONS: Record<CalendarFailure, () => string> = {
  address: () =>
    t('calendar-failure.address', 'its address isn’t allowed from here: an Admin can allow it (VIGIE_OUTGOING_ALLOW)'),
  network: () => t('calendar-failure.network', 'its server cannot be reached'),
  timeout: () => t('calendar-failure.timeout', 'its server did not answer in time'),
  http: () => t('calendar-failure.http', 'its server refuses the request: check the address, it may have been renewed'),
  'too-large': () => t('calendar-failure.too-large', 'it is larger than 8 MiB'),
  'no-calendar': () => t('calendar-failure.no-calendar', 'this is not a calendar: use the address of the .ics file'),
  malformed: () => t('calendar-failure.malformed', 'the calendar is damaged'),
  'too-much': () => t('calendar-failure.too-much', 'it has too many events'),
  'too-slow': () => t('calendar-failure.too-slow', 'its events take too long to process'),
};

export function failureReason(reason: CalendarFailure): string {
  return REASONS[reason]();
}
