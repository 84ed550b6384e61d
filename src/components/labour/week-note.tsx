/** Says what a week on call is worth by the rules of pay, and what no rule pays. */
import type { PayEntryWire } from '#contract/labour/pay/pay';
import { toPayRules } from '#contract/labour/pay/pay-rules';
import type { UnitWire } from '#contract/labour/unit';
import type { WorkProfileWire } from '#contract/labour/work-profile';
import { toMilliseconds } from '#contract/time/duration';
import type { UnitDuty } from '#domain/labour/facts/unit';
import type { SampleWeek } from '#domain/labour/statement/sample-week';
import { sampleWeek } from '#domain/labour/statement/sample-week';
import type { Calendar } from '#domain/time/holidays';
import { holidayDates } from '#domain/time/holidays';
import type { LocalDate } from '#domain/time/calendar';
import { zoneTable } from '#domain/time/zone';
import { t } from '../../language.ts';
import { dayText } from '../time/format.ts';
import { minutesText } from '../time/duration-text.ts';
import { moneyText } from './money-text.ts';

export interface WeekCase {
  /** Whose week it is: a contract in words. */
  text: string;
  facts: Pick<WorkProfileWire, 'contract' | 'weeklyHours' | 'schedule'>;
}

interface Props {
  unit: Pick<UnitWire, 'id' | 'timeZone' | 'holidays' | 'currency'>;
  duty: Pick<UnitDuty, 'rota' | 'level'>;
  pay: readonly PayEntryWire[];
  cases: readonly WeekCase[];
  calendar: Calendar;
  /** The week begins then or later. */
  from: LocalDate;
}

function weekOf({ unit, duty, pay, calendar, from }: Props, { contract, weeklyHours, schedule }: WeekCase['facts']) {
  return sampleWeek({
    zone: zoneTable(calendar.zones, unit.timeZone),
    holidays: holidayDates(calendar.holidays, unit.holidays),
    profile: {
      user: '',
      unit: unit.id,
      contract,
      payrollId: null,
      onCall: 'yes',
      onCallUntil: null,
      schedule,
      weeklyHours: weeklyHours ? toMilliseconds(weeklyHours) : null,
    },
    pay: pay.map(toPayRules),
    duty,
    from,
    currency: unit.currency,
  });
}

function worthText({ amount, rest, lines }: SampleWeek, currency: string): string {
  const parts = [
    ...(amount > 0 || rest === 0 ? [moneyText(amount, currency)] : []),
    ...(rest > 0 ? [t('pay.rest-earned', '{{hours}} of rest', { hours: minutesText(rest) })] : []),
  ];
  return lines.length === 0 ? t('pay.nothing', 'nothing') : parts.join(' + ');
}

export function WeekNote(props: Props) {
  const { unit, cases } = props;
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8 }}>
      {cases.map(({ text, facts }) => {
        const week = weekOf(props, facts);
        const date = dayText(week.start, week.start, unit.timeZone);
        return (
          <li key={text}>
            <strong>
              {t('pay.week', 'One week from {{date}}: {{amount}}', { date, amount: worthText(week, unit.currency) })}
            </strong>{' '}
            ({text})
            <div>
              {t('pay.week-hours', '{{hours}} on call, outside of ordinary hours.', {
                hours: minutesText(week.minutes),
              })}{' '}
              {week.unpaid === 0
                ? t('pay.all-paid', 'Each minute of them is compensated.')
                : t('pay.unpaid', 'No rule pays {{hours}} of them.', { hours: minutesText(week.unpaid) })}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
