/** Counts sent codes and test messages, and wrong codes. Rows are kept for a day. */
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

/**
 * The uses of these kinds in the last day, by the person or of the address. Nobody else can add any until the commit.
 */
export async function readUses(work: Work, kind: ReachUse): Promise<ReachUseTable[]> {
  await lockReachUses(work);
  // Rows with future instants were written before the clock was set back.
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
