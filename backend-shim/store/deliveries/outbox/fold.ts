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
  const before = first === undefined ? [] : await waitingBeside(work, first, ids);
  const room = Math.max(0, MOST_WAITING - before.length);
  const surplus = rows.slice(room);
  const into = before[0] ?? first;
  if (into === undefined || surplus.length === 0) {
    return ids;
  }
  const { tx, cap } = work;
  const counted = surplus.reduce((sum, row) => sum + 1 + moreOf(work, row), 0);
  await run(tx, `delete from deliveries where ${cap.inList('id', cap.placeholder(1))}`, [
    cap.listParameter(surplus.map(({ id }) => id)),
  ]);
  const p = cap.placeholder;
  await write(tx, `update deliveries set content = ${p(1)} where id = ${p(2)}`, [
    JSON.stringify({ ...contentOf(work, into), more: moreOf(work, into) + counted }),
    into.id,
  ]);
  return ids.slice(0, room);
}

/** Those of the person and method that wait for a limit, without these; another sidecar's are left out. */
async function waitingBeside(
  { tx, cap }: Work,
  { user, method }: DeliveryRow,
  ids: readonly string[],
): Promise<Waiting[]> {
  const p = cap.placeholder;
  // What waits is not done, which the index of people's deliveries knows.
  const text = `select id, content from deliveries where "user" = ${p(1)} and method = ${p(2)} and done_at is null and state = 'due' and kind = 'status' and attempt = 0 and outcome = '${HELD}' and not ${cap.inList('id', p(3))} order by id limit ${MOST_WAITING} ${cap.forUpdateSkipLocked}`;
  return run<Waiting>(tx, text, [user, method, cap.listParameter(ids)]);
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
