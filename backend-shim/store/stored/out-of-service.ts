/** Finds objects that are out of service for a while: stored, but unreadable. */
import { selectIn } from '../query.ts';
import type { Work } from '../work.ts';

/** @returns those of these ids that the configuration holds and cannot read */
export async function outOfService(
  { tx, cap, directory }: Pick<Work, 'tx' | 'cap' | 'directory'>,
  kind: 'units' | 'rotas',
  ids: readonly string[],
): Promise<Set<string>> {
  const missing = [...new Set(ids)].filter((id) => !directory[kind].has(id));
  if (missing.length === 0) {
    return new Set();
  }
  const stored = await selectIn<{ kind: string; id: string }>(tx, cap, 'kind, id from config', 'id', missing);
  return new Set(stored.flatMap((row) => (row.kind === kind ? [row.id] : [])));
}
