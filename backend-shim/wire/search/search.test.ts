import { afterEach, expect, test } from 'vitest';
import { CompiledQuery, sql } from 'kysely';
import { onEachDatabase } from '../../../tests/support/databases.ts';
import type { TestDatabase } from '../../../tests/support/databases.ts';
import { openFresh } from '../../store/open-fresh.fake.ts';
import type { SearchRefused, SearchStatement } from '../../store/search/search.ts';
import type { Store } from '../../store/store.ts';
import { wireSearch } from './search.ts';

const HEAP = { old: 24, young: 8 };
const closing: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(database: TestDatabase) {
  const store = await openFresh(database);
  const { searchOf, close } = wireSearch(store, HEAP);
  closing.push(() => store.close(), close);
  return { store, search: searchOf };
}

/** Counts to `most`, which takes a SQLite of today some seconds for ten million. */
function counting({ read }: Store, most: number): SearchStatement<{ n: number | string }> {
  const text = sql<{
    n: number | string;
  }>`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${most})
    select max(i) as n from n`;
  return { compile: () => text.compile(read), execute: async () => (await text.execute(read)).rows };
}

onEachDatabase('A search', (database) => {
  test('finds what the statement finds', async () => {
    const { store, search } = await open(database);
    expect(await search('ann')(counting(store, 5))).toEqual(await counting(store, 5).execute());
  });

  test('leaves the thread that pages to itself, however much it looks at', async () => {
    const { store, search } = await open(database);
    await search('ann')(counting(store, 5));
    const [before, began] = [performance.eventLoopUtilization(), performance.now()];
    const [found] = await search('ann')(counting(store, 1_000_000));
    const { active } = performance.eventLoopUtilization(before);
    expect(Number(found?.n)).toBe(1_000_000);
    expect(active).toBeLessThan((performance.now() - began) / 2);
  });

  test('says that it is busy to the caller who asks for many at once, and lets others in', async () => {
    const { store, search } = await open(database);
    const greedy = Array.from({ length: 28 }, () => search('ann')(counting(store, 100_000)));
    const other = search('ben')(counting(store, 5));
    const outcomes = await Promise.allSettled(greedy);
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(refused.length).toBe(8);
    for (const reason of refused) expect((reason as SearchRefused).refusal).toEqual({ ok: false, reason: 'busy' });
    expect(Number((await other)[0]?.n)).toBe(5);
  });

  test('tells of a statement that fails', async () => {
    const { store, search } = await open(database);
    const wrong = CompiledQuery.raw('select no_such_column from nothing');
    const statement = {
      compile: () => wrong,
      execute: async () => (await store.read.executeQuery<object>(wrong)).rows,
    };
    await expect(search('ann')(statement)).rejects.toThrow(/nothing/);
    expect(await search('ann')(counting(store, 5))).toHaveLength(1);
  });
});
