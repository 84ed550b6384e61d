/**
 * Searches a long table that has no index for what is wanted, a stretch of ids at a time, so that paging on the same
 * database never waits for all of it.
 */
import type { Db } from '../store.ts';

const STRETCH = 20_000;

/**
 * @param read the wanted rows whose id is above the one and, unless it is null, at most the other
 * @returns all that are wanted, in the order of the stretches
 */
export async function readByStretches<Row>(
  db: Db,
  table: 'pages' | 'timeline',
  read: (above: string, until: string | null) => Promise<Row[]>,
  size = STRETCH,
): Promise<Row[]> {
  const found: Row[] = [];
  for (let above = ''; ;) {
    const end = await db
      .selectFrom(table)
      .select('id')
      .where('id', '>', above)
      .orderBy('id')
      .limit(1)
      .offset(size - 1)
      .executeTakeFirst();
    found.push(...(await read(above, end?.id ?? null)));
    if (end === undefined) {
      return found;
    }
    above = end.id;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
