/** Makes random months of pay: people of `arbitrary-labour.ts` with rules, turns and a second rota. */
import fc from 'fast-check';
import type { WrittenPayFacts } from '#contract/labour/pay/pay-cases.fake';
import type { WrittenSpan } from '#contract/labour/cases.fake';
import { formatDate, parseDate } from '#domain/time/local';
import { DAY_WORDS } from '#domain/time/weekly';
import { anyFacts } from './arbitrary-labour.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

const clock = fc.constantFrom('00:00', '02:30', '06:00', '09:00', '18:00', '21:15');
const window = fc.record({
  days: fc.uniqueArray(fc.constantFrom(...DAY_WORDS), { minLength: 1, maxLength: 2 }),
  from: clock,
  to: clock,
});
const level = fc.constantFrom(null, null, 'primary', 'backup');
const rotas = fc.constantFrom(null, null, ['sre'], ['db'], ['sre', 'db']);
const target = fc.record({ level, rotas });
const price = fc.integer({ min: 0, max: 99_999 });
const code = fc.constantFrom('A', 'B', 'C');

const hourRule = fc
  .tuple(
    target,
    code,
    fc.option(fc.array(window, { minLength: 1, maxLength: 2 })),
    fc.oneof(
      price.map((n) => ({ rate: n / 10_000 })),
      fc.constantFrom({ rest: '6m' }, { rest: '7m' }),
    ),
  )
  .map(([whom, name, when, money]) => ({ ...whom, code: name, text: name, when, ...money }));

const turnRule = fc
  .tuple(
    target,
    fc.oneof(
      price.map((n) => ({ amount: n / 100 })),
      fc.constantFrom({ rest: '210m' }, { rest: '3h' }),
    ),
  )
  .map(([whom, money]) => ({ ...whom, code: 'T', text: 't', ...money }));

const rules = fc.record({
  hours: fc.array(hourRule, { maxLength: 4 }),
  turns: fc.array(turnRule, { maxLength: 2 }),
  interventions: fc.option(
    fc.record({
      code: fc.constant('INT'),
      text: fc.constant('call'),
      minimum: fc.constantFrom('0s', '30m', '1h'),
      roundUpTo: fc.constantFrom('1m', '15m', '30m'),
      group: fc.constantFrom('0s', '30m', '2h'),
    }),
    { freq: 8 },
  ),
  overtime: fc.constantFrom(
    [],
    [
      { above: '35h', percent: 25, code: 'HS25' },
      { above: '43h', percent: 50, code: 'HS50' },
    ],
    [{ above: '37h', percent: 30, code: 'HS30' }],
  ),
  partTime: fc.constantFrom(
    [],
    [
      { upTo: 10, percent: 10, code: 'HC10' },
      { percent: 25, code: 'HC25' },
    ],
    [{ upTo: 15, percent: 12, code: 'HC12' }],
  ),
  lostToRest: fc.constantFrom(null, { code: 'RPO', text: 'rest', paid: true }, { code: 'R', text: 'r', paid: false }),
});

/** Spans of a list of offsets, one after another, in minutes. */
function chain(start: number, lengths: readonly number[]): WrittenSpan[] {
  let at = start;
  return lengths.map((minutes, i) => {
    const from = at + (i % 2) * 600 * MINUTE;
    at = from + minutes * MINUTE;
    return [from, at];
  });
}

const turn = fc
  .tuple(
    fc.integer({ min: -6, max: 34 }),
    fc.constantFrom(1440, 7 * 1440, 7 * 1440 + 60),
    fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 3 }),
    fc.array(fc.integer({ min: 1, max: 4_000 }), { maxLength: 2 }),
    fc.constantFrom('sre', 'db'),
  )
  .map(([day, length, held, others, rota]) => ({ day, length, held, others, rota }));

/** One person's month; half of them have rules that change within it. */
export const anyPay: fc.Arbitrary<WrittenPayFacts> = fc
  .record({
    facts: anyFacts,
    rules: fc.array(rules, { minLength: 1, maxLength: 2 }),
    change: fc.integer({ min: 1, max: 25 }),
    contract: fc.constantFrom('hours', 'hours', 'hours', 'days'),
    weeklyHours: fc.constantFrom('35h', '39h', '28h', '17h30m', '10h'),
    currency: fc.constantFrom('EUR', 'EUR', 'JPY', 'KWD'),
    backup: fc.array(fc.tuple(fc.integer({ min: -3, max: 30 }), fc.integer({ min: 1, max: 5_000 })), { maxLength: 2 }),
    turns: fc.array(turn, { maxLength: 3 }),
  })
  .map(({ facts, rules: entries, change, contract, weeklyHours, currency, backup, turns }): WrittenPayFacts => {
    const { range, started: _, steps: __, ...person } = facts;
    const first = parseDate(range[0]) ?? 0;
    const start = first * DAY;
    return {
      ...person,
      contract,
      weeklyHours: weeklyHours.replace('17h30m', '1050m'),
      currency,
      month: formatDate(first + 10).slice(0, 7),
      pay: entries.map((entry, i) => ({ from: i === 0 ? '2025-01-01' : formatDate(first + change), ...entry })),
      backup: backup.map(([day, minutes]): WrittenSpan => {
        const from = start + day * DAY;
        return [from, from + minutes * MINUTE];
      }),
      turns: turns.map(({ day, length, held, others, rota }) => {
        const from = start + day * DAY;
        const own = chain(from, held);
        const covered = [...own, ...chain(from + 60 * MINUTE, others)];
        return { rota, turn: [from, from + length * MINUTE], held: own, covered };
      }),
    };
  });
