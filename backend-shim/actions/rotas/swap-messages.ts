/** Notifies people about a swap: requested, taken, or ended. */
import type { SwapNotice } from '#domain/notify/notice';
import type { Swap } from '#domain/rota/model';
import type { Directory } from '../../ports/directory.ts';
import { requestNotices } from '../../store/outbox-requests.ts';
import type { Work } from '../../store/work.ts';

type SwapNewsKind = SwapNotice['swap']['what'];

/** The people who may take the swap: the colleague who was asked, or everybody in the rota. */
export function candidatesOf(directory: Directory, swap: Swap): string[] {
  const all =
    swap.askedOf === null ? (directory.onCall(swap.rota, 'everyone', swap.window.start) ?? []) : [swap.askedOf];
  return all.filter((login) => login !== swap.asked.by);
}

/**
 * A taken or cancelled swap also concerns everybody who was asked. An expired one does not: it was open to them until
 * now.
 */
export function peopleToTell(directory: Directory, swap: Swap): string[] {
  const settled = swap.state === 'taken' || swap.state === 'cancelled';
  const own = [swap.asked.by, swap.askedOf, swap.taken?.by ?? null].filter((login) => login !== null);
  return [...new Set([...own, ...(settled ? candidatesOf(directory, swap) : [])])];
}

export function tellOfSwap(work: Work, swap: Swap, what: SwapNewsKind, users: readonly string[]): void {
  const { id, asked, askedOf, taken, closed, window, rota, note } = swap;
  const by = what === 'asked' ? asked.by : (taken?.by ?? (closed?.by || asked.by));
  requestNotices(
    work,
    users.map((user) => ({
      kind: 'tellSwap',
      user,
      swap: { id, askedOf, rota, what, by, of: asked.by, start: window.start, end: window.end, note },
    })),
  );
}
