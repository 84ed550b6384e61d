/** Keeps the updates that wait for one person few: of many, only the number is kept. */
import { z } from 'zod';
import { parseOr } from '../../stored/json.ts';
import { readContent } from '../stored-content.ts';
import { run, write } from '../../query.ts';
import type { DeliveryRow } from '../../schema/deliveries.ts';
import type { Work } from '../../work.ts';
import { HELD } from './claims.ts';

/** More than a message lists. */
export const MOST_WAITING = 200;

type Waiting = Pick<DeliveryRow, 'id' | 'content'>;

/**
 * Removes those of these rows that are too many, and adds their number to one that waits. All are updates to one person
 * by one method that were never tried.
 * @returns the ids that are left, in their order
 */
export async function foldUpdates(work: Work, rows: readonly DeliveryRow[]): Promise<string[]> {
  const ids = rows.map(({ id }) => id);
  const [first] = rows;
  if (first === undefined) {
    return ids;
  }
  const room = MOST_WAITING - (await countWaiting(work, first, ids));
  if (rows.length <= room) {
    return ids;
  }
  const waiting = await oldestWaiting(work, first, ids);
  // Another sidecar may hold all that wait.
  const kept = waiting === null ? Math.max(1, room) : room;
  await addToOne(work, waiting ?? first, rows.slice(kept));
  return ids.slice(0, kept);
}

async function addToOne(work: Work, into: Waiting, surplus: readonly DeliveryRow[]): Promise<void> {
  const { tx, cap } = work;
  const more = surplus.reduce((sum, row) => sum + 1 + moreOf(work, row), moreOf(work, into));
  const p = cap.placeholder;
  await write(tx, `delete from deliveries where ${cap.inList('id', p(1))}`, [
    cap.listParameter(surplus.map(({ id }) => id)),
  ]);
  await write(tx, `update deliveries set content = ${p(1)} where id = ${p(2)}`, [
    JSON.stringify({ ...contentOf(work, into), more }),
    into.id,
  ]);
}

/** The updates to a person by a method that wait for a limit, without some. */
function waitingBeside(
  { cap }: Work,
  { user, method }: DeliveryRow,
  ids: readonly string[],
): { from: string; parameters: unknown[] } {
  const p = cap.placeholder;
  // What waits is not done, which the index of people's deliveries knows.
  const from = `from deliveries where "user" = ${p(1)} and method = ${p(2)} and done_at is null and state = 'due' and kind = 'status' and attempt = 0 and outcome = '${HELD}' and not ${cap.inList('id', p(3))}`;
  return { from, parameters: [user, method, cap.listParameter(ids)] };
}

/** @returns their number, `MOST_WAITING` at most */
async function countWaiting(work: Work, row: DeliveryRow, ids: readonly string[]): Promise<number> {
  const { from, parameters } = waitingBeside(work, row, ids);
  const text = `select count(*) as waiting from (select 1 ${from} limit ${MOST_WAITING}) beside`;
  const [counted] = await run<{ waiting: number }>(work.tx, text, parameters);
  return counted?.waiting ?? 0;
}

/** Locked; those that another sidecar holds are left out. */
async function oldestWaiting(work: Work, row: DeliveryRow, ids: readonly string[]): Promise<Waiting | null> {
  const { from, parameters } = waitingBeside(work, row, ids);
  const text = `select id, content ${from} order by id limit 1 ${work.cap.forUpdateSkipLocked}`;
  const [oldest] = await run<Waiting>(work.tx, text, parameters);
  return oldest ?? null;
}

const FIELDS = z.looseObject({});

/** With what a newer release may have added. */
function contentOf({ unreadable }: Work, { id, content }: Waiting): Record<string, unknown> {
  const read = FIELDS.safeParse(parseOr(content, { kind: 'deliveries', id, field: 'content' }, unreadable, {}));
  return read.success ? read.data : {};
}

function moreOf({ unreadable }: Work, row: Waiting): number {
  return readContent(row, unreadable).more ?? 0;
}
