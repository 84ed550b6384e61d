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
import { TIME_LIMIT, runs } from './runs.ts';

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

/** 60 months in `npm test`, 3,000 in `npm run test:deep`. */
const BATCH = 60;

describe('random months', () => {
  test(
    'have the same hours and lines',
    () => {
      const { numRuns, seed } = runs(0.003);
      for (let done = 0; done < numRuns; done += BATCH) {
        const months = fc.sample(anyPay, {
          numRuns: Math.min(BATCH, numRuns - done),
          ...(seed === undefined ? {} : { seed: seed + done }),
        });
        const theirs = oracle(months);
        months.forEach((facts, i) => {
          const ours = unordered(payAnswer(facts, zones));
          expect({ facts, ...ours }).toEqual({ facts, ...unordered(theirs[i] as PayAnswer) });
        });
      }
    },
    TIME_LIMIT,
  );
});
