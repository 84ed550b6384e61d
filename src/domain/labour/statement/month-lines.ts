/** Computes the lines of a month, and the on-call time of it that nothing compensates. */
import type { WorkProfile } from '#domain/labour/facts/model';
import { profileOn } from '#domain/labour/facts/profile';
import type { PaidCall } from '#domain/labour/pay/calls';
import { groupedBy } from '#domain/grouped';
import { callLines, hourLines, turnLines } from '#domain/labour/pay/lines';
import type { PayLine } from '#domain/labour/pay/lines';
import { minutesOf } from '#domain/labour/pay/minutes';
import type { StatementMonth } from '#domain/labour/pay/month';
import { dateAt, isWithin } from '#domain/labour/pay/month';
import { paidHours } from '#domain/labour/pay/on-call-hours';
import { bandsOf, overtimeParts } from '#domain/labour/pay/overtime';
import type { BandRules, OvertimePart } from '#domain/labour/pay/overtime';
import type { PayTime } from '#domain/labour/statement/pay-time';
import { payAt } from '#domain/labour/pay/rules';
import { DAY } from '#domain/time/duration';
import type { LocalDate } from '#domain/time/calendar';
import { mondayOf } from '#domain/time/calendar';
import { intersectSpans, lengthOf, mergeSpans, subtractSpans } from '#domain/time/span';
import { firstInstant } from '#domain/time/zone';

export interface MonthPay {
  lines: readonly PayLine[];
  /** On-call time that no rule of hours and no flat takes, ms. */
  unpaid: number;
}

export function monthPay(pay: PayTime, month: StatementMonth): MonthPay {
  const frame = { of: month.name, currency: pay.currency };
  const onCall = intersectSpans(pay.onCall, [month]);
  const { taken, left } = paidHours(onCall, pay.duties, pay.periods, pay.time.person);
  const flat = mergeSpans(pay.turns.flatMap(({ turn }) => turn.held));
  const turns = pay.turns.filter(({ turn }) => isWithin(turn.start, month));
  return {
    lines: [
      ...hourLines(taken, frame),
      ...turnLines(turns, frame),
      ...callLines(callParts(pay, month), frame),
      ...lostLines(pay, month),
    ],
    unpaid: lengthOf(subtractSpans(left, flat)),
  };
}

/** The parts of calls of the weeks that end in the month, lower bands first. */
function callParts(pay: PayTime, month: StatementMonth): OvertimePart[] {
  const { zone } = pay.time.person;
  const weeks = groupedBy(pay.calls, ({ start }) => mondayOf(dateAt(zone, start)));
  const parts = [...weeks].flatMap(([monday, calls]) => {
    const sunday = monday + 6;
    return month.first <= sunday && sunday <= month.last ? weekParts(pay, monday, calls) : [];
  });
  return parts.toSorted((a, b) => (a.percent ?? 0) - (b.percent ?? 0));
}

function weekParts(pay: PayTime, monday: LocalDate, calls: readonly PaidCall[]): OvertimePart[] {
  const { zone, profiles } = pay.time.person;
  const week = { start: firstInstant(zone, monday * DAY), end: firstInstant(zone, (monday + 7) * DAY) };
  let worked = minutesOf(intersectSpans(pay.ordinary, [week]));
  return calls.flatMap((call) => {
    // Calls lie in the time of a profile and of pay rules.
    const profile = profileOn(profiles, dateAt(zone, call.start)) as WorkProfile;
    const rules = payAt(pay.periods, call.start) as BandRules;
    const parts = overtimeParts(bandsOf(profile, rules, call.rule.code), worked, call);
    worked += call.minutes;
    return parts;
  });
}

/** The ordinary hours that a release took away, by the rules in force then. */
function lostLines({ lost, periods }: PayTime, month: StatementMonth): PayLine[] {
  const own = intersectSpans(lost, [month]);
  const lines = new Map<string, PayLine>();
  for (const { rules, ...period } of periods) {
    const minutes = minutesOf(intersectSpans(own, [period]));
    if (rules.lostToRest !== null && minutes > 0) {
      const { code, paid } = rules.lostToRest;
      const key = JSON.stringify([code, paid]);
      const before = lines.get(key)?.minutes ?? 0;
      lines.set(key, { code, of: month.name, minutes: before + minutes, paid, amount: null });
    }
  }
  return [...lines.values()];
}
