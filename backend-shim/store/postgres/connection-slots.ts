/**
 * Limits the connections of a pool that requests use at a time. Alerts and pages find one free: in the pool's own queue they would
 * stand behind every request that came before.
 */
import { createWaitingLine } from '../concurrency/line.ts';
import type { RequestAsker } from '../concurrency/asker.ts';

export interface ConnectionSlots {
  /** @returns to be called once when the connection is given back */
  enter(asker: RequestAsker | undefined): Promise<() => void> | (() => void);
}

const nothing = () => undefined;

export function createConnectionSlots(most: number): ConnectionSlots {
  const line = createWaitingLine();
  let used = 0;

  function leave(asker: RequestAsker): void {
    asker.held--;
    if (line.isEmpty()) {
      used--;
    } else {
      line.go();
    }
  }

  return {
    enter: (asker) => {
      // A request that holds a connection and waits for another would keep the first from everybody.
      if (asker === undefined || asker.held > 0) {
        return nothing;
      }
      const lent = () => {
        asker.held++;
        return () => leave(asker);
      };
      if (used < most) {
        used++;
        return lent();
      }
      return new Promise((resolve) => line.add(asker.whose, () => resolve(lent())));
    },
  };
}
