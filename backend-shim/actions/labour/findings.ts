/** What the rules say of people of units, with the decisions that were made. */
import { check } from '#domain/labour/check';
import type { LabourFacts, PersonFacts } from '#domain/labour/facts/model';
import type { Unit } from '#domain/labour/facts/unit';
import type { Finding } from '#domain/labour/finding';
import { compareFindings } from '#domain/labour/finding';
import { rulePeriods } from '#domain/labour/pack';
import { horizonOf } from '#domain/labour/time-of';
import type { Span } from '#domain/time/span';
import { zoneTable } from '#domain/time/zone';
import type { Directory } from '../../ports/directory.ts';
import type { UnitPeople } from '../../rights/labour.ts';
import { decisionRecord, readDecisionsOf } from '../../store/labour/decisions.ts';
import { readFacts } from '../../store/labour/facts.ts';
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
    for (const { person, facts } of unit ? await factsOf(deps, unit, logins, range, now) : []) {
      found.push(...check(person, unit?.rules ?? [], facts, range, now));
    }
  }
  return found.sort(compareFindings);
}

interface JudgedPerson {
  person: PersonFacts;
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
  const decided = Map.groupBy(await readDecisionsOf(db, unit.id, logins), ({ user }) => user);
  return people.map((person) => ({
    person,
    facts: {
      // Notices, pay and documents are not there yet: their rules stay silent.
      ...{ notices: null, unpaid: null, documents: null },
      decisions: (decided.get(person.user) ?? []).map((row) => decisionRecord(row, noting)),
      disconnect: unit.disconnect,
    },
  }));
}
