/** Prepares what pay counts of a person's time, for any month of its range. */
import type { PersonTime } from '#domain/labour/time-of';
import type { UnitDuty } from '#domain/labour/facts/unit';
import { paidCalls } from '#domain/labour/pay/calls';
import type { PaidCall } from '#domain/labour/pay/calls';
import { levelledDuties, profiledTime } from '#domain/labour/pay/duties';
import type { LevelledDuty } from '#domain/labour/pay/duties';
import { wholeMinutes } from '#domain/labour/pay/minutes';
import { isWithin } from '#domain/labour/pay/month';
import type { PayPeriod, PayRules } from '#domain/labour/pay/rules';
import { payPeriods } from '#domain/labour/pay/rules';
import type { FlatTurn, HeldTurn } from '#domain/labour/pay/turns';
import { flatTurns } from '#domain/labour/pay/turns';
import type { Span } from '#domain/time/span';
import { intersectSpans, mergeSpans, subtractSpans } from '#domain/time/span';

/** What pay depends on besides a person's time. */
export interface PayFacts {
  pay: readonly PayRules[];
  /** The duties that the unit lists. */
  duties: readonly UnitDuty[];
  /** The turns of listed rotas in which the person was on call. */
  turns: readonly HeldTurn[];
  /** ISO 4217. */
  currency: string;
}

/** Only what lies in the time of a work profile of the unit. */
export interface PayTime {
  time: PersonTime;
  currency: string;
  periods: readonly PayPeriod[];
  duties: readonly LevelledDuty[];
  /** `C`, on whole minutes. */
  onCall: readonly Span[];
  /** `O`, on whole minutes. */
  ordinary: readonly Span[];
  /** Ordinary hours that a release took away, on whole minutes. */
  lost: readonly Span[];
  /** `I − O`, true times. */
  interventions: readonly Span[];
  calls: readonly PaidCall[];
  turns: readonly FlatTurn[];
}

export function payTimeOf(time: PersonTime, { pay, duties, turns, currency }: PayFacts): PayTime {
  const { zone } = time.person;
  const profiled = profiledTime(time.person, time.horizon);
  const periods = payPeriods(pay, zone);
  const interventions = subtractSpans(mergeSpans(time.stretches), time.ordinary).filter(({ start }) =>
    profiled.some((span) => isWithin(start, span)),
  );
  const held = turns
    .filter(({ start }) => start >= time.since)
    .map((turn) => ({ ...turn, held: intersectSpans(intersectSpans(mergeSpans(turn.held), [turn]), profiled) }))
    .sort((a, b) => a.start - b.start || (a.rota < b.rota ? -1 : a.rota > b.rota ? 1 : a.end - b.end));
  return {
    time,
    currency,
    periods,
    duties: levelledDuties(time.duties, duties, zone).flatMap(({ rota, level, ...span }) =>
      wholeMinutes(intersectSpans([span], profiled)).map((part) => ({ rota, level, ...part })),
    ),
    onCall: wholeMinutes(intersectSpans(time.onCall, profiled)),
    ordinary: wholeMinutes(time.ordinary),
    lost: wholeMinutes(subtractSpans(time.planned, time.ordinary)),
    interventions,
    calls: paidCalls(interventions, periods),
    turns: flatTurns(held, duties, periods, zone),
  };
}
