/** Checks compensation of on-call duty (L3121-9, R3124-4): every minute of it has a counterpart in money or rest. */
import { measuredData, remedy } from '#domain/labour/finding';
import type { Rule } from '#domain/labour/rules/rule';
import { isMonthJudged } from '#domain/labour/rules/rule';
import { DAY } from '#domain/time/duration';
import { addMonths, dateOf } from '#domain/time/calendar';
import { firstInstant } from '#domain/time/zone';

export const compensationRule: Rule<object> = (time, _params, facts) =>
  [...(facts.unpaid ?? [])].flatMap(([month, ms]) => {
    const start = firstInstant(time.person.zone, month * DAY);
    const end = firstInstant(time.person.zone, dateOf(addMonths(month * DAY, 1)) * DAY);
    if (ms === 0 || !isMonthJudged(time, { start, end })) {
      return [];
    }
    const data = measuredData(ms, 0);
    return {
      severity: 'outside',
      subject: 'month',
      anchor: month,
      rota: null,
      start,
      end,
      data,
      remedy: remedy('addPayRule'),
      provisional: false,
    };
  });
