/** Stores rests: planned starts of people that moved to an earliest start. */
import type { RestRecord } from '#domain/labour/facts/model';
import { startOf } from '#domain/labour/telling';
import { run, upsertRows } from '../../query.ts';
import type { RestTable } from '../../schema/labour.ts';
import type { Db } from '../../store.ts';
import type { UnreadableReporter } from '../../stored/unreadable.ts';
import type { Work } from '../../work.ts';
import type { ApplyingRest } from '../resting.ts';
import { earlierRests, withReplaced } from './stored-rests.ts';
import type { EarlierRest } from './stored-rests.ts';

/** Reads everybody's rests with state `applies`, except those that ended at `since` or before. */
export function readApplyingRests(db: Db, since: number): Promise<ApplyingRest[]> {
  return db
    .selectFrom('rests')
    .select(['user', 'unit', 'planned_at', 'earliest_at', 'started_at'])
    .where('state', '=', 'applies')
    .where('earliest_at', '>', since)
    .orderBy('planned_at')
    .execute();
}

/** Reads these people's rests whose planned start lies in `[from, to)`, by planned start. */
export async function readRestsOf(db: Db, users: readonly string[], from: number, to: number): Promise<RestTable[]> {
  return users.length === 0
    ? []
    : db
        .selectFrom('rests')
        .selectAll()
        .where('user', 'in', users)
        .where('planned_at', '>=', from)
        .where('planned_at', '<', to)
        .orderBy('planned_at')
        .orderBy('id')
        .execute();
}

/** Reads a unit's rests whose planned start lies in `[from, to)`, by planned start. */
export function readRestsOfUnit(db: Db, unit: string, from: number, to: number): Promise<RestTable[]> {
  return db
    .selectFrom('rests')
    .selectAll()
    .where('unit', '=', unit)
    .where('planned_at', '>=', from)
    .where('planned_at', '<', to)
    .orderBy('planned_at')
    .orderBy('user')
    .execute();
}

/** Reads a person's rests, locked until the transaction ends. */
export function lockRestsOf({ tx, cap }: Work, user: string, from: number, to: number): Promise<RestTable[]> {
  const p = cap.placeholder;
  return run<RestTable>(
    tx,
    `select * from rests where "user" = ${p(1)} and planned_at >= ${p(2)} and planned_at < ${p(3)} order by planned_at ${cap.forUpdate}`,
    [user, from, to],
  );
}

/** Units that have a rest whose planned start is not before `from`, also units that are gone. */
export async function unitsWithRests(db: Db, from: number): Promise<string[]> {
  const rows = await db.selectFrom('rests').select('unit').distinct().where('planned_at', '>=', from).execute();
  return rows.map(({ unit }) => unit);
}

/** People who worked on incidents since `from`. */
export async function peopleWhoWorked(db: Db, from: number): Promise<string[]> {
  const rows = await db
    .selectFrom('interventions')
    .select('user')
    .distinct()
    .where((is) => is.or([is('end_at', 'is', null), is('start_at', '>=', from)]))
    .execute();
  return rows.map(({ user }) => user);
}

/** People with a rest of the unit whose planned start is not before `from`. */
export async function peopleWithRests(db: Db, unit: string, from: number): Promise<string[]> {
  const rows = await db
    .selectFrom('rests')
    .select('user')
    .distinct()
    .where('unit', '=', unit)
    .where('planned_at', '>=', from)
    .execute();
  return rows.map(({ user }) => user);
}

export async function saveRests({ tx, cap }: Work, rows: readonly RestTable[]): Promise<void> {
  await upsertRows(tx, cap, 'rests', ['id'], rows);
}

/** A row for a rest that is recorded for the first time. */
export function newRestRow(
  work: Work,
  { user, unit }: Pick<RestTable, 'user' | 'unit'>,
  record: RestRecord,
): RestTable {
  return {
    id: work.ids.next(),
    user,
    unit,
    ...columnsOf(record),
    told_user_at: null,
    told_managers_at: null,
    history: '[]',
    version: 1,
  };
}

/** The row with the record's values; what they replace goes to `history`. @returns the same row if nothing changes */
export function changedRestRow(row: RestTable, record: RestRecord, now: number, noting: UnreadableReporter): RestTable {
  const columns = columnsOf(record);
  if (Object.entries(columns).every(([name, value]) => row[name as keyof RestTable] === value)) {
    return row;
  }
  return { ...row, ...columns, version: row.version + 1, history: withReplaced(row, now, noting) };
}

type ToldPeople = 'user' | 'managers';

/** The start as it was when somebody was told; null: nobody was. */
export function toldStart(row: RestTable, who: ToldPeople, noting: UnreadableReporter): number | null {
  const toldAt = who === 'user' ? row.told_user_at : row.told_managers_at;
  return toldAt === null ? null : startWhenTold(row, who, toldAt, earlierRests(row, noting));
}

export interface ToldRelease {
  /** When people were told. */
  at: number;
  /** The start that was named. */
  start: number;
}

/** What people were told of the release that no longer holds; null: nothing. */
export function toldRelease(row: RestTable, who: ToldPeople, noting: UnreadableReporter): ToldRelease | null {
  const earlier = earlierRests(row, noting);
  const last = earlier.findLast(({ state }) => state === 'applies');
  const at = (last && toldAtOf(last, who)) ?? null;
  return at === null ? null : { at, start: startWhenTold(row, who, at, earlier) };
}

function startWhenTold(row: RestTable, who: ToldPeople, toldAt: number, earlier: readonly EarlierRest[]): number {
  const since = earlier.find((one) => toldAtOf(one, who) === toldAt);
  const { earliestAt, state } = since ?? { earliestAt: row.earliest_at, state: row.state };
  return startOf({ plannedAt: row.planned_at, earliestAt, state });
}

function toldAtOf({ toldUserAt, toldManagersAt }: EarlierRest, who: ToldPeople): number | null | undefined {
  return who === 'user' ? toldUserAt : toldManagersAt;
}

function columnsOf({ plannedAt, earliestAt, rule, causes, provisional, state, startedAt }: RestRecord) {
  return {
    planned_at: plannedAt,
    earliest_at: earliestAt,
    rule,
    causes: JSON.stringify(causes),
    provisional: provisional ? 1 : 0,
    state,
    started_at: startedAt,
  };
}
