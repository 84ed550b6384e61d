/**
 * Runs statements that may look at every row of a long history. On SQLite a statement takes the thread that runs it, so these
 * run in a thread of their own (ADR 0028-heavy-requests-run-beside-paging).
 */
import type { CompiledQuery } from 'kysely';
import type { HeavyRefusal, Threads } from '../../ports/heavy/work.ts';
import type { Db, Store } from '../store.ts';

export interface SearchStatement<Row> {
  compile(): CompiledQuery<Row>;
  execute(): Promise<Row[]>;
}

/** @throws SearchRefused */
export type Search = <Row>(statement: SearchStatement<Row>) => Promise<Row[]>;

/** What reads a list. `search`: for the caller who asks. */
export interface ListSource {
  db: Db;
  search: Search;
}

/** For threads that page nobody. */
export const searchHere: Search = (statement) => statement.execute();

/** @param who a key of the caller: callers come in turn */
export type SearchOf = (who: string) => Search;

/** Lets a caller in; null: no place, or none in time. */
export type EnterSearch = (who: string) => Promise<(() => void) | null>;

export class SearchRefused extends Error {
  override readonly name = 'SearchRefused';
  readonly refusal: HeavyRefusal;
  constructor(refusal: HeavyRefusal) {
    super(`a search was refused: ${refusal.reason}`);
    this.refusal = refusal;
  }
}

export interface SearchQuestion {
  file: string;
  text: string;
  parameters: readonly unknown[];
}

/** @param enter for a database that runs statements itself: how many run at once */
export function createSearch(store: Store, threads: Threads, enter: EnterSearch): SearchOf {
  const place = store.place();
  if (place === null) {
    return () => (statement) => statement.execute();
  }
  if (place.kind === 'postgres') {
    return (who) => async (statement) => {
      const leave = await enter(who);
      if (leave === null) throw new SearchRefused({ ok: false, reason: 'busy' });
      try {
        return await statement.execute();
      } finally {
        leave();
      }
    };
  }
  const { file } = place;
  return (who) =>
    async <Row>(statement: SearchStatement<Row>) => {
      const { sql: text, parameters } = statement.compile();
      const question: SearchQuestion = { file, text, parameters };
      const outcome = await threads.run(who, { job: 'search', question, lists: {} });
      if (!outcome.ok) throw new SearchRefused(outcome);
      return outcome.answer as Row[];
    };
}
