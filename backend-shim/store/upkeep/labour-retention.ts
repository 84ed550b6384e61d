/** Deletes what lawful on-call keeps for the years of its unit, a portion at a time. */
import { DAY } from '#domain/time/duration';
import { hasWorkProfile, unitsOf } from '../labour/ordinary-hours.ts';
import { run } from '../query.ts';
import { outOfService } from '../stored/out-of-service.ts';
import type { Work } from '../work.ts';
import { removeIn } from './remove-in.ts';

/** Rows of one table, in one transaction. */
const PORTION = 500;

/** @returns whether there may be more */
export async function removeLabour(work: Work): Promise<boolean> {
  const removed = [
    await removeRests(work),
    await removeInterventions(work),
    await removeOfUnits(work, 'decisions'),
    await removeOfUnits(work, 'notices'),
    await removeStatements(work),
  ];
  return removed.some((count) => count >= PORTION);
}

/** Rests are kept for 13 months. */
const RESTS_KEPT = 396 * DAY;
const LONGEST_YEAR = 366 * DAY;

async function removeRests(work: Work): Promise<number> {
  const p = work.cap.placeholder;
  const old = await run<{ id: string }>(work.tx, `select id from rests where planned_at < ${p(1)} limit ${PORTION}`, [
    work.now - RESTS_KEPT,
  ]);
  const ids = old.map(({ id }) => id);
  await removeIn(work, 'rests', 'id', ids);
  return ids.length;
}

/** For records of units that are gone. */
const YEARS_OF_GONE_UNITS = 5;

/**
 * Removes interventions older than their unit keeps them, whoever still has a profile there. Interventions of no unit
 * stay.
 */
async function removeInterventions(work: Work): Promise<number> {
  const units = await work.tx
    .selectFrom('intervention_details')
    .select('unit')
    .distinct()
    .where('unit', 'is not', null)
    .execute();
  let removed = await removeUnmarked(work);
  const ids = units.flatMap((row) => row.unit ?? []);
  for (const { unit, before } of await retentionOf(work, ids)) {
    removed += await removeInterventionsWhere(work, `d.unit = ${work.cap.placeholder(1)}`, unit, before);
  }
  return removed;
}

interface UnitRetention {
  unit: string;
  /** What happened before this instant is no longer kept. */
  before: number;
}

/** Leaves out units that cannot be read: what they say they keep is not known. */
async function retentionOf(work: Work, ids: readonly string[]): Promise<UnitRetention[]> {
  const broken = await outOfService(work, 'units', ids);
  return ids
    .filter((unit) => !broken.has(unit))
    .map((unit) => {
      const years = work.directory.units.get(unit)?.retentionYears ?? YEARS_OF_GONE_UNITS;
      return { unit, before: work.now - years * LONGEST_YEAR };
    });
}

/** Tables of a unit's records, and the column from which its years count. */
const KEPT_BY_UNIT = { decisions: 'at', notices: 'end_at' } as const;

/** Removes decisions after the years of their unit, counted from when they were made, and notices from the duty's end. */
async function removeOfUnits(work: Work, table: keyof typeof KEPT_BY_UNIT): Promise<number> {
  const p = work.cap.placeholder;
  const units = await run<{ unit: string }>(work.tx, `select distinct unit from ${table}`, []);
  let removed = 0;
  const retention = await retentionOf(
    work,
    units.map(({ unit }) => unit),
  );
  for (const { unit, before } of retention) {
    const old = await run<{ id: string }>(
      work.tx,
      `select id from ${table} where unit = ${p(1)} and ${KEPT_BY_UNIT[table]} < ${p(2)} limit ${PORTION}`,
      [unit, before],
    );
    await removeIn(
      work,
      table,
      'id',
      old.map(({ id }) => id),
    );
    removed += old.length;
  }
  return removed;
}

/** Removes statements whose own years are over: what the unit keeps may have changed since they were closed. */
async function removeStatements(work: Work): Promise<number> {
  const old = await run<{ id: string }>(
    work.tx,
    `select id from statements where delete_after < ${work.cap.placeholder(1)} limit ${PORTION}`,
    [work.now],
  );
  const ids = old.map(({ id }) => id);
  await removeIn(work, 'statements', 'id', ids);
  return ids.length;
}

/** Removes interventions that are stored without a unit, of people whose profile was made afterwards. */
async function removeUnmarked(work: Work): Promise<number> {
  const people = [...work.directory.profiles.keys()].filter((login) => hasWorkProfile(work.directory, login));
  const byYears = Map.groupBy(people, (login) =>
    Math.max(...unitsOf(work.directory, login).map(({ retentionYears }) => retentionYears)),
  );
  let removed = 0;
  for (const [years, logins] of byYears) {
    if (Number.isFinite(years)) {
      const whose = `d.unit is null and ${work.cap.inList('i."user"', work.cap.placeholder(1))}`;
      const old = work.now - years * LONGEST_YEAR;
      removed += await removeInterventionsWhere(work, whose, work.cap.listParameter(logins), old);
    }
  }
  return removed;
}

/** @param whose a condition on the first parameter */
async function removeInterventionsWhere(work: Work, whose: string, of: unknown, before: number): Promise<number> {
  const p = work.cap.placeholder;
  const old = await run<{ id: string }>(
    work.tx,
    `select i.id from interventions i join intervention_details d on d.intervention = i.id
     where ${whose} and i.start_at < ${p(2)} limit ${PORTION}`,
    [of, before],
  );
  const ids = old.map(({ id }) => id);
  await removeIn(work, 'intervention_details', 'intervention', ids);
  await removeIn(work, 'interventions', 'id', ids);
  return ids.length;
}
