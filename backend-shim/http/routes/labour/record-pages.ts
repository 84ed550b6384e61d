/** Pages of records in order of a time: a cursor holds the time and the id of the last one. */
import type { ListPage } from '#contract/list';
import type { RecordsWanted } from '../../../store/labour/shown-records.ts';
import { wrongCursor } from '../../errors.ts';
import { iso } from '../../incident-body.ts';
import type { ListQuery } from '../../objects/list.ts';

/** One more than a page has, so that it is known whether there is another. */
export function wantedPage({ cursor, limit }: ListQuery): RecordsWanted {
  if (cursor === undefined) {
    return { after: null, limit: limit + 1 };
  }
  const [time = '', id] = cursor.split(' ', 2);
  const at = Date.parse(time);
  if (id === undefined || Number.isNaN(at)) {
    throw wrongCursor();
  }
  return { after: { at, id }, limit: limit + 1 };
}

export function recordsPage<Row extends { id: string }>(
  rows: readonly Row[],
  limit: number,
  timeOf: (row: Row) => number,
): ListPage<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? `${iso(timeOf(last))} ${last.id}` : null };
}
