/** Gives each minute of on-call time to the first rule of pay that matches it. */
import type { LevelledDuty } from '#domain/labour/pay/duties';
import { targetSpans } from '#domain/labour/pay/duties';
import type { HourRule, PayPeriod } from '#domain/labour/pay/rules';
import type { HolidayDates } from '#domain/time/holidays';
import { coverage, openingHours } from '#domain/time/coverage';
import type { Span } from '#domain/time/span';
import { intersectSpans, lengthOf, subtractSpans } from '#domain/time/span';
import type { ZoneTable } from '#domain/time/zone';

export interface TakenHours {
  rule: HourRule;
  spans: readonly Span[];
}

export interface PaidHours {
  /** In order of the entries, and of the rules in each. */
  taken: readonly TakenHours[];
  /** What no rule takes. */
  left: readonly Span[];
}

export interface UnitCalendar {
  zone: ZoneTable;
  holidays: HolidayDates;
}

/** @param onCall sorted, disjoint, on whole minutes */
export function paidHours(
  onCall: readonly Span[],
  duties: readonly LevelledDuty[],
  periods: readonly PayPeriod[],
  calendar: UnitCalendar,
): PaidHours {
  const taken: TakenHours[] = [];
  let left = [...onCall];
  for (const { rules, start, end } of periods) {
    for (const rule of rules.hours) {
      const open = intersectSpans(left, [{ start, end }]);
      const spans = intersectSpans(open, matching(rule, open, duties, calendar));
      if (lengthOf(spans) > 0) {
        taken.push({ rule, spans });
        left = subtractSpans(left, spans);
      }
    }
  }
  return { taken, left };
}

function matching(
  rule: HourRule,
  open: readonly Span[],
  duties: readonly LevelledDuty[],
  { zone, holidays }: UnitCalendar,
): readonly Span[] {
  const [first, last] = [open[0], open.at(-1)];
  if (first === undefined || last === undefined) {
    return [];
  }
  const isForAll = rule.level === null && rule.rotas === null;
  const own = isForAll ? open : targetSpans(rule, duties);
  return rule.when === null
    ? own
    : intersectSpans(own, coverage(openingHours({ windows: rule.when }, zone, holidays), first.start, last.end));
}
