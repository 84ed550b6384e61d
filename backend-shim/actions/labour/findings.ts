/** What the rules say of people of units, with the decisions that were made. */
import { findingsOf as findingsIn } from '#domain/labour/check';
import type { LabourFacts, PersonFacts } from '#domain/labour/facts/model';
import type { Unit } from '#domain/labour/facts/unit';
import type { Finding } from '#domain/labour/finding';
import { compareFindings } from '#domain/labour/finding';
import { rulePeriods } from '#domain/labour/pack';
import { monthFacts, monthsJudged } from '#domain/labour/statement/month-facts';
import { horizonOf, timeOf } from '#domain/labour/time-of';
import type { PersonTime } from '#domain/labour/time-of';
import type { Span } from '#domain/time/span';
import { zoneTable } from '#domain/time/zone';
import type { Directory } from '../../ports/directory.ts';
import type { UnitPeople } from '../../rights/labour.ts';
import { decisionRecord, readDecisionsOf } from '../../store/labour/decisions.ts';
import { noticeRecord, readNoticesOf } from '../../store/labour/notices/notices.ts';
import { readFacts } from '../../store/labour/facts.ts';
import { readHandOvers } from '../../store/labour/statements/statements.ts';
import { readHeldTurns } from '../../store/labour/statements/turns.ts';
import type { Db } from '../../store/store.ts';
import type { UnreadableReporter } from '../../store/stored/unreadable.ts';

export interface FindingsDeps {
  db: Db;
  directory: Directory;
  noting: UnreadableReporter;
}

export interface FindingsQuestion {
  people: UnitPeople;
  /** What starts in it is judged. */
  range: Span;
  now: number;
}

/** By start, then the worst first. */
export async function findingsOf(deps: FindingsDeps, { people, range, now }: FindingsQuestion): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const [id, logins] of people) {
    const unit = deps.directory.units.get(id);
    for (const { time, facts } of unit ? await factsOf(deps, unit, logins, range, now) : []) {
      found.push(...findingsIn(time, facts));
    }
  }
  return found.sort(compareFindings);
}

export interface JudgedPerson {
  person: PersonFacts;
  time: PersonTime;
  facts: LabourFacts;
}

/** Of each of these people in the unit, all that a check of the range reads. */
export async function factsOf(
  { db, directory, noting }: FindingsDeps,
  unit: Unit,
  logins: readonly string[],
  range: Span,
  now: number,
): Promise<JudgedPerson[]> {
  const zone = zoneTable(directory.facts.zones, unit.timeZone);
  const horizon = horizonOf(range, rulePeriods(unit.rules, zone));
  const people = await readFacts(db, directory, { unit, logins, range: horizon, now });
  const told = Map.groupBy(await readNoticesOf(db, unit.id, logins, range), ({ user }) => user);
  const decided = Map.groupBy(await readDecisionsOf(db, unit.id, logins), ({ user }) => user);
  const turns = await readHeldTurns(db, directory, noting, { unit, logins, range: horizon, now });
  const names = monthsJudged(range, zone).map(({ name }) => name);
  const handed = await readHandOvers(db, unit.id, names, logins);
  const documents = Map.groupBy(handed, ({ user }) => user);
  const { pay, duties, currency } = unit;
  return people.map((person) => {
    const time = timeOf(person, unit.rules, range, now);
    const own = documents.get(person.user) ?? [];
    const months = monthFacts(
      time,
      { pay, duties, currency, turns: turns.get(person.user) ?? [] },
      new Map(own.map(({ month, handed_at }) => [month, handed_at])),
    );
    return {
      person,
      time,
      facts: {
        notices: (told.get(person.user) ?? []).map(noticeRecord),
        ...months,
        decisions: (decided.get(person.user) ?? []).map((row) => decisionRecord(row, noting)),
        disconnect: unit.disconnect,
      },
    };
  });
}
