/**
 * Stores what labour law needs to know about interventions: travel before and after, the last command, who set the end,
 * the confirmation.
 */
import { aside } from '../concurrency/aside.ts';
import type { InterventionRecord } from '#domain/labour/facts/model';
import { selectIn, upsertRows } from '../query.ts';
import type { StoreCapabilities } from '../capabilities.ts';
import type { InterventionTable } from '../schema/duties.ts';
import type { InterventionDetailTable } from '../schema/labour.ts';
import type { Db } from '../store.ts';
import { setDueNow } from '../timers.ts';
import type { Work } from '../work.ts';
import { hasWorkProfile } from './ordinary-hours.ts';
import { unitOfIntervention } from '../duties/work-unit.ts';

/** Whether details are written. Without units there are none, and interventions are as they were in 0.1. */
export function keepsDetails({ directory }: Pick<Work, 'directory'>): boolean {
  return directory.units.size > 0;
}

/** Reads details by id of the intervention. Interventions from before the first unit have none. */
export async function readInterventionDetails(
  db: Db,
  cap: StoreCapabilities,
  interventions: readonly string[],
): Promise<Map<string, InterventionDetailTable>> {
  const rows = await selectIn<InterventionDetailTable>(
    db,
    cap,
    '* from intervention_details',
    'intervention',
    interventions,
  );
  return new Map(rows.map((row) => [row.intervention, row]));
}

/** Builds the details of an intervention that has none yet from its row. */
function detailsOf({ id, travel_ms }: Pick<InterventionTable, 'id' | 'travel_ms'>): InterventionDetailTable {
  const { before, after } = halfTravel(travel_ms);
  return {
    intervention: id,
    travel_before_ms: before,
    travel_after_ms: after,
    acted_at: null,
    ended_by: null,
    asked_at: null,
    confirmed_at: null,
    confirmed_by: null,
    unit: null,
  };
}

/** ms */
export interface TravelTimes {
  before: number;
  after: number;
}

/** Splits a travel time of which only the whole is known. */
export function halfTravel(travel: number): TravelTimes {
  const before = Math.floor(travel / 2);
  return { before, after: travel - before };
}

/** If only the whole travel time is known, half of it counts before and half after. */
export async function recordedTravel(
  { tx, cap }: Pick<Work, 'tx' | 'cap'>,
  row: Pick<InterventionTable, 'id' | 'travel_ms'>,
): Promise<TravelTimes> {
  const known = (await readInterventionDetails(tx, cap, [row.id])).get(row.id);
  const { travel_before_ms: before, travel_after_ms: after } = known ?? detailsOf(row);
  return { before, after };
}

/** What is forgotten of an intervention that goes on: once it ends, the person is asked anew. */
export const OPEN_AGAIN = { ended_by: null, confirmed_at: null, confirmed_by: null, asked_at: null };

/** Changes the details of these interventions, if any are kept; their people's rests are computed anew. */
export async function changeDetails(
  work: Work,
  rows: readonly InterventionTable[],
  change: () => Partial<InterventionDetailTable>,
): Promise<void> {
  if (rows.length > 0 && keepsDetails(work)) {
    await aside(work, 'intervention_details', () => saveDetails(work, rows, change()), undefined);
    await lookAtRests(
      work,
      rows.map(({ user }) => user),
    );
  }
}

async function saveDetails(
  work: Work,
  rows: ReadonlyArray<Pick<InterventionTable, 'id' | 'travel_ms' | 'user' | 'start_at'>>,
  change: Partial<InterventionDetailTable>,
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  const known = await readInterventionDetails(work.tx, work.cap, ids);
  const changed = rows.map((row) => {
    const details = known.get(row.id) ?? detailsOf(row);
    return { ...details, unit: unitOfIntervention(work.directory, row, details), ...change };
  });
  await upsertRows(work.tx, work.cap, 'intervention_details', ['intervention'], changed);
}

/** Finds those of these interventions whose end the person has not stated, with the incident. */
export async function interventionsToConfirm(
  { tx }: Pick<Work, 'tx'>,
  ids: readonly string[],
): Promise<Array<{ id: string; incident: string; number: number; at: number; resolvedAt: number | null }>> {
  return ids.length === 0
    ? []
    : tx
        .selectFrom('interventions as i')
        .innerJoin('incidents as n', 'n.id', 'i.incident')
        .leftJoin('intervention_details as d', 'd.intervention', 'i.id')
        .select(['i.id', 'i.incident', 'n.number', 'i.start_at as at', 'n.resolved_at as resolvedAt'])
        .where('i.id', 'in', [...ids])
        .where('d.confirmed_at', 'is', null)
        .where((is) => is.or([is('d.ended_by', 'is', null), is('d.ended_by', '<>', 'person')]))
        .orderBy('i.start_at')
        .execute();
}

export async function markAsked(
  work: Work,
  user: string,
  records: ReadonlyArray<Pick<InterventionRecord, 'id' | 'start' | 'travelBefore' | 'travelAfter'>>,
): Promise<void> {
  const rows = records.map(({ id, start, travelBefore, travelAfter }) => ({
    id,
    user,
    start_at: start,
    travel_ms: travelBefore + travelAfter,
  }));
  await saveDetails(work, rows, { asked_at: work.now });
}

/** Records that a person gave a command on an incident that they work on. */
export function recordCommand(work: Work, row: InterventionTable): Promise<void> {
  return changeDetails(work, [row], () => ({ acted_at: work.now }));
}

/** Schedules the rests of people with a work profile to be computed anew, in the round after this transaction. */
function lookAtRests(work: Work, users: readonly string[]): Promise<void> {
  return setRestTimers(
    work,
    users.filter((user) => hasWorkProfile(work.directory, user)),
  );
}

export function setRestTimers(work: Work, users: readonly string[]): Promise<void> {
  return setDueNow(work, 'rest', users);
}
