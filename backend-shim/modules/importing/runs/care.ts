/** Looks after imports daily: compares what was saved until the switch, and deletes snapshots and keys afterwards. */
import type { Log } from '../../../ports/log.ts';
import { changeImport, listImports, lockImport, removeImport, stepsText } from '../store/imports.ts';
import { IMPORT_COMPARED_EVERY, removalOf } from '../store/kept-imports.ts';
import { outcomeOf, stepsOf } from '../store/stored-import.ts';
import type { ImportTable } from '../../../store/schema/imports.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import type { RunTransaction, Work } from '../../../store/work.ts';

export interface ImportCare {
  transact: RunTransaction;
  unreadable: UnreadableReporter;
  log: Log;
}

export async function careForImports({ transact, unreadable, log }: ImportCare, now: number): Promise<void> {
  for (const { id } of await transact((work) => listImports(work.tx), now)) {
    const done = await transact((work) => careForOne(work, id, unreadable), now);
    if (done === 'removed') {
      log.info({ import: id }, 'an import was deleted with its snapshot and key, since its time is over');
    }
  }
}

async function careForOne(
  work: Work,
  id: string,
  unreadable: UnreadableReporter,
): Promise<'removed' | 'compares' | null> {
  const row = await lockImport(work, id);
  if (row === null) {
    return null;
  }
  if (removalOf(row) <= work.now) {
    await removeImport(work, id);
    return 'removed';
  }
  if (!isToCompare(row, unreadable, work.now)) {
    return null;
  }
  // Also a comparison that fails is not tried again before the next day.
  const outcome = JSON.stringify({ ...outcomeOf(row, unreadable), comparedAt: work.now });
  await changeImport(work, id, { steps: stepsText(['compare']), attempts: 0, failure: null, outcome });
  return 'compares';
}

/** In the rights of whoever applied it. */
function isToCompare(row: ImportTable, unreadable: UnreadableReporter, now: number): boolean {
  const { appliedAt, comparedAt } = outcomeOf(row, unreadable);
  return (
    appliedAt !== null &&
    row.switched_at === null &&
    stepsOf(row, unreadable).length === 0 &&
    (comparedAt ?? appliedAt) <= now - IMPORT_COMPARED_EVERY
  );
}
