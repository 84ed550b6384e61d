/** Stores statements: one row a person and month of a unit. */
import { sql } from 'kysely';
import type { SqlBool } from 'kysely';
import { insertRows, run, upsertRows } from '../../query.ts';
import type { StatementTable } from '../../schema/labour.ts';
import type { ListSource } from '../../search/search.ts';
import type { Db } from '../../store.ts';
import type { Work } from '../../work.ts';
import { shownTo } from '../shown-records.ts';
import type { RecordQuestion, RecordReader } from '../shown-records.ts';

export interface StatementQuestion extends RecordQuestion {
  month?: string | undefined;
  state?: StatementTable['state'] | undefined;
}

/** A statement's row without its texts, which are long. */
export type StatementHead = Omit<StatementTable, 'body' | 'file' | 'history'>;

const HEAD = [
  ...(['id', 'unit', 'month', 'user', 'state', 'version', 'sha256', 'made_at', 'delivery', 'outcome'] as const),
  ...(['handed_at', 'handed_how', 'accepted_at', 'contested_at', 'contest', 'closed_at', 'closed_by'] as const),
  ...(['reason', 'delete_after'] as const),
];

/** A page begins behind this one, in order of month, person and id. */
export type StatementPlace = Pick<StatementTable, 'month' | 'user' | 'id'>;

export interface StatementsWanted {
  after: StatementPlace | null;
  limit: number;
  /** Decides about each of those that the reader's units leave. */
  sees(head: StatementHead): boolean;
}

/** Rows that are read in a few milliseconds. */
const PORTION = 500;

/**
 * Statements that somebody may see, without their texts.
 * @throws SearchRefused
 */
export async function readShownStatements(
  { db, search }: ListSource,
  reader: RecordReader,
  { month, state, ...question }: StatementQuestion,
  { limit, sees, ...wanted }: StatementsWanted,
): Promise<StatementHead[]> {
  const found: StatementHead[] = [];
  for (let { after } = wanted; ;) {
    const rows: StatementHead[] = await search(
      db
        .selectFrom('statements')
        .select(HEAD)
        .where(shownTo(reader, question))
        .$if(month !== undefined, (asked) => asked.where('month', '=', month ?? ''))
        .$if(state !== undefined, (asked) => asked.where('state', '=', state ?? 'open'))
        .where(
          after === null
            ? sql<SqlBool>`1 = 1`
            : sql<SqlBool>`(month, "user", id) > (${after.month}, ${after.user}, ${after.id})`,
        )
        .orderBy('month')
        .orderBy('user')
        .orderBy('id')
        .limit(PORTION),
    );
    found.push(...rows.filter(sees));
    after = rows.at(-1) ?? null;
    if (rows.length < PORTION || found.length >= limit) {
      return found.slice(0, limit);
    }
  }
}

/** The month is this person's, in this unit. */
export type StatementOwner = Pick<StatementTable, 'unit' | 'user'>;

/** For rights, which need none of the long texts. */
export async function findStatementOwner(db: Db, id: string): Promise<StatementOwner | null> {
  return (await db.selectFrom('statements').select(['unit', 'user']).where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function findStatement(db: Db, id: string): Promise<StatementTable | null> {
  return (await db.selectFrom('statements').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function readStatements(db: Db, ids: readonly string[]): Promise<StatementTable[]> {
  return ids.length === 0
    ? []
    : db
        .selectFrom('statements')
        .selectAll()
        .where('id', 'in', [...ids])
        .execute();
}

/** The closed statements of a month, by login. */
export async function readClosedOfMonth(db: Db, unit: string, month: string): Promise<StatementTable[]> {
  return db
    .selectFrom('statements')
    .selectAll()
    .where('unit', '=', unit)
    .where('month', '=', month)
    .where('state', '=', 'closed')
    .orderBy('user')
    .execute();
}

/** The closed statements of these people in the unit, from the month on. */
export async function readClosedOf(
  db: Db,
  unit: string,
  logins: readonly string[],
  from: string,
): Promise<Array<Pick<StatementTable, 'id' | 'user' | 'month' | 'body' | 'history'>>> {
  return logins.length === 0
    ? []
    : db
        .selectFrom('statements')
        .select(['id', 'user', 'month', 'body', 'history'])
        .where('unit', '=', unit)
        .where('state', '=', 'closed')
        .where('month', '>=', from)
        .where('user', 'in', [...logins])
        .execute();
}

/** Who of these people has a row of which of these months in the unit, and when its document was handed over. */
export async function readHandOvers(
  db: Db,
  unit: string,
  months: readonly string[],
  logins: readonly string[],
): Promise<Array<Pick<StatementTable, 'user' | 'month' | 'handed_at'>>> {
  return months.length === 0 || logins.length === 0
    ? []
    : db
        .selectFrom('statements')
        .select(['user', 'month', 'handed_at'])
        .where('unit', '=', unit)
        .where('month', 'in', [...months])
        .where('user', 'in', [...logins])
        .execute();
}

/** Whether the month of the person is closed in the unit: nothing of it changes any more, but by HR. */
export async function isMonthClosed(db: Db, unit: string, user: string, month: string): Promise<boolean> {
  const found = await db
    .selectFrom('statements')
    .select('id')
    .where('unit', '=', unit)
    .where('month', '=', month)
    .where('user', '=', user)
    .where('state', '=', 'closed')
    .executeTakeFirst();
  return found !== undefined;
}

/** How many statements of the unit there are; it cannot be deleted while there are any. */
export async function countStatements(db: Db, unit: string): Promise<number> {
  const { n } = await db
    .selectFrom('statements')
    .select((of) => of.fn.countAll<number | string>().as('n'))
    .where('unit', '=', unit)
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** Months of the person that are still open, by month. */
export async function openMonthsOf(db: Db, user: string): Promise<Array<Pick<StatementTable, 'unit' | 'month'>>> {
  return db
    .selectFrom('statements')
    .select(['unit', 'month'])
    .where('user', '=', user)
    .where('state', '=', 'open')
    .orderBy('month')
    .execute();
}

/** @returns the statement, locked until the transaction ends */
export async function lockStatement({ tx, cap }: Work, id: string): Promise<StatementTable | null> {
  const text = `select * from statements where id = ${cap.placeholder(1)} ${cap.forUpdate}`;
  const [row] = await run<StatementTable>(tx, text, [id]);
  return row ?? null;
}

/** Another sidecar that makes the same month at the same time wins or loses as a whole. */
export async function insertStatements({ tx, cap }: Work, rows: readonly StatementTable[]): Promise<void> {
  await insertRows(tx, cap, 'statements', rows);
}

export async function saveStatement({ tx, cap }: Work, row: StatementTable): Promise<void> {
  await upsertRows(tx, cap, 'statements', ['id'], [row]);
}
