/**
 * Makes a **statement**: one person's month with its hours, duties, interventions, pay, rest owed and findings, as
 * plain JSON. The same facts give the same statement, whenever it is computed.
 */
import { findingsOf } from '#domain/labour/check';
import type { LabourFacts, PersonFacts } from '#domain/labour/facts/model';
import { profileOn } from '#domain/labour/facts/profile';
import type { UnitLanguage } from '#domain/labour/facts/unit';
import { labelledHours } from '#domain/labour/hours';
import type { ClockSpan, RulesEntry } from '#domain/labour/pack';
import type { ClosedStatement } from '#domain/labour/statement/correction';
import { correctionLines, MONTHS_CORRECTED } from '#domain/labour/statement/correction';
import type { PayLine } from '#domain/labour/pay/lines';
import { minutesOf } from '#domain/labour/pay/minutes';
import type { StatementMonth } from '#domain/labour/pay/month';
import { monthNamed, monthOf } from '#domain/labour/pay/month';
import { monthPay } from '#domain/labour/statement/month-lines';
import type { PayFacts, PayTime } from '#domain/labour/statement/pay-time';
import { payTimeOf } from '#domain/labour/statement/pay-time';
import * as parts from '#domain/labour/statement/statement-parts';
import { inputsOf } from '#domain/labour/statement/statement-inputs';
import type { StatementInputs } from '#domain/labour/statement/statement-inputs';
import { timeOf } from '#domain/labour/time-of';
import { MINUTE } from '#domain/time/duration';
import type { LocalDate } from '#domain/time/calendar';
import { intersectSpans } from '#domain/time/span';

export interface StatementFacts extends PayFacts {
  now: number;
  rules: readonly RulesEntry[];
  /** The unit's night. */
  night: ClockSpan;
  /** The person's name. */
  name: string;
  /** Numbers of incidents by id of the intervention. */
  incidents: ReadonlyMap<string, number>;
  labour: Omit<LabourFacts, 'unpaid'>;
  /** The person's closed statements, in any order. */
  closed: readonly ClosedStatement[];
  /** Whether the month is still open. */
  provisional: boolean;
  /** Rules, pay and profiles as HR wrote them, of which the statement keeps those that were used. */
  inputs: StatementInputs;
}

/** Durations are minutes, amounts minor units, instants ISO 8601 with the offset of the unit's zone. */
export interface Statement {
  unit: string;
  /** `2026-10` */
  month: string;
  user: string;
  name: string;
  payrollId: string | null;
  /** The pack in force at the end of the month; null: none. */
  rules: string | null;
  provisional: boolean;
  hours: parts.StatementHours;
  duties: readonly parts.StatementDuty[];
  interventions: readonly parts.StatementIntervention[];
  /** This month's, then corrections of closed ones. */
  lines: readonly PayLine[];
  rests: readonly parts.StatementRest[];
  /** Told late, with a reason. */
  notices: readonly parts.StatementNotice[];
  /** Rest that was neither given in time nor later. */
  owed: number;
  findings: readonly parts.StatementFinding[];
  inputs: StatementInputs;
  /** Absent while the month is open. */
  closing?: StatementClosing | null | undefined;
}

/** How a month was closed: final, and how its amounts and its document are to be read. */
interface StatementClosing {
  at: string;
  /** Name of who closed it. */
  by: string;
  /** Whether they closed their own month, since there was no second person. */
  alone: boolean;
  reason: string | null;
  /** ISO 4217. */
  currency: string;
  language: UnitLanguage;
}

/**
 * @param person facts from 13 weeks before the first month that is compared (more where an average needs them) to 8
 *   days after the month
 * @param date any date of the month
 */
export function statementOf(person: PersonFacts, date: LocalDate, facts: StatementFacts): Statement {
  const month = monthOf(date, person.zone);
  const earlier = correctedMonths(person, month, facts.closed);
  const range = { start: earlier[0]?.start ?? month.start, end: month.end };
  const time = timeOf(person, facts.rules, range, facts.now);
  const pay = payTimeOf(time, facts);
  const { lines, unpaid } = monthPay(pay, month);
  const labour = { ...facts.labour, unpaid: new Map([[month.first, unpaid]]) };
  const findings = findingsOf({ ...time, range: month }, labour);
  const rests = parts.restsOf(findings, person.zone);
  const profile = profileOn(person.profiles, month.last) ?? person.profiles.at(-1);
  return {
    unit: person.unit,
    month: month.name,
    user: person.user,
    name: facts.name,
    payrollId: profile?.payrollId ?? null,
    rules: time.periods.findLast(({ start }) => start < month.end)?.entry.pack.id ?? null,
    provisional: facts.provisional,
    hours: hoursOf(pay, month, facts.night),
    duties: parts.dutiesOf(pay, month),
    interventions: parts.interventionsOf(pay, month, facts.incidents),
    lines: [...lines, ...earlier.flatMap((one) => corrections(pay, one, facts.closed))],
    rests,
    notices: parts.noticesOf(facts.labour.notices ?? [], month, person.zone),
    owed: rests.reduce((sum, { owed, given }) => sum + Math.max(0, owed - given), 0),
    findings: findings.map((finding) => parts.writtenFinding(finding, person.zone)),
    inputs: inputsOf(facts.inputs, earlier[0] ?? month, month),
  };
}

/** The closed months before this one that are compared, earliest first. */
function correctedMonths(
  { zone }: PersonFacts,
  { name: month }: StatementMonth,
  closed: readonly ClosedStatement[],
): StatementMonth[] {
  const names = [...new Set(closed.map(({ month: name }) => name))].filter((name) => name < month).sort();
  return names.slice(-MONTHS_CORRECTED).map((name) => monthNamed(name, zone));
}

/** Whatever closed statements say of the month counts: their own lines, and corrections since. */
function corrections(pay: PayTime, month: StatementMonth, closed: readonly ClosedStatement[]): PayLine[] {
  const inOrder = closed.toSorted((a, b) => (a.month < b.month ? -1 : 1));
  const said = inOrder.flatMap(({ lines }) => lines.filter(({ of }) => of === month.name));
  return correctionLines(said, monthPay(pay, month).lines);
}

function hoursOf(pay: PayTime, month: StatementMonth, night: ClockSpan): parts.StatementHours {
  const { zone, holidays } = pay.time.person;
  const onCall = intersectSpans(pay.onCall, [month]);
  const labels = labelledHours(onCall, zone, holidays, night);
  return {
    onCall: minutesOf(onCall),
    weekday: labels.weekday / MINUTE,
    saturday: labels.saturday / MINUTE,
    sunday: labels.sunday / MINUTE,
    holiday: labels.holiday / MINUTE,
    night: labels.night / MINUTE,
    intervention: minutesOf(intersectSpans(pay.interventions, [month])),
    travel: parts.travelOf(pay, month),
    lostToRest: minutesOf(intersectSpans(pay.lost, [month])),
  };
}
