/**
 * Lets a transaction that pages go on without what is beside paging (records for labour law, insights, replays). A failed
 * statement ends a transaction of PostgreSQL, and savepoints cost every transaction time, so the work is done again without
 * the part that failed. The part is tried again later.
 */
import { StoreUnavailable } from '../store.ts';
import { MINUTE } from '#domain/time/duration';
import { statementOf } from './failed-statement.ts';

/** What may be left out; mostly the name of the table. */
export type AsidePart =
  | 'interventions'
  | 'intervention_details'
  | 'rests'
  | 'insight_changes'
  | 'commands_given'
  | 'signal_bodies'
  | 'turns_taken'
  | 'config_versions'
  | 'downtimes'
  | 'events'
  | 'heartbeats'
  | 'imports'
  | 'shadow_spans'
  | 'audit';

export interface Aside {
  /**
   * The part of this transaction that failed and is to be left out when the work is done again; null: none of them.
   * @param error with which the transaction ended
   */
  failed(error: unknown): AsidePart | null;
  run<T>(part: AsidePart, work: () => Promise<T>, without: T): Promise<T>;
}

/** The parts that are left out, for all transactions of this process. */
export interface LeftOutParts {
  begin(now: number): Aside;
  leaveOut(part: AsidePart, now: number): void;
}

const AGAIN = 5 * MINUTE;

export function createLeftOut(): LeftOutParts {
  const since = new Map<AsidePart, number>();
  const isOut = (part: AsidePart, now: number) => {
    const at = since.get(part);
    // Also where the clock was set back.
    return at !== undefined && Math.abs(now - at) < AGAIN;
  };
  return {
    leaveOut: (part, now) => since.set(part, now),
    begin: (now) => {
      let failed: AsidePart | null = null;
      const tried = new Set<AsidePart>();
      return {
        // What PostgreSQL is sent without waiting fails later.
        failed: (error) => failed ?? partIn(tried, statementOf(error)),
        run: async (part, work, without) => {
          if (isOut(part, now)) {
            return without;
          }
          tried.add(part);
          try {
            return await work();
          } catch (error) {
            failed ??= part;
            throw error;
          }
        },
      };
    },
  };
}

function partIn(tried: ReadonlySet<AsidePart>, statement: string | null): AsidePart | null {
  return statement === null ? null : ([...tried].find((part) => new RegExp(`\\b${part}\\b`).test(statement)) ?? null);
}

/**
 * Runs what is beside paging. If it fails, the transaction is done again without it.
 * @param without the answer then
 */
export function aside<T>(
  { aside: own }: { aside?: Aside },
  part: AsidePart,
  work: () => Promise<T>,
  without: T,
): Promise<T> {
  return own === undefined ? work() : own.run(part, work, without);
}

/** The same for a read outside of a transaction, of what an answer can do without. */
export async function unlessBroken<T>(read: () => Promise<T>, without: T): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof StoreUnavailable) {
      throw error;
    }
    return without;
  }
}
