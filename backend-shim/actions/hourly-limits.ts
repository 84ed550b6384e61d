/**
 * Limits what one person writes within an hour, counted in the audit log over all sidecars and surfaces: nobody may fill
 * the database, whose full disk would refuse alerts, or have others sent messages without end. Commands that answer an
 * incident are never limited.
 */
import { HOUR } from '#domain/time/duration';
import type { Refusal, WrittenByPeople } from '#contract/reasons/refusals';
import { aside } from '../store/concurrency/aside.ts';
import { countAudited } from '../store/access/audit.ts';
import { lockPerson } from '../store/concurrency/key-locks.ts';
import type { Work } from '../store/work.ts';

interface Limit {
  /** Of entries of the audit log; null: all that are no commands on incidents. */
  of: { kind: string; action: string } | null;
  most: number;
  /** Characters. */
  size: number;
  words: string;
}

const ANY = Number.POSITIVE_INFINITY;

const LIMITS: Record<WrittenByPeople, Limit> = {
  notes: { of: { kind: 'incidents', action: 'note' }, most: 300, size: 256 * 1024, words: 'notes' },
  'handoff-notes': { of: { kind: 'handoff-notes', action: 'create' }, most: 60, size: ANY, words: 'handoff notes' },
  swaps: { of: { kind: 'swaps', action: 'ask' }, most: 60, size: ANY, words: 'requests for a swap' },
  incidents: { of: { kind: 'incidents', action: 'open' }, most: 120, size: ANY, words: 'incidents opened by hand' },
  changes: { of: null, most: 600, size: 4 * 1024 * 1024, words: 'changes' },
};

export interface OverHour {
  ok: false;
  code: 'too-many-requests';
  message: string;
  why: Refusal;
}

/**
 * Called in the transaction that writes the entry, before it. On a database that sidecars share, others that write for the
 * same person wait.
 * @param actor of a person; scripts are not limited
 * @returns null: within the limit
 */
export async function beyondHour(work: Work, what: WrittenByPeople, actor: string): Promise<OverHour | null> {
  await lockPerson(work, actor);
  // Without an audit log nobody is limited: an incident that somebody opens pages all the same.
  return aside(work, 'audit', () => countHour(work, what, actor), null);
}

/** The same without a lock, for what may exceed the limit by the requests that arrive at once. */
export async function countHour(
  work: Pick<Work, 'tx' | 'now'>,
  what: WrittenByPeople,
  actor: string,
): Promise<OverHour | null> {
  const { of, most, size, words } = LIMITS[what];
  const written = await countAudited(work, actor, of, work.now - HOUR);
  if (written.entries < most && written.size < size) {
    return null;
  }
  const text = size === ANY ? '' : `, with ${size / 1024} KiB of text in all`;
  return {
    ok: false,
    code: 'too-many-requests',
    message: `One person may write at most ${most} ${words} an hour${text}. Go on later. Paging, acknowledging and resolving are not limited.`,
    why: { reason: 'too-many-changes', data: { what, limit: most } },
  };
}
