/** Pay: the worked cases and random months, as an independent model in Python counts them, minute by minute. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { payAnswer } from '#contract/labour/pay/pay-cases.fake';
import type { PayAnswer, WrittenPayFacts } from '#contract/labour/pay/pay-cases.fake';
import { expectPay, workedPayCases } from '#contract/labour/pay/pay-expected.fake';
import { canonicalJson } from '#domain/labour/statement/canonical';
import { anyPay } from './arbitrary-pay.ts';
import { LABOUR_ZONES } from './arbitrary-labour.ts';
import { tableOf } from './arbitrary-rota.ts';
import { TIME_LIMIT, batches, depth } from './runs.ts';

const zones = Object.fromEntries(LABOUR_ZONES.map((zone) => [zone, tableOf(zone)]));

function oracle(facts: readonly WrittenPayFacts[]): PayAnswer[] {
  return JSON.parse(
    execFileSync('/usr/bin/python3', ['-B', path.join(import.meta.dirname, 'pay.py')], {
      input: JSON.stringify(facts),
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    }),
  ) as PayAnswer[];
}

/** The oracle has no order of lines. */
function unordered({ lines, ...rest }: PayAnswer) {
  return { ...rest, lines: lines.map((line) => canonicalJson(line)).sort() };
}

describe('worked cases', () => {
  const cases = workedPayCases();
  const theirs = oracle(cases.map(({ facts }) => facts));

  test.each(cases.map((one, i) => [one.name, one, theirs[i] as PayAnswer] as const))('%s', (_, one, answer) => {
    const inOrder = payAnswer(one.facts, zones);
    expect(unordered(answer)).toEqual(unordered(inOrder));
    expectPay({ ...answer, lines: inOrder.lines }, one.expected);
  });
});

/** 60 months in `npm test`, 100,000 in `npm run test:deep`. */
describe('random months', () => {
  test(
    'have the same hours and lines',
    () => {
      for (const batch of batches(depth > 1 ? 0.1 : 0.003, 500)) {
        const months = fc.sample(anyPay, batch);
        const theirs = oracle(months);
        months.forEach((facts, i) => {
          const ours = unordered(payAnswer(facts, zones));
          expect({ facts, ...ours }, `seed ${batch.seed}`).toEqual({ facts, ...unordered(theirs[i] as PayAnswer) });
        });
      }
    },
    TIME_LIMIT,
  );
});
