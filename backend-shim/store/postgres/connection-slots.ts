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
  /** Whether alerts or pages use the database, or did a moment ago. */
  isPaging(): boolean;
}

const WHILE_PAGING = 1;
/** ms that one request keeps the others waiting for it while alerts and pages use the database: an acknowledgement is a request, too. */
const LONG = 50;
/** ms of a moment: between two uses of the database a page is made, and sent. */
const MOMENT = 25;

const nothing = () => undefined;

/** @param monotonic see `Clock` */
export function createConnectionSlots(most: number, monotonic: () => number): ConnectionSlots {
  const line = createWaitingLine();
  let used = 0;
  /** Connections that are nobody's request's. */
  let paging = 0;
  let lastLent = -Infinity;
  let lastPaging = -Infinity;

  const isFree = () => used < (paging > 0 && monotonic() - lastLent < LONG ? WHILE_PAGING : most);

  function lend(asker: RequestAsker): () => void {
    used++;
    lastLent = monotonic();
    asker.held++;
    return () => leave(asker);
  }

  function admit(): void {
    while (!line.isEmpty() && isFree()) {
      line.go();
    }
  }

  function donePaging(): void {
    paging--;
    lastPaging = monotonic();
    admit();
  }

  function leave(asker: RequestAsker): void {
    asker.held--;
    used--;
    admit();
  }

  return {
    isPaging: () => paging > 0 || monotonic() - lastPaging < MOMENT,
    enter: (asker) => {
      if (asker === undefined) {
        paging++;
        return donePaging;
      }
      // A request that holds a connection and waits for another would keep the first from everybody.
      if (asker.held > 0) {
        return nothing;
      }
      if (line.isEmpty() && isFree()) {
        return lend(asker);
      }
      const lent = new Promise<() => void>((resolve) => line.add(asker.whose, () => resolve(lend(asker))));
      // Others may have waited long enough by now.
      admit();
      return lent;
    },
  };
}
