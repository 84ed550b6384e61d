/** Stores recoveries of problems that were never seen, since a problem may arrive after its recovery. */
import { insertRows, run } from '../query.ts';
import type { OrphanTable } from '../schema/intake.ts';
import type { Work } from '../work.ts';

/** @returns recovered problems of some keys of one integration */
export function readOrphans(
  work: Work,
  integration: string,
  groupKeys: readonly string[],
): Promise<Array<Pick<OrphanTable, 'group_key' | 'problem'>>> {
  const text = `select group_key, problem from ${work.cap.eachOf('orphans', 'integration', 'group_key')}`;
  return run(work.tx, text, [integration, work.cap.listParameter(groupKeys)]);
}

export async function saveOrphans(work: Work, rows: readonly OrphanTable[]): Promise<void> {
  await insertRows(work.tx, work.cap, 'orphans', rows, 'on conflict do nothing');
}
