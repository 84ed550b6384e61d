/** Computes what a week on call, from a Monday to the next, is worth by given rules: an example to read pay rules by. */
import type { WorkProfile } from '#domain/labour/facts/model';
import type { UnitDuty } from '#domain/labour/facts/unit';
import type { PayLine } from '#domain/labour/pay/lines';
import { minutesOf } from '#domain/labour/pay/minutes';
import type { StatementMonth } from '#domain/labour/pay/month';
import type { PayRules } from '#domain/labour/pay/rules';
import { monthPay } from '#domain/labour/statement/month-lines';
import { payTimeOf } from '#domain/labour/statement/pay-time';
import { timeOf } from '#domain/labour/time-of';
import type { HolidayDates } from '#domain/time/holidays';
import { DAY, MINUTE, WEEK } from '#domain/time/duration';
import type { LocalDate } from '#domain/time/calendar';
import { weekdayOf } from '#domain/time/calendar';
import { formatDate, parseClock } from '#domain/time/local';
import type { Span } from '#domain/time/span';
import { intersectSpans } from '#domain/time/span';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant } from '#domain/time/zone';

export interface SampleFacts {
  zone: ZoneTable;
  holidays: HolidayDates;
  /** Of whoever is on call; it holds on all dates. */
  profile: Omit<WorkProfile, 'from' | 'until'>;
  pay: readonly PayRules[];
  /** The duty that is held; which dates it is listed on does not count. */
  duty: Pick<UnitDuty, 'rota' | 'level'>;
  /** ISO 4217. */
  currency: string;
  /** The week begins on this date or later. */
  from: LocalDate;
}

export interface SampleWeek extends Span {
  monday: LocalDate;
  /** Minutes of on-call time. */
  minutes: number;
  lines: readonly PayLine[];
  /** Sum of the lines, minor units. */
  amount: number;
  /** Rest that is earned, minutes. */
  rest: number;
  /** Minutes that no rule takes. */
  unpaid: number;
}

const WEEKS_TRIED = 26;

export function sampleWeek(facts: SampleFacts): SampleWeek {
  const { zone, holidays, duty } = facts;
  const since = facts.from;
  const week = quietWeek(facts);
  const { monday, start, end } = week;
  const rota = duty.rota;
  const time = timeOf(
    {
      user: facts.profile.user,
      unit: facts.profile.unit,
      zone,
      holidays,
      since,
      profiles: [{ ...facts.profile, from: since, until: null }],
      away: [],
      onSite: [],
      interventions: [],
      rests: [],
      tail: 0,
      onCall: [{ rota, start, end }],
    },
    [],
    { start, end },
    start,
  );
  const pay = payTimeOf(time, {
    pay: facts.pay,
    duties: [{ ...duty, kind: 'onCall', from: since, until: null }],
    turns: [{ rota, start, end, held: [week], covered: [week] }],
    currency: facts.currency,
  });
  const whole: StatementMonth = { name: formatDate(monday).slice(0, 7), first: monday, last: monday + 7, start, end };
  const { lines, unpaid } = monthPay(pay, whole);
  return {
    monday,
    start,
    end,
    lines,
    minutes: minutesOf(intersectSpans(pay.onCall, [week])),
    amount: lines.reduce((sum, { amount }) => sum + (amount ?? 0), 0),
    rest: lines.reduce((sum, { rest }) => sum + (rest ?? 0), 0),
    unpaid: unpaid / MINUTE,
  };
}

/** The first week without a public holiday or a change of the clock; if there is none, the first. */
function quietWeek(facts: SampleFacts): Span & { monday: LocalDate } {
  const first = facts.from + ((8 - weekdayOf(facts.from)) % 7);
  const weeks = Array.from({ length: WEEKS_TRIED }, (_, i) => spanOf(first + 7 * i, facts));
  const isQuiet = ({ monday, start, end }: (typeof weeks)[number]) =>
    end - start === WEEK && !Array.from({ length: 8 }, (_, i) => monday + i).some((date) => facts.holidays.has(date));
  return weeks.find(isQuiet) ?? spanOf(first, facts);
}

/** From the first ordinary hour of Monday, which is when shifts are handed over. */
function spanOf(monday: LocalDate, { zone, profile }: SampleFacts): Span & { monday: LocalDate } {
  const clocks = profile.schedule.map(({ from }) => parseClock(from) ?? 0);
  const at = clocks.length === 0 ? 0 : Math.min(...clocks);
  return {
    monday,
    start: firstInstant(zone, monday * DAY + at),
    end: firstInstant(zone, (monday + 7) * DAY + at),
  };
}
