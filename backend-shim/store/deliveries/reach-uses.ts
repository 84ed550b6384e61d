/** Codes and test messages that were sent, and codes that were wrong. Kept for a day. */
import { DAY } from '#domain/time/duration';
import { lockReachUses } from '../concurrency/key-locks.ts';
import type { ReachUseTable } from '../schema/deliveries.ts';
import type { Work } from '../work.ts';

export type ReachUse = 'code' | 'wrong-code' | 'test';

export interface UseOf {
  user: string;
  /** Keyed hash of the address. */
  address: string;
}

/** What was used in the last day of these kinds by the person or of the address. Until the commit nobody else adds any. */
export async function readUses(work: Work, kind: ReachUse): Promise<ReachUseTable[]> {
  await lockReachUses(work);
  // Rows in the future date from before the clock was set back.
  return work.tx
    .selectFrom('reach_uses')
    .selectAll()
    .where('kind', '=', kind)
    .where('at', '>', work.now - DAY)
    .where('at', '<=', work.now)
    .execute();
}

export async function addUse(work: Work, kind: ReachUse, { user, address }: UseOf): Promise<void> {
  await work.tx.insertInto('reach_uses').values({ id: work.ids.next(), at: work.now, kind, user, address }).execute();
}

export async function forgetUses(work: Work): Promise<void> {
  await work.tx
    .deleteFrom('reach_uses')
    .where('at', '<=', work.now - DAY)
    .execute();
}
