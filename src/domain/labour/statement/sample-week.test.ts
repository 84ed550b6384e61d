/** The example week of the set-up: case P01 from the Monday of a quiet week. */
import { describe, expect, it } from 'vitest';
import type { PayRules } from '#domain/labour/pay/rules';
import { sampleWeek } from '#domain/labour/statement/sample-week';
import { formatDate, parseDate } from '#domain/time/local';
import type { DayWord } from '#domain/time/weekly';
import { formatInstant, zoneTable } from '#domain/time/zone';
import { TEST_ZONES } from '#domain/time/zones.fixture';

const zone = zoneTable(TEST_ZONES, 'Europe/Paris');
const date = (text: string) => parseDate(text) ?? 0;

const anyDuty = { level: null, rotas: null };
const hour = (code: string, rate: number, days: DayWord[] | null) => ({
  code,
  when: days && [{ days, from: '00:00', to: '00:00' }],
  ...anyDuty,
  rate,
  rest: null,
});
const byHour = [
  hour('AST-F', 4.4, ['holiday']),
  hour('AST-D', 4.4, ['sun']),
  hour('AST-S', 3.3, ['sat']),
  hour('AST-N', 2.2, null),
];
const rules = (part: Partial<PayRules>): PayRules => ({
  from: date('2026-10-01'),
  hours: [],
  turns: [],
  interventions: null,
  overtime: [],
  partTime: [],
  lostToRest: null,
  ...part,
});

function week(pay: PayRules, from = '2026-10-01', holidays: string[] = []) {
  const days: DayWord[] = ['workday'];
  const { monday, ...sample } = sampleWeek({
    zone,
    holidays: new Set(holidays.map(date)),
    profile: {
      user: 'ann',
      unit: 'ops',
      contract: 'hours',
      weeklyHours: null,
      payrollId: null,
      onCall: 'yes',
      onCallUntil: null,
      schedule: [
        { days, from: '09:00', to: '12:30' },
        { days, from: '14:30', to: '18:00' },
      ],
    },
    pay: [pay],
    duty: { rota: 'sre', level: 'primary' },
    currency: 'EUR',
    from: date(from),
  });
  return { ...sample, monday: formatDate(monday) };
}

describe('the example week', () => {
  it('is worth 371.80 € by the rates of an agreement (P01)', () => {
    const { amount, minutes, unpaid, start, end } = week(rules({ hours: byHour }));
    expect({ amount, minutes, unpaid }).toEqual({ amount: 37_180, minutes: 133 * 60, unpaid: 0 });
    expect([start, end].map((at) => formatInstant(zone, at))).toEqual([
      '2026-10-05T09:00+02:00',
      '2026-10-12T09:00+02:00',
    ]);
  });

  it('says what no rule pays', () => {
    expect(week(rules({ hours: byHour.slice(0, 3) }))).toMatchObject({ amount: 18_480, unpaid: 85 * 60 });
    expect(week(rules({}))).toMatchObject({ amount: 0, unpaid: 133 * 60 });
  });

  it('has the whole flat of one turn', () => {
    const flat = { code: 'AST', amount: 150, rest: null, ...anyDuty };
    expect(week(rules({ turns: [flat] }))).toMatchObject({ amount: 15_000, unpaid: 0 });
  });

  it('has neither a change of the clock nor a public holiday', () => {
    const hours = byHour;
    expect(week(rules({ hours }), '2026-10-19').monday).toBe('2026-10-26');
    expect(week(rules({ hours }), '2026-10-06', ['2026-10-12', '2026-10-21']).monday).toBe('2026-10-26');
  });
});
