/** Reads pages of rows that may each be long: a page ends early where it holds much, and the next one goes on there. */

export interface LongPage<Row> {
  rows: Row[];
  /** Id of the last row; null: there are no more. */
  next: string | null;
}

export interface LongPageOptions<Row> {
  limit: number;
  /** Id after which the page begins; null: at the first. */
  after: string | null;
  /** Reads the next rows, at most so many. */
  read(after: string | null, limit: number): Promise<Row[]>;
  /** Characters of a row. */
  lengthOf(row: Row): number;
}

/** Rows that are read at a time, and characters after which a page ends. */
const AT_ONCE = 2;
const MOST_CHARACTERS = 2 * 1024 * 1024;

export async function longPage<Row extends { id: string }>({
  limit,
  after,
  read,
  lengthOf,
}: LongPageOptions<Row>): Promise<LongPage<Row>> {
  const rows: Row[] = [];
  let characters = 0;
  for (let last = after; rows.length <= limit && characters < MOST_CHARACTERS; last = rows.at(-1)?.id ?? last) {
    const wanted = Math.min(AT_ONCE, limit + 1 - rows.length);
    const found = await read(last, wanted);
    rows.push(...found);
    characters += found.reduce((sum, row) => sum + lengthOf(row), 0);
    if (found.length < wanted) {
      return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null };
    }
  }
  const page = rows.slice(0, limit);
  return { rows: page, next: page.at(-1)?.id ?? null };
}
