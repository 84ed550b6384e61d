/**
 * Removes what a source keeps for Vigie (a silence) once its acknowledgement ends: while a silence lasts, the source
 * reports nothing about the problem.
 */
import { addSync } from '../../store/incidents/syncs.ts';
import { deleteMemory, readStrayMemories } from '../../store/syncs/memories.ts';
import type { Work } from '../../store/work.ts';

/** @returns how many are to be taken away */
export async function releaseHeld(work: Work): Promise<number> {
  const rows = await readStrayMemories(work);
  for (const { incident, integration } of rows) {
    if (work.directory.integrations.get(integration)?.sync) {
      await addSync(work, { incident, integration, what: 'unacknowledge', actor: 'vigie', text: null, state: 'due' });
    } else {
      await deleteMemory(work, { incident, integration });
    }
  }
  return rows.length;
}
