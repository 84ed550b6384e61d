/** Shares the flat of each turn among those who were on call in it, by real hours. */
import type { UnitDuty } from '#domain/labour/facts/unit';
import { isFor, levelOn } from '#domain/labour/pay/duties';
import type { Fraction } from '#domain/labour/pay/money';
import { dateAt } from '#domain/labour/pay/month';
import type { FlatRule, PayPeriod } from '#domain/labour/pay/rules';
import { payAt } from '#domain/labour/pay/rules';
import type { Span } from '#domain/time/span';
import { intersectSpans, lengthOf, mergeSpans } from '#domain/time/span';
import type { ZoneTable } from '#domain/time/zone';

/** A turn of a rota in which the person was on call, from handoff to handoff. */
export interface HeldTurn extends Span {
  rota: string;
  /** When the person was on call in it. */
  held: readonly Span[];
  /** When anybody was, on that rota. */
  covered: readonly Span[];
}

export interface FlatTurn {
  rule: FlatRule;
  turn: HeldTurn;
  /** The person's part of the flat. */
  share: Fraction;
}

/** The turns for which the rules in force at their start give a flat; the first such rule that matches takes a turn. */
export function flatTurns(
  turns: readonly HeldTurn[],
  listed: readonly UnitDuty[],
  periods: readonly PayPeriod[],
  zone: ZoneTable,
): FlatTurn[] {
  return turns.flatMap((turn) => {
    const level = levelOn(listed, turn.rota, dateAt(zone, turn.start));
    const rule = level && payAt(periods, turn.start)?.turns.find((one) => isFor(one, turn.rota, level));
    const share = shareOf(turn);
    return rule && share.over > 0n ? [{ rule, turn, share }] : [];
  });
}

/** The person's time in a turn by the time of anybody; several who are on call at once have the whole of it each. */
function shareOf({ held, covered, start, end }: HeldTurn): Fraction {
  const within = (spans: readonly Span[]) => BigInt(lengthOf(intersectSpans(mergeSpans(spans), [{ start, end }])));
  const under = within(covered);
  return { over: within(held), under: under === 0n ? 1n : under };
}
