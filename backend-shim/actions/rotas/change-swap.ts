/**
 * Takes, declines, cancels or expires a swap, and reminds people of open ones. Both consents are kept. A taken swap
 * changes the rota at once.
 */
import type { AnyRota, Swap } from '#domain/rota/model';
import { advanceSwap, expiresAt, isStillWanted } from '#domain/rota/swap';
import type { SwapContext, SwapEvent } from '#domain/rota/swap';
import { isStale, refuse } from '../../configuration/edit.ts';
import { readObjects, swapObjects, swapsOf } from '../../configuration/objects.ts';
import type { RefusedChange } from '../../ports/configuration.ts';
import type { Vault } from '../../ports/vault.ts';
import { lockConfiguration } from '../../store/concurrency/key-locks.ts';
import { clearTimers, dueTimers } from '../../store/timers.ts';
import type { Work } from '../../store/work.ts';
import { armSwap, saveSwap, storedSwap } from './save-swap.ts';
import type { StoredSwap } from './save-swap.ts';
import { candidatesOf, peopleToTell, tellOfSwap } from './swap-messages.ts';

export type SwapResult = { ok: true; stored: StoredSwap } | RefusedChange;

const NO_ROTA: AnyRota = { versions: [] };

export async function changeSwap(
  work: Work,
  vault: Vault,
  id: string,
  event: SwapEvent,
  ifVersion: number | null,
): Promise<SwapResult> {
  await lockConfiguration(work);
  const object = swapObjects(await readObjects(work, vault)).find((one) => one.id === id);
  if (!object) {
    return refuse('not-found', 'There is no such swap.', { reason: 'no-such', data: { kind: 'swap', id: null } });
  }
  const stale = isStale(object.version, ifVersion);
  if (stale) {
    return stale;
  }
  const before = object.body as Swap;
  const answer = advanceSwap(before, event, contextOf(work, before), work.now);
  if (!answer.ok) {
    return refuse('conflict', answer.message, { reason: 'swap', data: { why: answer.reason } });
  }
  if (answer.swap === before) {
    return { ok: true, stored: storedSwap(object) };
  }
  const actor = event.kind === 'expire' ? 'vigie' : event.by;
  const stored = await saveSwap(work, vault, object, answer.swap, { actor, action: event.kind });
  const { state } = answer.swap;
  const told = peopleToTell(work.directory, answer.swap).filter((login) => login !== actor);
  tellOfSwap(work, answer.swap, state === 'open' ? 'asked' : state, told);
  if (state === 'taken') {
    await cancelServed(work, vault, answer.swap, [...told, actor]);
  }
  return { ok: true, stored };
}

/**
 * A person may have asked Ben first and everybody later. The first to take the shift ends the other swaps, which have
 * nothing left to offer.
 */
async function cancelServed(work: Work, vault: Vault, taken: Swap, told: readonly string[]): Promise<void> {
  const objects = swapObjects(await readObjects(work, vault));
  const facts = { ...work.directory.facts, swaps: swapsOf(objects) };
  for (const object of objects) {
    const swap = object.body as Swap;
    if (
      swap.state === 'open' &&
      swap.rota === taken.rota &&
      swap.asked.by === taken.asked.by &&
      !isStillWanted(swap, { ...contextOf(work, swap), facts }, work.now)
    ) {
      const cancelled: Swap = { ...swap, state: 'cancelled', closed: { by: swap.asked.by, at: work.now } };
      await saveSwap(work, vault, object, cancelled, { actor: 'vigie', action: 'cancel' });
      const others = candidatesOf(work.directory, cancelled).filter((login) => !told.includes(login));
      tellOfSwap(work, cancelled, 'cancelled', others);
    }
  }
}

/** A deleted rota has no shift to take; every other command still works. */
function contextOf(work: Work, { rota: rotaId }: Swap): SwapContext {
  return { rotaId, rota: work.directory.rotas.get(rotaId) ?? NO_ROTA, facts: work.directory.facts };
}

/** Sends reminders while a stand-in is still wanted, and expires swaps. @returns the number of timers handled */
export async function tickSwaps(work: Work, vault: Vault): Promise<number> {
  const due = await dueTimers(work, 'swap', 100);
  if (due.length === 0) {
    return 0;
  }
  const objects = new Map(swapObjects(await readObjects(work, vault)).map((object) => [object.id, object]));
  for (const { subject } of due) {
    const swap = objects.get(subject)?.body as Swap | undefined;
    if (!swap || swap.state !== 'open') {
      await clearTimers(work, 'swap', [subject]);
    } else if (work.now >= expiresAt(swap)) {
      await changeSwap(work, vault, subject, { kind: 'expire' }, null);
    } else {
      if (isStillWanted(swap, contextOf(work, swap), work.now)) {
        tellOfSwap(work, swap, 'asked', candidatesOf(work.directory, swap));
      }
      await armSwap(work, swap);
    }
  }
  return due.length;
}
