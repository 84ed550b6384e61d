/** Types of what the swap routes are built with. */
import type { Swap } from '#domain/rota/model';
import type { SwapEvent, SwapRequest } from '#domain/rota/swap';
import type { RefusedChange } from '../ports/configuration.ts';
import type { Caller } from '../rights/caller.ts';

export interface StoredSwap {
  swap: Swap;
  version: number;
}

export type SwapAnswer = { ok: true; stored: StoredSwap } | RefusedChange;

export interface SwapDeps {
  list(): StoredSwap[];
  ask(rota: string, request: Omit<SwapRequest, 'id'>, actor: string): Promise<SwapAnswer>;
  change(id: string, event: SwapEvent, ifVersion: number | null): Promise<SwapAnswer>;
  /** May cancel what others asked for. */
  actsForOthers(caller: Caller): boolean;
}
