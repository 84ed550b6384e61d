/** Reads what tests write about pay, and answers with the month's statement; the oracle does the same. */
import { FactsReading } from '#contract/labour/cases.fake';
import type { WrittenFacts, WrittenSpan } from '#contract/labour/cases.fake';
import { payEntry } from '#contract/labour/pay/pay';
import { toPayRules } from '#contract/labour/pay/pay-rules';
import type { PersonFacts } from '#domain/labour/facts/model';
import type { ClosedStatement } from '#domain/labour/statement/correction';
import type { PayLine } from '#domain/labour/pay/lines';
import { monthOf } from '#domain/labour/pay/month';
import { monthPay } from '#domain/labour/statement/month-lines';
import { payTimeOf } from '#domain/labour/statement/pay-time';
import type { StatementFacts } from '#domain/labour/statement/statement';
import { statementOf } from '#domain/labour/statement/statement';
import type { StatementHours } from '#domain/labour/statement/statement-parts';
import type { HeldTurn } from '#domain/labour/pay/turns';
import { timeOf } from '#domain/labour/time-of';
import { MINUTE } from '#domain/time/duration';
import { formatDate, parseDate } from '#domain/time/local';
import type { ZoneTables } from '#domain/time/zone';
import { zoneTable } from '#domain/time/zone';

/** Duty is of rota `sre`, level primary; what is left out has its default. */
export interface WrittenPayFacts extends Omit<WrittenFacts, 'range'> {
  /** `2026-10` */
  month: string;
  currency: string;
  contract: string;
  weeklyHours: string;
  /** Entries of a unit's `pay`. */
  pay: object[];
  /** Duty of rota `db`, level backup. */
  backup?: WrittenSpan[];
  turns?: Array<{ rota?: string; turn: WrittenSpan; held: WrittenSpan[]; covered: WrittenSpan[] }>;
  closed?: ClosedStatement[];
}

export interface PayAnswer {
  hours: StatementHours;
  lines: readonly PayLine[];
  /** Minutes that nothing compensates. */
  unpaid: number;
  /** Severities of findings of the rule. */
  compensation: string[];
}

export interface ReadPay {
  person: PersonFacts;
  facts: StatementFacts;
  /** Any date of the month. */
  date: number;
}

export function readPay(written: WrittenPayFacts, zones: ZoneTables): ReadPay {
  const date = parseDate(`${written.month}-01`) ?? 0;
  const month = monthOf(date, zoneTable(zones, written.zone));
  const range: [string, string] = [formatDate(month.first), formatDate(month.last + 1)];
  const { contract, weeklyHours, since, schedule } = written;
  const profiles = (written.profiles ?? [{ from: since, schedule }]).map((one) => ({ contract, weeklyHours, ...one }));
  const reading = new FactsReading({ ...written, range, profiles }, zones);
  const person = reading.person(written.interventions ?? [], []);
  const backup = reading.spans(written.backup).map((span) => ({ rota: 'db', ...span }));
  const listed = { kind: 'onCall' as const, from: person.since, until: null };
  return {
    date,
    person: { ...person, onCall: [...person.onCall, ...backup] },
    facts: {
      now: reading.at(written.now ?? reading.range.end),
      rules: reading.rules,
      pay: written.pay.map((entry) => toPayRules(payEntry.parse(entry))),
      duties: [
        { ...listed, rota: 'sre', level: 'primary' },
        { ...listed, rota: 'db', level: 'backup' },
      ],
      turns: (written.turns ?? []).map((one): HeldTurn => {
        const [turn] = reading.spans([one.turn]);
        const [held, covered] = [reading.spans(one.held), reading.spans(one.covered)];
        return { rota: one.rota ?? 'sre', start: turn?.start ?? 0, end: turn?.end ?? 0, held, covered };
      }),
      currency: written.currency,
      night: { from: '21:00', to: '06:00' },
      name: 'Ann Martin',
      incidents: new Map(),
      labour: reading.labourFacts,
      closed: written.closed ?? [],
      provisional: true,
      inputs: { rules: [], pay: [], profiles: [] },
    },
  };
}

export function payAnswer(written: WrittenPayFacts, zones: ZoneTables): PayAnswer {
  const { person, facts, date } = readPay(written, zones);
  const { hours, lines, findings } = statementOf(person, date, facts);
  const month = monthOf(date, person.zone);
  const time = timeOf(person, facts.rules, month, facts.now);
  return {
    hours,
    lines,
    unpaid: monthPay(payTimeOf(time, facts), month).unpaid / MINUTE,
    compensation: findings.filter(({ rule }) => rule === 'compensation').map(({ severity }) => severity),
  };
}
