/** Stores notices: stretches of on-call duty that were told to a person. */
import type { NoticeRecord } from '#domain/labour/facts/model';
import type { Span } from '#domain/time/span';
import { insertRows, run, selectIn, upsertRows } from '../../query.ts';
import type { NoticeTable } from '../../schema/labour.ts';
import type { ListSource } from '../../search/search.ts';
import type { Db } from '../../store.ts';
import { SHADOW } from '../../shadow/shadowed-incidents.ts';
import type { Work } from '../../work.ts';
import { behind, shownTo } from '../shown-records.ts';
import type { RecordQuestion, RecordReader, RecordsWanted } from '../shown-records.ts';

export function noticeRecord({
  rota,
  start_at,
  end_at,
  handed_at,
  seen_at,
  reason,
  voluntary,
  withdrawn_at,
}: NoticeTable): NoticeRecord {
  return {
    rota,
    reason,
    voluntary,
    start: start_at,
    end: end_at,
    handedAt: handed_at,
    seenAt: seen_at,
    withdrawnAt: withdrawn_at,
  };
}

/** Reads what these people were told of the unit's duty in the range, in the order in which it was told. */
export async function readNoticesOf(
  db: Db,
  unit: string,
  users: readonly string[],
  range: Span,
): Promise<NoticeTable[]> {
  return users.length === 0
    ? []
    : db
        .selectFrom('notices')
        .selectAll()
        .where('unit', '=', unit)
        .where('user', 'in', users)
        .where('end_at', '>', range.start)
        .where('start_at', '<', range.end)
        .orderBy('made_at')
        .orderBy('id')
        .execute();
}

/**
 * @param range which the duty touches
 * @throws SearchRefused
 */
export function readShownNotices(
  { db, search }: ListSource,
  reader: RecordReader,
  question: RecordQuestion & { range: Span },
  { after, limit }: RecordsWanted,
): Promise<NoticeTable[]> {
  return search(
    db
      .selectFrom('notices')
      .selectAll()
      .where(shownTo(reader, question))
      .where('end_at', '>', question.range.start)
      .where('start_at', '<', question.range.end)
      .where(behind('start_at', after))
      .orderBy('start_at')
      .orderBy('id')
      .limit(limit),
  );
}

/** The unit's notices that hold, of duty that is not over, locked until the transaction ends. */
export function lockNoticesOf({ tx, cap, now }: Work, unit: string): Promise<NoticeTable[]> {
  const p = cap.placeholder;
  const text = `select * from notices where unit = ${p(1)} and end_at > ${p(2)} and withdrawn_at is null
    order by made_at, id ${cap.forUpdate}`;
  return run<NoticeTable>(tx, text, [unit, now]);
}

/** Those of these notices that are this person's, locked until the transaction ends. */
export async function lockOwnNotices({ tx, cap }: Work, user: string, ids: readonly string[]): Promise<NoticeTable[]> {
  const rows = await selectIn<NoticeTable>(tx, cap, '* from notices', 'id', ids, `order by id ${cap.forUpdate}`);
  return rows.filter((row) => row.user === user);
}

export function lockBatches({ tx, cap }: Work, batches: readonly string[]): Promise<NoticeTable[]> {
  return selectIn<NoticeTable>(tx, cap, '* from notices', 'batch', batches, `order by id ${cap.forUpdate}`);
}

/** The last delivery of each of these messages, without a lock. */
export function carriedBatches(
  { tx, cap }: Work,
  batches: readonly string[],
): Promise<Array<Pick<NoticeTable, 'unit' | 'batch' | 'delivery'>>> {
  return selectIn(tx, cap, 'distinct unit, batch, delivery from notices', 'batch', batches);
}

/** What one message told, in order of time. */
export async function readBatch(db: Db, batch: string): Promise<NoticeTable[]> {
  return db
    .selectFrom('notices')
    .selectAll()
    .where('batch', '=', batch)
    .orderBy('start_at')
    .orderBy('rota')
    .orderBy('id')
    .execute();
}

export async function insertNotices({ tx, cap }: Work, rows: readonly NoticeTable[]): Promise<void> {
  await insertRows(tx, cap, 'notices', rows);
}

export async function saveNotices({ tx, cap }: Work, rows: readonly NoticeTable[]): Promise<void> {
  await upsertRows(tx, cap, 'notices', ['id'], rows);
}

/** Until when the unit's duty has been told; null: it never was. */
export async function readToldUntil(db: Db, unit: string): Promise<{ toldAt: number; until: number } | null> {
  const row = await db.selectFrom('programmes').selectAll().where('unit', '=', unit).executeTakeFirst();
  return row === undefined ? null : { toldAt: row.told_at, until: row.until_at };
}

export async function saveToldUntil({ tx, cap, now }: Work, unit: string, until: number): Promise<void> {
  await upsertRows(tx, cap, 'programmes', ['unit'], [{ unit, told_at: now, until_at: until }]);
}

/** How many notices of coming duty reached nobody, for a metric. Those of a shadow leave when it ends. */
export async function countUntold(db: Db, now: number): Promise<number> {
  const row = await db
    .selectFrom('notices')
    .select((the) => the.fn.countAll<number>().as('n'))
    .where('end_at', '>', now)
    .where('withdrawn_at', 'is', null)
    .where('handed_at', 'is', null)
    .where('seen_at', 'is', null)
    .where('outcome', 'is not', null)
    .where('outcome', '<>', SHADOW)
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}
