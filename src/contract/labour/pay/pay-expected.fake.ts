/** Reads the worked cases of pay, and compares an answer with what a case expects. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { PayAnswer, WrittenPayFacts } from '#contract/labour/pay/pay-cases.fake';
import type { PayLine } from '#domain/labour/pay/lines';
import type { StatementHours } from '#domain/labour/statement/statement-parts';

interface PayExpectation {
  /** All lines, each in part. */
  lines: Array<Partial<PayLine>>;
  /** Minor units. */
  total?: number;
  unpaid?: number;
  compensation?: string[];
  hours?: Partial<StatementHours>;
}

export interface WorkedPayCase {
  name: string;
  facts: WrittenPayFacts;
  expected: PayExpectation;
}

interface WrittenCase extends Partial<WrittenPayFacts> {
  id: string;
  variant?: string;
  expect: PayExpectation;
}

export function workedPayCases(): WorkedPayCase[] {
  const { defaults, cases } = JSON.parse(
    readFileSync(new URL('../../../../tests/labour/pay-cases.json', import.meta.url), 'utf8'),
  ) as { defaults: WrittenPayFacts; cases: WrittenCase[] };
  return cases.map(({ id, variant, expect: expected, ...facts }) => ({
    name: variant === undefined ? id : `${id}: ${variant}`,
    facts: { ...defaults, ...facts },
    expected,
  }));
}

function totalOf(lines: readonly PayLine[]): number {
  return lines.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
}

export function expectPay(answer: PayAnswer, { lines, total, ...rest }: PayExpectation): void {
  expect(answer).toMatchObject({ lines, ...rest });
  if (total !== undefined) {
    expect(totalOf(answer.lines)).toBe(total);
  }
}
