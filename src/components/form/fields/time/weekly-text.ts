/** Describes weekly hours in words: “Mon, Tue 09:00 – 18:00”. */
import type { WeeklyWindow } from '#domain/time/weekly';
import type { DayWord } from '#domain/time/weekly';
import { clockText, dateFormat } from '../../../time/format.ts';
import { withSemicolons } from '../../../text/punctuation.ts';
import { t } from '../../../../language.ts';

/** 5 January 1970 was a Monday. */
const MONDAY = Date.UTC(1970, 0, 5);
const WEEKDAYS: readonly DayWord[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export function dayWordText(day: DayWord): string {
  switch (day) {
    case 'workday':
      return t('day.workday', 'workdays');
    case 'weekend':
      return t('day.weekend', 'weekends');
    case 'holiday':
      return t('day.holiday', 'public holidays');
    case 'daily':
      return t('day.daily', 'every day');
    default:
      return dateFormat({ weekday: 'short' }, 'UTC').format(MONDAY + WEEKDAYS.indexOf(day) * 86_400_000);
  }
}

function weeklyText({ days, from, to }: WeeklyWindow): string {
  const names = days.map(dayWordText).join(', ');
  return from === to
    ? t('day.whole', '{{days}}, all day from {{from}}', { days: names, from: clockText(from) })
    : t('day.hours', '{{days}} {{from}} – {{to}}', { days: names, from: clockText(from), to: clockText(to) });
}

export function windowsText(windows: readonly WeeklyWindow[]): string {
  return withSemicolons(windows.map(weeklyText));
}
