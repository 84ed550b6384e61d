/** What must hold of pay for everybody, whatever their rules, duties and nights. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { payAnswer, readPay } from '#contract/labour/pay/pay-cases.fake';
import type { PayAnswer, WrittenPayFacts } from '#contract/labour/pay/pay-cases.fake';
import { canonicalJson } from '#domain/labour/statement/canonical';
import { correctionLines } from '#domain/labour/statement/correction';
import type { PayLine } from '#domain/labour/pay/lines';
import { keyOfLine } from '#domain/labour/pay/lines';
import { monthOf } from '#domain/labour/pay/month';
import { paidHours } from '#domain/labour/pay/on-call-hours';
import { payTimeOf } from '#domain/labour/statement/pay-time';
import { statementOf } from '#domain/labour/statement/statement';
import { flatTurns } from '#domain/labour/pay/turns';
import { timeOf } from '#domain/labour/time-of';
import { DAY, MINUTE } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import { intersectSpans, lengthOf } from '#domain/time/span';
import { anyPay } from './arbitrary-pay.ts';
import { LABOUR_ZONES } from './arbitrary-labour.ts';
import { tableOf } from './arbitrary-rota.ts';
import { TIME_LIMIT, runs } from './runs.ts';

const zones = Object.fromEntries(LABOUR_ZONES.map((zone) => [zone, tableOf(zone)]));

function holds<T>(arbitrary: fc.Arbitrary<T>, predicate: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, predicate), runs(0.002));
}

function prepared(written: WrittenPayFacts) {
  const { person, facts, date } = readPay(written, zones);
  const month = monthOf(date, person.zone);
  const pay = payTimeOf(timeOf(person, facts.rules, month, facts.now), facts);
  return { person, facts, date, month, pay };
}

describe('pay', () => {
  test(
    'each minute on call is taken by one rule or by none, as money or as rest',
    () => {
      holds(anyPay, (written) => {
        const { person, month, pay } = prepared(written);
        const onCall = intersectSpans(pay.onCall, [month]);
        const { taken, left } = paidHours(onCall, pay.duties, pay.periods, person);
        const parts = [...taken.map(({ spans }) => spans), left];
        expect(parts.reduce((sum, spans) => sum + lengthOf(spans), 0)).toBe(lengthOf(onCall));
        parts.forEach((spans, i) => {
          parts.slice(i + 1).forEach((others) => expect(intersectSpans(spans, others)).toEqual([]));
        });
        taken.forEach(({ rule }) => expect((rule.rate === null) !== (rule.rest === null)).toBe(true));
      });
    },
    TIME_LIMIT,
  );

  test(
    'lines of hours and unmatched time add up to the hours of the statement, where no turn has a flat',
    () => {
      holds(anyPay, (written) => {
        const pay = written.pay.map((entry) => ({ ...entry, turns: [], interventions: null, lostToRest: null }));
        const { hours, lines, unpaid } = payAnswer({ ...written, pay }, zones);
        const { weekday, saturday, sunday, holiday } = hours;
        expect(lines.reduce((sum, { minutes = 0 }) => sum + minutes, unpaid)).toBe(hours.onCall);
        expect(weekday + saturday + sunday + holiday).toBe(hours.onCall);
      });
    },
    TIME_LIMIT,
  );

  test(
    'the same facts in another order give the same text',
    () => {
      holds(anyPay, (written) => {
        const { person, facts, date } = prepared(written);
        const turned = {
          ...person,
          onCall: person.onCall.toReversed(),
          interventions: person.interventions.toReversed(),
          away: person.away.toReversed(),
        };
        const { pay, duties, turns } = facts;
        const other = { ...facts, pay: pay.toReversed(), duties: duties.toReversed(), turns: turns.toReversed() };
        expect(canonicalJson(statementOf(turned, date, other))).toBe(canonicalJson(statementOf(person, date, facts)));
      });
    },
    TIME_LIMIT,
  );

  test(
    'duty that is cut in two pays the same',
    () => {
      holds(fc.tuple(anyPay, fc.integer({ min: 1, max: 5_000 })), ([written, minute]) => {
        const cut = ({ start, end }: Span): Span[] => {
          const at = start + minute * MINUTE;
          return at < end
            ? [
                { start, end: at },
                { start: at, end },
              ]
            : [{ start, end }];
        };
        const { person, facts, date } = prepared(written);
        const onCall = person.onCall.flatMap(({ rota, ...span }) => cut(span).map((part) => ({ rota, ...part })));
        const turns = facts.turns.map((turn) => ({ ...turn, held: turn.held.flatMap(cut) }));
        const whole = statementOf(person, date, facts);
        expect(statementOf({ ...person, onCall }, date, { ...facts, turns })).toEqual(whole);
      });
    },
    TIME_LIMIT,
  );

  test(
    'rules that are written again in the middle of a month change nothing',
    () => {
      holds(fc.tuple(anyPay, fc.integer({ min: 2, max: 27 })), ([written, day]) => {
        const [first] = written.pay;
        const again = { ...first, from: `${written.month}-${String(day).padStart(2, '0')}` };
        const answer = (pay: object[]) => {
          const { lines, ...rest } = payAnswer({ ...written, pay }, zones);
          // Lines come in the order in which rules first take time.
          return { ...rest, lines: lines.map((line) => canonicalJson(line)).sort() };
        };
        expect(answer([first as object, again])).toEqual(answer([first as object]));
      });
    },
    TIME_LIMIT,
  );

  test(
    'shares of a turn that one at a time holds add up to one',
    () => {
      const lengths = fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 6 });
      holds(lengths, (minutes) => {
        let at = 0;
        const held = minutes.map((length) => ({ start: at, end: (at += length * MINUTE) }));
        const zone = zones['Europe/Paris'] ?? tableOf('Europe/Paris');
        const listed = [{ rota: 'sre', kind: 'onCall' as const, level: 'primary' as const, from: -1, until: null }];
        const rule = { code: 'T', level: null, rotas: null, amount: 150, rest: null };
        const none = { hours: [], interventions: null, overtime: [], partTime: [], lostToRest: null };
        const periods = [{ start: -DAY, end: Infinity, rules: { from: -1, turns: [rule], ...none } }];
        const turns = held.map((span) => ({ rota: 'sre', start: 0, end: at, held: [span], covered: held }));
        const shares = flatTurns(turns, listed, periods, zone).map(({ share }) => share);
        expect(shares).toHaveLength(held.length);
        expect(shares.reduce((sum, { over }) => sum + over, 0n)).toBe(shares[0]?.under);
      });
    },
    TIME_LIMIT,
  );

  test(
    'what was closed, with its correction, is what is computed today',
    () => {
      holds(fc.tuple(anyPay, anyPay), ([before, now]) => {
        const closed = payAnswer(before, zones).lines;
        const today = payAnswer({ ...now, month: before.month, currency: before.currency }, zones).lines;
        const correction = correctionLines(closed, today);
        expect(summed([...closed, ...correction])).toEqual(summed(today));
        expect(correctionLines([...closed, ...correction], today)).toEqual([]);
      });
    },
    TIME_LIMIT,
  );
});

function summed(lines: PayAnswer['lines']) {
  const sums = new Map<string, number[]>();
  for (const line of lines) {
    const key = keyOfLine(line);
    const own = counted(line);
    sums.set(key, sums.get(key)?.map((value, i) => value + (own[i] as number)) ?? own);
  }
  return [...sums].filter(([, counts]) => counts.some((count) => count !== 0)).sort();
}

function counted({ minutes = 0, turns = '0', rest = 0, amount }: PayLine): number[] {
  return [minutes, Math.round(Number(turns) * 10_000), rest, amount ?? 0];
}
