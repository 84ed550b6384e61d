/**
 * Makes statements: on the 1st at 06:00 of the unit, a row for everybody who was on call or intervened in the month
 * before, and the message that hands over its document.
 */
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
import { peopleOf } from '../store/labour/notices/planned-duty.ts';
import { computeStatements } from '../store/labour/statements/compute.ts';
import { takeUntold } from '../store/labour/statements/handed.ts';
import { newStatementRow } from '../store/labour/statements/rows.ts';
import { insertStatements, readHandOvers } from '../store/labour/statements/statements.ts';
import { readDutyTime, readInterventionTime } from '../store/labour/statements/worked-time.ts';
import type { WorkedTime } from '../store/labour/statements/worked-time.ts';
import type { Work } from '../store/work.ts';
import { tellStatement } from './statement-message.ts';

/** How many people are looked at together for months that lack a row. */
const MOST = 8;
const AT = 6 * HOUR;
/** When a month that could not be made is tried again. */
const AGAIN = HOUR;

/** Sends again what no method took so far. Doing it twice changes nothing. */
export async function sendUntoldAgain(work: Work, unit: Unit): Promise<void> {
  for (const { tried, ...statement } of await takeUntold(work, unit.id)) {
    tellStatement(work, unit, statement, tried);
  }
}

/** Where a unit is among its people, whose months are made one at a time. */
export interface MonthsStep {
  /** Who is looked at next, by their place; null: all were looked at. */
  next: number | null;
  hasFailed: boolean;
}

/** Makes one statement, so that a page waits for no more than that. @param from the place of who is looked at first */
export async function makeNextStatement(work: Work, unit: Unit, from: number): Promise<MonthsStep> {
  const due = dueMonths(unit, zoneTable(work.directory.facts.zones, unit.timeZone), work.now);
  const people = peopleOf(work.directory, unit.id).sort();
  const lacking = await lackingMonths(work, unit, due, people.slice(from, from + MOST));
  let hasFailed = false;
  // Mostly the first has one to make, so that the others need not be looked at.
  for (const some of [lacking.slice(0, 1), lacking.slice(1)]) {
    for (const { user, months } of await touchedMonths(work, unit, some)) {
      for (const month of months) {
        const made = await makeStatement(work, unit, month, user);
        if (made === 'made') {
          const next = people.indexOf(user) + (month === months.at(-1) ? 1 : 0);
          return { next: next < people.length ? next : null, hasFailed };
        }
        hasFailed ||= made === 'failed';
      }
    }
  }
  return { next: from + MOST < people.length ? from + MOST : null, hasFailed };
}

/** Whether a month is over whose statements may be missing. */
export function hasDueMonths({ directory, now }: Work, unit: Unit): boolean {
  return dueMonths(unit, zoneTable(directory.facts.zones, unit.timeZone), now).length > 0;
}

/** When months are looked at next, once all were looked at. */
export function nextMonths({ directory, now }: Work, unit: Unit, hasFailed: boolean): number {
  return hasFailed ? now + AGAIN : nextLook(zoneTable(directory.facts.zones, unit.timeZone), now);
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

interface LackingMonths {
  user: string;
  months: StatementMonth[];
}

/** The months of which these people have no row; nobody who has all. */
async function lackingMonths(
  { tx }: Work,
  { id }: Unit,
  due: readonly StatementMonth[],
  logins: readonly string[],
): Promise<LackingMonths[]> {
  const names = due.map(({ name }) => name);
  const made = new Set((await readHandOvers(tx, id, names, logins)).map(({ user, month }) => rowKey(month, user)));
  return logins.flatMap((user) => {
    const months = due.filter(({ name }) => !made.has(rowKey(name, user)));
    return months.length === 0 ? [] : [{ user, months }];
  });
}

/** Of these months, those in which the person has duty or an intervention, whatever their work profile says then. */
async function touchedMonths(
  { tx }: Work,
  { duties }: Unit,
  lacking: readonly LackingMonths[],
): Promise<LackingMonths[]> {
  const all = lacking.flatMap(({ months }) => months);
  if (all.length === 0) {
    return [];
  }
  const range = { start: Math.min(...all.map(({ start }) => start)), end: Math.max(...all.map(({ end }) => end)) };
  const rotas = duties.flatMap(({ rota, kind }) => (kind === 'onCall' ? [rota] : []));
  const users = lacking.map(({ user }) => user);
  const touched = await readDutyTime(tx, users, rotas, range);
  const worked = await readInterventionTime(tx, users, range);
  const isIn = ({ start, end }: StatementMonth, spans: readonly WorkedTime[] | undefined) =>
    spans?.some((span) => span.start < end && (span.end ?? Infinity) >= start) === true;
  return lacking.map(({ user, months }) => ({
    user,
    months: months.filter((month) => isIn(month, touched.get(user)) || isIn(month, worked.get(user))),
  }));
}

function rowKey(month: string, user: string): string {
  return `${month} ${user}`;
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
async function makeStatement(
  work: Work,
  unit: Unit,
  { name, ...span }: StatementMonth,
  user: string,
): Promise<'made' | 'nothing' | 'failed'> {
  const sources = { db: work.tx, directory: work.directory, noting: work.unreadable };
  try {
    const computed = await computeStatements(sources, { unit, month: name, logins: [user], now: work.now });
    const own = computed.get(user);
    if (own === undefined || !hasWorked(own.person, { name, ...span })) {
      return 'nothing';
    }
    const row = newStatementRow(work, unit, own.compute());
    await insertStatements(work, [row]);
    tellStatement(work, unit, row);
    return 'made';
  } catch (error) {
    work.report({ stage: 'plan', incident: null, error });
    return 'failed';
  }
}
