/** Stores answers of sources that repeat them at every query, so that each is processed once. */
import { insertRows, run } from '../query.ts';
import type { TakenOnceTable } from '../schema/syncs.ts';
import type { Work } from '../work.ts';

/** @returns the items of `what` that were processed before */
export async function readTaken(work: Work, integration: string, what: readonly string[]): Promise<Set<string>> {
  const { eachOf, listParameter } = work.cap;
  const text = `select what from ${eachOf('taken_once', 'integration', 'what')}`;
  const rows = await run<Pick<TakenOnceTable, 'what'>>(work.tx, text, [integration, listParameter(what)]);
  return new Set(rows.map((row) => row.what));
}

export function saveTaken(work: Work, rows: readonly TakenOnceTable[]): Promise<void> {
  return insertRows(work.tx, work.cap, 'taken_once', rows, 'on conflict do nothing');
}

/**
 * Deletes old rows of all integrations.
 * @param before epoch ms
 */
export async function forgetTaken(work: Work, before: number): Promise<void> {
  await run(work.tx, `delete from taken_once where at < ${work.cap.placeholder(1)}`, [before]);
}
