/** Takes each answer of a source only once, although the source repeats it. */
import { DAY } from '#domain/time/duration';
import type { OnceAlert } from '../../ports/source-sync.ts';
import { forgetTaken, readTaken, saveTaken } from '../../store/syncs/taken-once.ts';
import type { Work } from '../../store/work.ts';

/** Longer than any source looks back. */
const REMEMBERED = 30 * DAY;

export async function withoutTaken(work: Work, integration: string, found: readonly OnceAlert[]): Promise<OnceAlert[]> {
  const taken = await readTaken(
    work,
    integration,
    found.map(({ once }) => once),
  );
  return found.filter(({ once }) => !taken.has(once));
}

export async function markTakenOnce(work: Work, integration: string, found: readonly OnceAlert[]): Promise<void> {
  if (found.length > 0) {
    await saveTaken(
      work,
      found.map(({ once }) => ({ integration, what: once, at: work.now })),
    );
    await forgetTaken(work, work.now - REMEMBERED);
  }
}
