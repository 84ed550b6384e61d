/** Saves a swap with its entry in the audit log, and arms the timer of its reminders and its expiry. */
import type { Swap } from '#domain/rota/model';
import { expiresAt, reminderTimes } from '#domain/rota/swap';
import { rowOf, saveObject } from '../../configuration/rows.ts';
import type { StoredObject } from '../../ports/configuration.ts';
import type { Vault } from '../../ports/vault.ts';
import { writeAudit } from '../../store/access/audit.ts';
import { writeEvents } from '../../store/events.ts';
import { clearTimers, setTimers } from '../../store/timers.ts';
import type { Work } from '../../store/work.ts';

export interface StoredSwap {
  swap: Swap;
  version: number;
}

export function storedSwap({ body, version }: StoredObject): StoredSwap {
  return { swap: body as Swap, version };
}

/** @param before null: it is new */
export async function saveSwap(
  work: Work,
  vault: Vault,
  before: StoredObject | null,
  swap: Swap,
  { actor, action }: { actor: string; action: string },
): Promise<StoredSwap> {
  const version = (before?.version ?? 0) + 1;
  const object: StoredObject = {
    kind: 'swaps',
    id: swap.id,
    body: swap,
    origin: 'api',
    version,
    createdAt: before?.createdAt ?? work.now,
    updatedAt: work.now,
  };
  await saveObject(work, rowOf(vault, object));
  await writeAudit(work, [
    { actor, action, kind: 'swaps', subject: swap.id, before: before?.body ?? null, after: swap },
  ]);
  await writeEvents(work, 'rota', [swap.rota]);
  await armSwap(work, swap);
  return { swap, version };
}

export async function armSwap(work: Work, swap: Swap): Promise<void> {
  if (swap.state !== 'open') {
    await clearTimers(work, 'swap', [swap.id]);
    return;
  }
  const next = Math.min(expiresAt(swap), ...reminderTimes(swap).filter((at) => at > work.now));
  await setTimers(work, [{ kind: 'swap', subject: swap.id, due_at: next, rank: 0, attempt: 0 }]);
}
