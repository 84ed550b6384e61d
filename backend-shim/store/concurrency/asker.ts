/** Says who asks for whatever runs: a request of a person or a stranger, or else what pages somebody, which comes first. */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface RequestAsker {
  /** A key. Each has a turn after the other. */
  whose: string;
  /** Connections of the database that the request holds. */
  held: number;
}

const askers = new AsyncLocalStorage<RequestAsker>();

/** @returns what `work` does; all that it awaits and begins is asked by the same */
export function askedBy<T>(asker: RequestAsker, work: () => T): T {
  return askers.run(asker, work);
}

/** For work that a request begins and does not wait for: it is nobody's. */
export function askedByNobody<T>(work: () => T): T {
  return askers.exit(work);
}

/** @returns undefined where nobody's request runs: alerts, pages, chores */
export function currentAsker(): RequestAsker | undefined {
  return askers.getStore();
}
