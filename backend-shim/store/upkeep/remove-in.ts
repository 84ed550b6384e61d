/** Deletes rows by a list of values. */
import { run } from '../query.ts';
import type { Work } from '../work.ts';

export async function removeIn(work: Work, table: string, column: string, values: readonly string[]): Promise<void> {
  if (values.length > 0) {
    await run(work.tx, `delete from ${table} where ${work.cap.inList(column, work.cap.placeholder(1))}`, [
      work.cap.listParameter(values),
    ]);
  }
}
