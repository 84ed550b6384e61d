/** Names the period before the one that is shown. */
import { monthOf } from '#domain/time/month';
import { DAY } from '#domain/time/duration';
import { monthYear } from '../../../components/time/date-format.ts';
import { t } from '../../../language.ts';

/** “in October 2026”, “in the 30 days before”. @param before its instants, ISO 8601 */
export function periodBeforeText(before: { from: string; to: string }): string {
  const [start, end] = [Date.parse(before.from), Date.parse(before.to)];
  const month = monthOf(start);
  if (month.start === start && month.end === end) {
    const name = monthYear(start, 'UTC');
    return t('insights.in-month', 'in {{month}}', { month: name });
  }
  return t('insights.in-days', '', {
    count: Math.max(1, Math.round((end - start) / DAY)),
    defaultValue_one: 'on the day before',
    defaultValue_other: 'in the {{count}} days before',
  });
}
