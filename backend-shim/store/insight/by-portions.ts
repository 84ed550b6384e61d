/** Reads long lists a portion at a time, so that paging on the same database never waits for all of one. */
export interface Portions<Row> {
  rows: Row[];
  /** There are more than may be read. */
  isCut: boolean;
}

/**
 * @param next the rows after the given one, at most `size`
 * @param each told of every portion
 */
export async function readPortions<Row>(
  { size, most }: { size: number; most: number },
  next: (after: Row | undefined) => Promise<Row[]>,
  each: (rows: readonly Row[]) => Promise<void> | void = () => undefined,
): Promise<Portions<Row>> {
  const rows: Row[] = [];
  for (;;) {
    const portion = await next(rows.at(-1));
    rows.push(...portion.slice(0, most - rows.length));
    await each(portion);
    if (portion.length < size) {
      return { rows, isCut: false };
    }
    if (rows.length >= most) {
      return { rows, isCut: true };
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
