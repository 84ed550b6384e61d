/** Checks the monthly document (R3121-2, D3171-16), which is handed over by a day of the next month. */
import type { RuleFinding } from '#domain/labour/finding';
import { measuredData, remedy } from '#domain/labour/finding';
import type { RuleParams } from '#domain/labour/pack';
import type { Rule } from '#domain/labour/rules/rule';
import { isMonthJudged } from '#domain/labour/rules/rule';
import type { PersonTime } from '#domain/labour/time-of';
import { DAY } from '#domain/time/duration';
import type { LocalDate } from '#domain/time/calendar';
import { addMonths, dateOf } from '#domain/time/calendar';
import { firstInstant, toLocal } from '#domain/time/zone';

export const documentRule: Rule<RuleParams['document']> = (time, params, facts) =>
  [...(facts.documents ?? [])].flatMap(([month, handedAt]) => findingOf(time, params, month, handedAt) ?? []);

function findingOf(
  time: PersonTime,
  { by, late }: RuleParams['document'],
  month: LocalDate,
  handedAt: number | null,
): RuleFinding | null {
  const { zone } = time.person;
  const next = dateOf(addMonths(month * DAY, 1));
  const due = next + by - 1;
  const handed = dateOf(toLocal(zone, handedAt ?? time.now));
  const start = firstInstant(zone, month * DAY);
  const end = firstInstant(zone, next * DAY);
  if (handed <= due || !isMonthJudged(time, { start, end })) {
    return null;
  }
  return {
    severity: handed > due + late / DAY ? 'outside' : 'check',
    subject: 'month',
    anchor: month,
    rota: null,
    start,
    end,
    data: measuredData((handed - due) * DAY, 0),
    remedy: remedy('handOver'),
    provisional: false,
  };
}
