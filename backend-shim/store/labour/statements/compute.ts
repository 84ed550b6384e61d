/** Computes statements from rows and the configuration as they are now. */
import { fromWorkProfile } from '#contract/labour/work-profile';
import type { PersonFacts } from '#domain/labour/facts/model';
import type { Unit } from '#domain/labour/facts/unit';
import { rulePeriods } from '#domain/labour/pack';
import type { StatementMonth } from '#domain/labour/pay/month';
import { monthLater, monthNamed } from '#domain/labour/pay/month';
import { MONTHS_CORRECTED } from '#domain/labour/statement/correction';
import type { ClosedStatement } from '#domain/labour/statement/correction';
import type { Statement, StatementFacts } from '#domain/labour/statement/statement';
import { statementOf } from '#domain/labour/statement/statement';
import { horizonOf } from '#domain/labour/time-of';
import type { LocalDate } from '#domain/time/calendar';
import { zoneTable } from '#domain/time/zone';
import type { Directory } from '../../../ports/directory.ts';
import type { Db } from '../../store.ts';
import type { UnreadableReporter } from '../../stored/unreadable.ts';
import { decisionRecord, readDecisionsOf } from '../decisions.ts';
import { readFacts } from '../facts.ts';
import { noticeRecord, readNoticesOf } from '../notices/notices.ts';
import { readClosedOf, readHandOvers } from './statements.ts';
import { storedStatement } from './stored-statements.ts';
import { readHeldTurns } from './turns.ts';

export interface StatementSources {
  db: Db;
  directory: Directory;
  noting: UnreadableReporter;
}

export interface ComputedQuestion {
  unit: Unit;
  /** `2026-10` */
  month: string;
  logins: readonly string[];
  now: number;
}

/** A statement that is computed when it is asked for; a person whose facts cannot be computed throws then. */
export interface ComputableStatement {
  person: PersonFacts;
  compute(): Statement;
}

/** What each person's statement of an open month says, by login. */
export async function computeStatements(
  sources: StatementSources,
  question: ComputedQuestion,
): Promise<Map<string, ComputableStatement>> {
  const { db, directory, noting } = sources;
  const { unit, logins, now } = question;
  const zone = zoneTable(directory.facts.zones, unit.timeZone);
  const month = monthNamed(question.month, zone);
  const closed = await closedOf(sources, question);
  const earliest = [...closed.values()]
    .flat()
    .reduce((first, { month: name }) => (name < first ? name : first), month.name);
  const compared = { start: monthNamed(earliest, zone).start, end: month.end };
  const range = horizonOf(compared, rulePeriods(unit.rules, zone));
  const people = await readFacts(db, directory, { unit, logins, range, now });
  const turns = await readHeldTurns(db, directory, noting, { unit, logins, range, now });
  const shared = await sharedFacts(sources, question, month);
  return new Map(
    people.map((person) => [
      person.user,
      {
        person,
        compute: () =>
          statementOf(person, month.first, {
            ...shared(person),
            turns: turns.get(person.user) ?? [],
            closed: closed.get(person.user) ?? [],
          }),
      },
    ]),
  );
}

/** The closed statements of the last months that are compared, and those since. */
async function closedOf(
  { db, noting }: StatementSources,
  { unit, logins, month }: ComputedQuestion,
): Promise<Map<string, ClosedStatement[]>> {
  const rows = await readClosedOf(db, unit.id, logins, monthLater(month, -MONTHS_CORRECTED));
  const closed = rows.flatMap((row) => {
    const lines = storedStatement(row, noting)?.lines;
    return lines === undefined ? [] : [{ user: row.user, month: row.month, lines }];
  });
  return Map.groupBy(closed, ({ user }) => user);
}

type PersonsFacts = (person: PersonFacts) => Omit<StatementFacts, 'turns' | 'closed'>;

async function sharedFacts(
  { db, directory, noting }: StatementSources,
  { unit, logins, now }: ComputedQuestion,
  month: StatementMonth,
): Promise<PersonsFacts> {
  const incidents = await readIncidentNumbers(db, logins, month);
  const decisions = Map.groupBy(await readDecisionsOf(db, unit.id, logins), ({ user }) => user);
  const notices = Map.groupBy(await readNoticesOf(db, unit.id, logins, month), ({ user }) => user);
  const handed = await readHandOvers(db, unit.id, [month.name], logins);
  const handedAt = new Map(handed.map(({ user, handed_at }) => [user, handed_at]));
  return ({ user, profiles }) => ({
    now,
    incidents,
    provisional: true,
    rules: unit.rules,
    night: unit.night,
    pay: unit.pay,
    duties: unit.duties,
    currency: unit.currency,
    name: directory.responders.get(user)?.name ?? user,
    labour: {
      notices: (notices.get(user) ?? []).map(noticeRecord),
      decisions: (decisions.get(user) ?? []).map((row) => decisionRecord(row, noting)),
      documents: new Map<LocalDate, number | null>([[month.first, handedAt.get(user) ?? null]]),
      disconnect: unit.disconnect,
    },
    inputs: { ...unit.written, profiles: profiles.map(fromWorkProfile) },
  });
}

/** Numbers of the incidents of a month's interventions, by id of the intervention. */
async function readIncidentNumbers(
  db: Db,
  logins: readonly string[],
  month: StatementMonth,
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('interventions as i')
    .innerJoin('incidents as n', 'n.id', 'i.incident')
    .select(['i.id', 'n.number'])
    .where('i.user', 'in', ['', ...logins])
    .where('i.start_at', '>=', month.start)
    .where('i.start_at', '<', month.end)
    .execute();
  return new Map(rows.map(({ id, number }) => [id, number]));
}
