/** What the rules `compensation` and `document` read of the months whose ends are judged. */
import type { LabourFacts } from '#domain/labour/facts/model';
import type { StatementMonth } from '#domain/labour/pay/month';
import { dateAt, isWithin, monthLater, monthNamed, monthOf } from '#domain/labour/pay/month';
import { monthPay } from '#domain/labour/statement/month-lines';
import { payTimeOf } from '#domain/labour/statement/pay-time';
import type { PayFacts } from '#domain/labour/statement/pay-time';
import type { PersonTime } from '#domain/labour/time-of';
import type { Span } from '#domain/time/span';
import { intersectSpans } from '#domain/time/span';
import type { ZoneTable } from '#domain/time/zone';

/** The months whose last instant lies in the range, earliest first. */
export function monthsJudged(range: Span, zone: ZoneTable): StatementMonth[] {
  const months: StatementMonth[] = [];
  let month = monthOf(dateAt(zone, range.start), zone);
  for (; month.end <= range.end; month = monthNamed(monthLater(month.name, 1), zone)) {
    if (isWithin(month.end - 1, range)) {
      months.push(month);
    }
  }
  return months;
}

/** @param handed when the document of a month (`2026-10`) was handed over; null: not yet */
export function monthFacts(
  time: PersonTime,
  facts: PayFacts,
  handed: ReadonlyMap<string, number | null>,
): Pick<LabourFacts, 'unpaid' | 'documents'> {
  const months = monthsJudged(time.range, time.person.zone);
  if (months.length === 0) {
    return { unpaid: null, documents: null };
  }
  const pay = payTimeOf(time, facts);
  const due = months.filter(
    (month) =>
      month.end <= time.now &&
      [pay.onCall, pay.interventions].some((spans) => intersectSpans(spans, [month]).length > 0),
  );
  return {
    unpaid: new Map(months.map((month) => [month.first, monthPay(pay, month).unpaid])),
    documents: new Map(due.map(({ name, first }) => [first, handed.get(name) ?? null])),
  };
}
