/**
 * Limits the connections of a pool that requests use at a time. Alerts and pages find one free: in the pool's own queue they would
 * stand behind every request that came before. While alerts and pages use the database, requests use one: each answer that comes
 * for a request is work in the turn of the event loop that an alert or a page waits for, and it waits for several.
 */
import { createWaitingLine } from '../concurrency/line.ts';
import type { RequestAsker } from '../concurrency/asker.ts';

export interface ConnectionSlots {
  /** @returns to be called once when the connection is given back */
  enter(asker: RequestAsker | undefined): Promise<() => void> | (() => void);
}

const WHILE_PAGING = 1;

const nothing = () => undefined;

export function createConnectionSlots(most: number): ConnectionSlots {
  const line = createWaitingLine();
  let used = 0;
  /** Connections that are nobody's request's. */
  let paging = 0;

  const isFree = () => used < (paging > 0 ? WHILE_PAGING : most);

  function admit(): void {
    while (!line.isEmpty() && isFree()) {
      used++;
      line.go();
    }
  }

  function donePaging(): void {
    paging--;
    admit();
  }

  function leave(asker: RequestAsker): void {
    asker.held--;
    used--;
    admit();
  }

  return {
    enter: (asker) => {
      if (asker === undefined) {
        paging++;
        return donePaging;
      }
      // A request that holds a connection and waits for another would keep the first from everybody.
      if (asker.held > 0) {
        return nothing;
      }
      const lent = () => {
        asker.held++;
        return () => leave(asker);
      };
      if (isFree()) {
        used++;
        return lent();
      }
      return new Promise((resolve) => line.add(asker.whose, () => resolve(lent())));
    },
  };
}
