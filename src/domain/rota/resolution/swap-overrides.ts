/** Turns a taken swap into overrides of the whole rota. */
import { formatLocal } from '#domain/time/local';
import type { Override, Rota, Swap, SwapWindow } from '#domain/rota/model';

const takenByList = new WeakMap<readonly Swap[], ReadonlyMap<string, readonly Override[]>>();
const NONE: readonly Override[] = [];

/** The overrides of taken swaps, without those that the rota already has. */
export function swapOverrides(rota: Rota, swaps: readonly Swap[]): readonly Override[] {
  let taken = takenByList.get(swaps);
  if (taken === undefined) {
    taken = takenByRota(swaps);
    takenByList.set(swaps, taken);
  }
  const own = taken.get(rota.id) ?? NONE;
  return own.length === 0
    ? NONE
    : own.filter((override) => !rota.overrides.some((carried) => isSameSwap(carried, override)));
}

function takenByRota(swaps: readonly Swap[]): ReadonlyMap<string, readonly Override[]> {
  const byRota = new Map<string, Override[]>();
  for (const swap of swaps) {
    byRota.set(swap.rota, [...(byRota.get(swap.rota) ?? []), ...overridesOf(swap)]);
  }
  return byRota;
}

function isSameSwap(a: Override, b: Override): boolean {
  return a.origin.kind === 'swap' && b.origin.kind === 'swap' && a.origin.swap === b.origin.swap;
}

/** One override for the window, and a second one for the shift in return if there is one. */
export function overridesOf(swap: Swap): Override[] {
  if (swap.state !== 'taken' || swap.taken === null) {
    return [];
  }
  const [asker, taker] = [swap.asked.by, swap.taken.by];
  const there = override(swap, 'swap', swap.window, asker, taker);
  return swap.inReturn === null ? [there] : [there, override(swap, 'return', swap.inReturn, taker, asker)];
}

function override(swap: Swap, prefix: string, window: SwapWindow, user: string, standIn: string): Override {
  return {
    id: `${prefix}:${swap.id}`,
    layer: null,
    start: instantText(Math.max(window.start, swap.taken?.at ?? window.start)),
    end: instantText(window.end),
    change: { kind: 'replace', user, with: standIn },
    origin: { kind: 'swap', swap: swap.id },
    createdAt: swap.taken?.at ?? null,
  };
}

function instantText(instant: number): string {
  return `${formatLocal(instant)}Z`;
}
