/** The actions on swaps: request, take, decline, cancel. */
import { swapObjects } from '../../configuration/objects.ts';
import type { RefusedChange } from '../../ports/configuration.ts';
import type { Caller } from '../../rights/caller.ts';
import { isAdmin } from '../../rights/who.ts';
import { saving } from '../context.ts';
import type { ActionContext } from '../context.ts';
import { askForSwap, offerShifts } from './ask-for-swap.ts';
import type { NewSwapRequest } from './ask-for-swap.ts';
import { changeSwap } from './change-swap.ts';
import type { SwapResult } from './change-swap.ts';
import { storedSwap } from './save-swap.ts';
import type { StoredSwap } from './save-swap.ts';

export interface SwapActions {
  list(): StoredSwap[];
  ask(request: NewSwapRequest, actor: string): Promise<SwapResult>;
  /** Admins may cancel requests of others. */
  answer(
    id: string,
    answer: { kind: 'take' | 'decline' | 'cancel'; caller: Caller; ifVersion: number | null },
  ): Promise<SwapResult>;
  /** For links, which prove who answers. @returns whether it was done */
  answerAs(id: string, kind: 'take' | 'decline', login: string): Promise<boolean>;
  /** Requests cover for every shift within an absence, or for none. */
  offerShifts(absence: string, actor: string): Promise<{ ok: true; swaps: StoredSwap[] } | RefusedChange>;
}

export function createSwapActions(
  context: Pick<ActionContext, 'change' | 'objects' | 'reload' | 'vault'>,
): SwapActions {
  const { change, objects, vault } = context;
  const save = saving(change, context.reload);
  return {
    list: () => swapObjects(objects()).map(storedSwap),
    ask: (request, actor) => save((work) => askForSwap(work, vault, request, actor)),
    answer: (id, { kind, caller, ifVersion }) => {
      const by = caller.name;
      const event = kind === 'cancel' ? { kind, by, forOthers: isAdmin(caller) } : { kind, by };
      return save((work) => changeSwap(work, vault, id, event, ifVersion));
    },
    answerAs: async (id, kind, login) =>
      (await save((work) => changeSwap(work, vault, id, { kind, by: login }, null))).ok,
    offerShifts: (absence, actor) => save((work) => offerShifts(work, vault, absence, actor)),
  };
}
