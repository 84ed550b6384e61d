/** Every worked case of pay, by its number; tests/oracle/pay.test.ts asks the oracle. */
import { describe, test } from 'vitest';
import { payAnswer } from '#contract/labour/pay/pay-cases.fake';
import { expectPay, workedPayCases } from '#contract/labour/pay/pay-expected.fake';
import { TEST_ZONES } from '#domain/time/zones.fixture';

describe('worked cases of pay', () => {
  test.each(workedPayCases().map((one) => [one.name, one] as const))('%s', (_, { facts, expected }) => {
    expectPay(payAnswer(facts, TEST_ZONES), expected);
  });
});
