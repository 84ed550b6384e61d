/**
 * Makes statements: on the 1st at 06:00 of the unit, a row for everybody who was on call or intervened in the month
 * before, and the message that hands over its document.
 */
import { inBatches } from '#domain/batches';
import type { PersonFacts } from '#domain/labour/facts/model';
import type { Unit } from '#domain/labour/facts/unit';
import { profiledTime } from '#domain/labour/pay/duties';
import type { StatementMonth } from '#domain/labour/pay/month';
import { dateAt, isWithin, monthLater, monthNamed, monthOf } from '#domain/labour/pay/month';
import { MONTHS_CORRECTED } from '#domain/labour/statement/correction';
import { DAY, HOUR } from '#domain/time/duration';
import { intersectSpans } from '#domain/time/span';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, zoneTable } from '#domain/time/zone';
import { readFacts } from '../store/labour/facts.ts';
import { peopleOf } from '../store/labour/notices/planned-duty.ts';
import { computeStatements } from '../store/labour/statements/compute.ts';
import { takeUntold } from '../store/labour/statements/handed.ts';
import { newStatementRow } from '../store/labour/statements/rows.ts';
import { insertStatements, readHandOvers } from '../store/labour/statements/statements.ts';
import type { StatementTable } from '../store/schema/labour.ts';
import type { Work } from '../store/work.ts';
import { tellStatement } from './statement-message.ts';

/** In a transaction, so that pages leave in between. */
const MOST = 20;
const AT = 6 * HOUR;
/** When a month that could not be made is tried again. */
const AGAIN = HOUR;

/** Also sends again what no method took so far. Doing it twice changes nothing. @returns when to look next; now: there is more to make */
export async function makeStatements(work: Work, unit: Unit): Promise<number> {
  for (const { tried, ...statement } of await takeUntold(work, unit.id)) {
    tellStatement(work, unit, statement, tried);
  }
  const zone = zoneTable(work.directory.facts.zones, unit.timeZone);
  const due = dueMonths(unit, zone, work.now);
  const known = await knownRows(work, unit, due);
  let hasFailed = false;
  for (const logins of inBatches(withoutRows(work, unit, due, known), MOST)) {
    const missing = await missingRows(work, unit, { due, known }, logins);
    for (const [month, people] of Map.groupBy(missing, (one) => one.month)) {
      const users = people.map(({ user }) => user);
      const rows = await rowsOf(work, unit, month, users);
      await insertStatements(work, rows);
      rows.forEach((row) => tellStatement(work, unit, row));
      if (rows.length > 0) {
        return work.now;
      }
      hasFailed = true;
    }
  }
  return hasFailed ? work.now + AGAIN : nextLook(zone, work.now);
}

/** The months that are over since 06:00 of the 1st, and may still be corrected, earliest first. */
function dueMonths({ since }: Unit, zone: ZoneTable, now: number): StatementMonth[] {
  const names: string[] = [];
  const current = monthOf(dateAt(zone, now), zone);
  const isOver = now >= firstInstant(zone, current.first * DAY + AT);
  const first = monthOf(since, zone).name;
  for (let back = isOver ? 1 : 2; back <= MONTHS_CORRECTED; back++) {
    const name = monthLater(current.name, -back);
    if (name >= first) {
      names.unshift(name);
    }
  }
  return names.map((name) => monthNamed(name, zone));
}

function nextLook(zone: ZoneTable, now: number): number {
  const current = monthOf(dateAt(zone, now), zone);
  const at = firstInstant(zone, current.first * DAY + AT);
  return at > now ? at : firstInstant(zone, monthNamed(monthLater(current.name, 1), zone).first * DAY + AT);
}

interface MissingRow {
  month: string;
  user: string;
}

/**
 * Who may lack a row of a month. What is due is looked at after each change of the configuration: who has all months needs no
 * facts.
 */
function withoutRows(
  { directory }: Work,
  { id }: Unit,
  due: readonly StatementMonth[],
  known: ReadonlySet<string>,
): string[] {
  const isMissing = (login: string) => due.some(({ name }) => !known.has(rowKey(name, login)));
  return peopleOf(directory, id).filter(isMissing).sort();
}

/** Months and people that have a row. */
async function knownRows({ tx }: Work, { id }: Unit, due: readonly StatementMonth[]): Promise<Set<string>> {
  const [first] = due;
  const made = first === undefined ? [] : await readHandOvers(tx, id, first.name);
  return new Set(made.map(({ user, month }) => rowKey(month, user)));
}

function rowKey(month: string, user: string): string {
  return `${month} ${user}`;
}

/** Which months of these people have no row yet, by month. */
async function missingRows(
  work: Work,
  unit: Unit,
  { due, known }: { due: readonly StatementMonth[]; known: ReadonlySet<string> },
  logins: readonly string[],
): Promise<MissingRow[]> {
  const { directory, tx, now } = work;
  const [first, last] = [due[0], due.at(-1)];
  if (first === undefined || last === undefined) {
    return [];
  }
  const range = { start: first.start, end: last.end };
  const people = await readFacts(tx, directory, { unit, logins, range, now, kinds: ['onCall'] });
  return due.flatMap((month) =>
    people
      .filter((person) => !known.has(rowKey(month.name, person.user)) && hasWorked(person, month))
      .map(({ user }) => ({ month: month.name, user })),
  );
}

/** Whether the person was on call or intervened in the month, in the time of a work profile. */
function hasWorked(person: PersonFacts, month: StatementMonth): boolean {
  const profiled = profiledTime(person, month);
  return (
    intersectSpans(profiled, [month]).some((span) =>
      person.onCall.some(({ start, end }) => start < span.end && end > span.start),
    ) || person.interventions.some(({ start }) => profiled.some((span) => isWithin(start, span)))
  );
}

/** One that cannot be computed is reported and tried again later; the others are made. */
async function rowsOf(work: Work, unit: Unit, month: string, logins: readonly string[]): Promise<StatementTable[]> {
  const sources = { db: work.tx, directory: work.directory, noting: work.unreadable };
  const computed = await computeStatements(sources, { unit, month, logins, now: work.now });
  return [...computed.values()].flatMap((compute) => {
    try {
      return newStatementRow(work, unit, compute());
    } catch (error) {
      work.report({ stage: 'plan', incident: null, error });
      return [];
    }
  });
}
