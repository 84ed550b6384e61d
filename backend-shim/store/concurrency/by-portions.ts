/**
 * Reads long lists a portion at a time, so that paging on the same database never waits for all of one.
 *
 * @param size of a portion
 * @param next the rows after the given one, at most `size`
 * @param each told of every portion
 * @returns whether there are more than may be read
 */
export async function readPortions<Row>(
  { size, most }: { size: number; most: number },
  next: (after: Row | undefined) => Promise<Row[]>,
  each: (rows: readonly Row[]) => Promise<void> | void,
): Promise<boolean> {
  let last: Row | undefined;
  for (let read = size; ; read += size) {
    const portion = await next(last);
    await each(portion);
    if (portion.length < size) {
      return false;
    }
    if (read >= most) {
      return true;
    }
    last = portion.at(-1);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
