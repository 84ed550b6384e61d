/**
 * Stores interventions, the time worked during duty. An intervention begins with a person's acknowledgement and ends
 * with the incident or by hand.
 */
import { aside } from '../concurrency/aside.ts';
import { tryOrNull } from '#domain/attempt';
import type { Effect } from '#domain/incident/effects';
import type { Incident } from '#domain/incident/model';
import type { InterventionEnder } from '#domain/labour/facts/model';
import { interventionEnd } from '#domain/labour/intervention-end';
import { DAY, formatDuration } from '#domain/time/duration';
import {
  changeDetails,
  keepsDetails,
  OPEN_AGAIN,
  readInterventionDetails,
  recordCommand,
} from '../labour/intervention-details.ts';
import { interventionRecord, recordColumns } from '../labour/intervention-records.ts';
import { isInOrdinaryHours, unitsOf } from '../labour/ordinary-hours.ts';
import { readRestsOf } from '../labour/rests/rests.ts';
import { isInUnitAt, unitOfIntervention } from './work-unit.ts';
import { insertRows, run, upsertRows } from '../query.ts';
import type { InterventionTable } from '../schema/duties.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

interface ChangeEffects {
  incident: Pick<Incident, 'id' | 'state'>;
  effects: readonly Effect[];
}

type InterventionEffect = Extract<Effect, { kind: 'intervention' }>;

/** Written in the transaction of the change, so that no acknowledgement lacks its intervention. */
export async function saveInterventions(work: Work, changes: readonly ChangeEffects[]): Promise<void> {
  for (const { incident, effects } of changes) {
    for (const effect of effects) {
      if (effect.kind === 'intervention') {
        await aside(work, 'interventions', () => saveEffect(work, incident, effect), undefined);
      }
    }
  }
}

async function saveEffect(work: Work, incident: ChangeEffects['incident'], effect: InterventionEffect): Promise<void> {
  switch (effect.what) {
    case 'begin':
      await beginIntervention(work, incident.id, effect.user);
      return;
    case 'act':
      await recordAct(work, incident, effect.user);
      return;
    case 'resume':
      await resumeInterventions(work, incident.id, effect.endedAt);
      return;
    case 'end':
      await endIntervention(work, incident.id, effect.user);
  }
}

/**
 * Records a command that a person gave. A command of somebody with a work profile is work, unless they are in their
 * ordinary hours; on a resolved incident, the work ends at once.
 */
async function recordAct(work: Work, incident: ChangeEffects['incident'], user: string): Promise<void> {
  if (!keepsDetails(work)) {
    return;
  }
  const [open] = await readOpenInterventions(work, incident.id, user);
  if (open !== undefined) {
    await recordCommand(work, open);
  } else if (isInUnitAt(work.directory, user, work.now) && !(await isAtWork(work, user))) {
    await (incident.state === 'resolved'
      ? workAfterEnd(work, incident.id, user)
      : beginIntervention(work, incident.id, user));
  }
}

/**
 * A command within the assumed end of work that ended with the incident is part of that work; its end stays that of the
 * incident. A later one is work of its own, which begins and ends at once.
 */
async function workAfterEnd(work: Work, incident: string, user: string): Promise<void> {
  const tail = Math.max(0, ...unitsOf(work.directory, user).map((unit) => unit.tail));
  const lastOf = recordColumns(work.tx)
    .where('i.incident', '=', incident)
    .where('i.user', '=', user)
    .where('d.ended_by', '=', 'incident')
    .where('d.confirmed_at', 'is', null)
    .selectAll('i')
    .orderBy('i.start_at', 'desc')
    .limit(1);
  const last = await aside(work, 'intervention_details', () => lastOf.executeTakeFirst(), undefined);
  if (last !== undefined && interventionEnd(interventionRecord(last), tail, work.now) >= work.now) {
    await recordCommand(work, last);
    return;
  }
  const begun = await beginIntervention(work, incident, user);
  const ended = { ...begun, end_at: work.now, version: begun.version + 1 };
  await saveInterventionRows(work, [ended]);
  await changeDetails(work, [ended], () => ({ acted_at: work.now, ended_by: 'incident' }));
}

/**
 * Whether the person is in their ordinary hours. A configuration that cannot be evaluated must not fail a command,
 * which then counts as work.
 */
async function isAtWork(work: Work, user: string): Promise<boolean> {
  const { tx, directory, now } = work;
  const rests = await aside(work, 'rests', () => readRestsOf(tx, [user], now - LONGEST_REST, now + 1), []);
  const applying = rests.filter(({ state }) => state === 'applies');
  return tryOrNull(() => isInOrdinaryHours(directory, user, now, applying)) ?? false;
}

/** A rest moves a start by days at most. */
const LONGEST_REST = 8 * DAY;

/** The person's running intervention on the incident, or null. */
export async function openIntervention(db: Db, incident: string, user: string): Promise<InterventionTable | null> {
  return (
    (await db
      .selectFrom('interventions')
      .selectAll()
      .where('incident', '=', incident)
      .where('user', '=', user)
      .where('end_at', 'is', null)
      .executeTakeFirst()) ?? null
  );
}

/**
 * Starts an intervention; a person has at most one per incident.
 * @returns the running one, whether new or not
 */
export async function beginIntervention(work: Work, incident: string, user: string): Promise<InterventionTable> {
  const [open] = await readOpenInterventions(work, incident, user);
  if (open) {
    return open;
  }
  const row: InterventionTable = {
    id: work.ids.next(),
    incident,
    user,
    start_at: work.now,
    end_at: null,
    travel_ms: 0,
    note: '',
    history: '[]',
    version: 1,
  };
  await insertIntervention(work, row);
  await recordCommand(work, row);
  return row;
}

/**
 * @param user null: everybody, because the incident ended
 * @returns the interventions that ended
 */
export async function endIntervention(work: Work, incident: string, user: string | null): Promise<InterventionTable[]> {
  const endedBy: InterventionEnder = user === null ? 'incident' : 'person';
  const ended = (await readOpenInterventions(work, incident, user)).map((row) => ({
    ...row,
    end_at: work.now,
    version: row.version + 1,
  }));
  await saveInterventionRows(work, ended);
  await changeDetails(work, ended, () => ({ ended_by: endedBy }));
  return ended;
}

/** The work that ended with the incident at this instant goes on, as if it had not ended. */
async function resumeInterventions(work: Work, incident: string, endedAt: number): Promise<void> {
  const p = work.cap.placeholder;
  const ended = await run<InterventionTable>(
    work.tx,
    `select * from interventions where incident = ${p(1)} and end_at = ${p(2)}`,
    [incident, endedAt],
  );
  const going = ended.map((row) => ({ ...row, end_at: null, version: row.version + 1 }));
  await saveInterventionRows(work, going);
  await changeDetails(work, going, () => OPEN_AGAIN);
}

/** @param user null: everybody's */
export function readOpenInterventions(work: Work, incident: string, user: string | null): Promise<InterventionTable[]> {
  const p = work.cap.placeholder;
  const whose = user === null ? '' : `and "user" = ${p(2)}`;
  return run<InterventionTable>(
    work.tx,
    `select * from interventions where incident = ${p(1)} and end_at is null ${whose}`,
    user === null ? [incident] : [incident, user],
  );
}

/** @returns the intervention, locked until the transaction ends */
export async function lockIntervention({ tx, cap }: Work, id: string): Promise<InterventionTable | null> {
  const text = `select * from interventions where id = ${cap.placeholder(1)} ${cap.forUpdate}`;
  const [row] = await run<InterventionTable>(tx, text, [id]);
  return row ?? null;
}

export async function insertIntervention({ tx, cap }: Work, row: InterventionTable): Promise<void> {
  await insertRows(tx, cap, 'interventions', [row]);
}

export async function saveInterventionRows({ tx, cap }: Work, rows: readonly InterventionTable[]): Promise<void> {
  await upsertRows(tx, cap, 'interventions', ['id'], rows);
}

/** The fields of an intervention that people enter, named as in the API. */
export function interventionFields({ start_at, end_at, travel_ms, note }: InterventionTable) {
  const iso = (ms: number) => new Date(ms).toISOString();
  return { start: iso(start_at), end: end_at === null ? null : iso(end_at), travel: formatDuration(travel_ms), note };
}

/**
 * Builds what the audit log says about a change. If the intervention belongs to a unit, the entry names the fields and
 * no times.
 *
 * @param before null: it is new
 */
export async function auditedIntervention(
  { directory, tx, cap }: Pick<Work, 'directory' | 'tx' | 'cap'>,
  before: InterventionTable | null,
  after: InterventionTable,
): Promise<{ before: object | null; after: object }> {
  const { incident, user } = after;
  const details = (await readInterventionDetails(tx, cap, [after.id])).get(after.id);
  if (unitOfIntervention(directory, after, details) === null) {
    return { before: before && shownIntervention(before), after: shownIntervention(after) };
  }
  const [old, now] = [before && interventionFields(before), interventionFields(after)];
  const changed = Object.entries(now).flatMap(([name, value]) =>
    old?.[name as keyof typeof now] === value ? [] : [name],
  );
  return { before: before && { incident, user }, after: { incident, user, changed } };
}

function shownIntervention(row: InterventionTable): object {
  return { incident: row.incident, user: row.user, ...interventionFields(row) };
}
