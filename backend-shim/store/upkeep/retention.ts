/** Deletes old rows, a limited number at a time, so that a large backlog never holds up paging. */
import { DAY } from '#domain/time/duration';
import { holdIncidents } from '../incidents/incidents.ts';
import { hasWorkProfile, unitsOf } from '../labour/ordinary-hours.ts';
import { run, selectIn } from '../query.ts';
import { removeTakenTurns } from '../past/recorded.ts';
import { removeSignalBodies } from '../past/signal-bodies.ts';
import { removeVersionsBefore } from '../past/versions.ts';
import { outOfService } from '../stored/out-of-service.ts';
import type { Work } from '../work.ts';

export interface RetentionTimes {
  /** ms after their resolution that incidents are kept. */
  incidents: number;
  /** ms that raw payloads are kept. */
  payloads: number;
}

const BATCH = 500;
/**
 * Tables that hold parts of an incident; 0.1 still writes `sync_memory` where it runs beside this release.
 * Interventions are kept longer, since pay and law require them.
 */
const PARTS = [
  'alerts',
  'timeline',
  'pages',
  'signals',
  'incident_keys',
  'syncs',
  'sync_memories',
  'sync_memory',
  'source_questions',
  'quiet_alerts',
  'deliveries',
  'advance_failures',
  'shadow_spans',
  'commands_given',
  'ratings',
  'reviews',
  'review_actions',
];

export interface RemovedCounts {
  incidents: number;
  messages: number;
  payloads: number;
  /** There may be more to remove. */
  more: boolean;
}

export async function removeOld(work: Work, retention: RetentionTimes): Promise<RemovedCounts> {
  const incidents = await removeIncidents(work, work.now - retention.incidents);
  const messages = await removeMessages(work, work.now - retention.incidents);
  const payloads = await removePayloads(work, work.now - retention.payloads);
  const labour = [
    await removeRests(work),
    await removeInterventions(work),
    await removeOfUnits(work, 'decisions'),
    await removeOfUnits(work, 'notices'),
    await removeStatements(work),
  ];
  const replayed = [
    await removeVersionsBefore(work, work.now - retention.incidents, BATCH),
    await removeSignalBodies(work, work.now - retention.incidents, BATCH),
  ];
  await removeTakenTurns(work, work.now - retention.incidents);
  const more = [incidents, messages, payloads, ...labour, ...replayed].some((removed) => removed >= BATCH);
  return { incidents, messages, payloads, more };
}

/** Rests are kept for 13 months. */
const RESTS_KEPT = 396 * DAY;
const LONGEST_YEAR = 366 * DAY;

async function removeRests(work: Work): Promise<number> {
  const p = work.cap.placeholder;
  const old = await run<{ id: string }>(work.tx, `select id from rests where planned_at < ${p(1)} limit ${BATCH}`, [
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
      `select id from ${table} where unit = ${p(1)} and ${KEPT_BY_UNIT[table]} < ${p(2)} limit ${BATCH}`,
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
    `select id from statements where delete_after < ${work.cap.placeholder(1)} limit ${BATCH}`,
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
     where ${whose} and i.start_at < ${p(2)} limit ${BATCH}`,
    [of, before],
  );
  const ids = old.map(({ id }) => id);
  await removeIn(work, 'intervention_details', 'intervention', ids);
  await removeIn(work, 'interventions', 'id', ids);
  return ids.length;
}

/**
 * Removes deliveries that belong to no incident (weekly mails, handoffs, tests), since no removed incident takes them
 * with it.
 */
async function removeMessages(work: Work, before: number): Promise<number> {
  const old = await run<{ id: string }>(
    work.tx,
    `select id from deliveries where incident is null and state not in ('due', 'sending') and created_at < ${work.cap.placeholder(1)} limit ${BATCH}`,
    [before],
  );
  const ids = old.map((row) => row.id);
  await removeIn(work, 'attempts', 'delivery', ids);
  await removeIn(work, 'deliveries', 'id', ids);
  return ids.length;
}

async function removeIncidents(work: Work, before: number): Promise<number> {
  const p = work.cap.placeholder;
  const rows = await run<{ id: string }>(
    work.tx,
    `select id from incidents where state = 'resolved' and resolved_at < ${p(1)} order by number limit ${BATCH}`,
    [before],
  );
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) {
    return 0;
  }
  await holdIncidents(work, ids);
  const deliveries = await selectIn<{ id: string }>(work.tx, work.cap, 'id from deliveries', 'incident', ids);
  const syncs = await selectIn<{ id: string }>(work.tx, work.cap, 'id from syncs', 'incident', ids);
  await removeIn(
    work,
    'attempts',
    'delivery',
    [...deliveries, ...syncs].map((row) => row.id),
  );
  for (const table of PARTS) {
    await removeIn(work, table, 'incident', ids);
  }
  await removeIn(work, 'incidents', 'id', ids);
  return ids.length;
}

async function removeIn(work: Work, table: string, column: string, values: readonly string[]): Promise<void> {
  if (values.length > 0) {
    await run(work.tx, `delete from ${table} where ${work.cap.inList(column, work.cap.placeholder(1))}`, [
      work.cap.listParameter(values),
    ]);
  }
}

/**
 * Signals keep who, what and when; only the payload itself is removed. Rejected payloads and strays are removed as a
 * whole.
 */
async function removePayloads(work: Work, before: number): Promise<number> {
  const p = work.cap.placeholder;
  const old = await run<{ id: string }>(
    work.tx,
    `select id from signals where received_at < ${p(1)} and (raw is not null or incident is null) limit ${BATCH}`,
    [before],
  );
  const ids = old.map((row) => row.id);
  if (ids.length > 0) {
    const list = work.cap.listParameter(ids);
    await run(work.tx, `delete from signals where incident is null and ${work.cap.inList('id', p(1))}`, [list]);
    await run(work.tx, `update signals set raw = null where ${work.cap.inList('id', p(1))}`, [list]);
  }
  await run(work.tx, `delete from rejected where at < ${p(1)}`, [before]);
  await run(work.tx, `delete from orphans where at < ${p(1)}`, [before]);
  await run(work.tx, `delete from origins where at < ${p(1)}`, [before]);
  return ids.length;
}
