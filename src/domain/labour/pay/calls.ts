/** Counts the minutes that are paid for interventions outside of ordinary hours: calls, rounded and with a minimum. */
import type { CallRule, PayPeriod } from '#domain/labour/pay/rules';
import { payAt } from '#domain/labour/pay/rules';
import { MINUTE } from '#domain/time/duration';
import type { Span } from '#domain/time/span';

/** Interventions that lie close together. */
export interface PaidCall extends Span {
  rule: CallRule;
  /** Worked, ms. */
  worked: number;
  /** Paid. */
  minutes: number;
}

/**
 * @param interventions outside of ordinary hours, sorted, disjoint; true times, which rounding does not change
 */
export function paidCalls(interventions: readonly Span[], periods: readonly PayPeriod[]): PaidCall[] {
  const calls: PaidCall[] = [];
  for (const { start, end } of interventions) {
    const last = calls.at(-1);
    if (last !== undefined && start - last.end < last.rule.group) {
      last.end = end;
      last.worked += end - start;
      continue;
    }
    const rule = payAt(periods, start)?.interventions;
    if (rule) {
      calls.push({ start, end, rule, worked: end - start, minutes: 0 });
    }
  }
  return calls.map((call) => ({ ...call, minutes: paidMinutes(call.worked, call.rule) }));
}

function paidMinutes(worked: number, { minimum, roundUpTo }: CallRule): number {
  const up = Math.ceil(worked / roundUpTo) * roundUpTo;
  return Math.ceil(Math.max(minimum, up) / MINUTE);
}
