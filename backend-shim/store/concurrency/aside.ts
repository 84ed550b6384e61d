/**
 * Lets a transaction that pages go on without what is beside paging (records for labour law, insights, replays). A failed
 * statement ends a transaction of PostgreSQL, and savepoints cost every transaction time, so the work is done again without
 * the part that failed. The part is tried again later.
 */
import { isOutage } from '../store.ts';
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
  /** @param without parts that failed when the same work was done before */
  begin(now: number, without?: ReadonlySet<AsidePart>): Aside;
  leaveOut(part: AsidePart, now: number): void;
}

/**
 * Whether every transaction would fail alike: a table or a column is missing, or is damaged. One row that cannot be written
 * says nothing of others, which are not left out for it.
 */
export function isLasting(error: unknown): boolean {
  const { code, message, cause } = (error ?? {}) as { code?: unknown; message?: unknown; cause?: unknown };
  const isMissing = /^no such (?:table|column)/.test(String(message)) || LASTING.test(String(code));
  return isMissing || (cause !== undefined && cause !== error && isLasting(cause));
}

/** Of PostgreSQL: undefined table and column, lost file, damaged data. Of SQLite: damaged. */
const LASTING = /^(?:42P01|42703|58P01|58030|XX00[12]|SQLITE_CORRUPT\w*)$/;

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
    begin: (now, without = new Set()) => {
      let failed: AsidePart | null = null;
      const tried = new Set<AsidePart>();
      return {
        // What PostgreSQL is sent without waiting fails later.
        failed: (error) => failed ?? partIn(tried, statementOf(error)),
        run: async (part, work, instead) => {
          if (without.has(part) || isOut(part, now)) {
            return instead;
          }
          tried.add(part);
          try {
            return await work();
          } catch (error) {
            // PostgreSQL may tell here of a statement that was sent before, without waiting.
            const statement = statementOf(error);
            failed ??= statement === null ? part : partIn(tried, statement);
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
    if (isOutage(error)) {
      throw error;
    }
    return without;
  }
}
