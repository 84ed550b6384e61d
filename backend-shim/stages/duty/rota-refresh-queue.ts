/** Remembers which rotas a change has touched, until a transaction that has them looked at is committed. */
import type { Work } from '../../store/work.ts';
import { touchedRotas } from './touched-rotas.ts';
import type { LookedAtConfiguration } from './touched-rotas.ts';

export interface RotaRefreshQueue {
  /** Notes a change that is in force from now on. After a start, all rotas are new. */
  note(before: LookedAtConfiguration, after: LookedAtConfiguration): void;
  isAnyOpen(): boolean;
  /** @returns ids of rotas, which are forgotten when this transaction is committed */
  take(work: Pick<Work, 'ended'>): string[];
}

export function createRotaRefreshQueue(): RotaRefreshQueue {
  /** By rota: the change that touched it last. */
  const open = new Map<string, number>();
  let changes = 0;
  return {
    note: (before, after) => {
      changes += 1;
      touchedRotas(before, after).forEach((id) => open.set(id, changes));
    },
    isAnyOpen: () => open.size > 0,
    take: ({ ended }) => {
      const taken = [...open];
      ended.push((isCommitted) => {
        // What another change touched meanwhile stays.
        const done = isCommitted ? taken.filter(([id, change]) => open.get(id) === change) : [];
        done.forEach(([id]) => open.delete(id));
      });
      return taken.map(([id]) => id);
    },
  };
}
