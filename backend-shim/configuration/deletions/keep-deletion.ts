/** Keeps the rows that a deletion removes, in its own transaction, so that it can be undone exactly. */
import { readConfigRows } from '../../store/configuration/objects.ts';
import { forgetDeletionsBefore, saveDeletion } from '../../store/configuration/deletions.ts';
import type { ConfigTable } from '../../store/schema/settings.ts';
import type { Work } from '../../store/work.ts';

/** The button shows for 10 s; the answer may take a little longer. */
export const UNDO_WITHIN = 15_000;

const keyOf = ({ kind, id }: Pick<ConfigTable, 'kind' | 'id'>) => `${kind}/${id}`;

/** @param remove deletes the object of this kind and id, and everything that goes with it */
export async function keepDeletion(
  work: Work,
  key: Pick<ConfigTable, 'kind' | 'id'>,
  remove: () => Promise<void>,
): Promise<void> {
  const before = await readConfigRows(work.tx);
  await remove();
  const after = new Map((await readConfigRows(work.tx)).map((row) => [keyOf(row), row]));
  const was = new Set(before.map(keyOf));
  await forgetDeletionsBefore(work, work.now - UNDO_WITHIN);
  await saveDeletion(work, key, {
    at: work.now,
    before: before.filter((row) => JSON.stringify(after.get(keyOf(row))) !== JSON.stringify(row)),
    added: [...after.values()].filter((row) => !was.has(keyOf(row))).map(({ kind, id }) => ({ kind, id })),
  });
}
