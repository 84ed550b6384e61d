/** Every worked case that pure functions answer, by its number; tests/oracle/labour.test.ts asks the oracle. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { labourAnswer } from '#contract/labour/cases.fake';
import { completeOf, expectedOf } from '#contract/labour/expected.fake';
import type { CaseFile } from '#contract/labour/expected.fake';
import { TEST_ZONES } from '#domain/time/zones.fixture';

const { defaults, cases } = JSON.parse(
  readFileSync(new URL('../../../tests/labour/cases.json', import.meta.url), 'utf8'),
) as CaseFile;

describe('worked cases', () => {
  test.each(cases.map((one) => [`${one.id}${one.variant === undefined ? '' : `: ${one.variant}`}`, one] as const))(
    '%s',
    (_, { expect: expectation, ...facts }) => {
      const written = { ...defaults, ...facts };
      const answer = labourAnswer(written, TEST_ZONES);
      const expected = expectedOf(expectation, written.zone, TEST_ZONES);
      expect(answer).toMatchObject(expected);
      expect(answer).toEqual({ ...answer, ...completeOf(expected) });
      if (expectation.firstAverage !== undefined) {
        expect(Object.keys(answer.averages)[0]).toBe(expectation.firstAverage);
      }
    },
  );
});
