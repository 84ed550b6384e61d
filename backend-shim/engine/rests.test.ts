import { expect, it } from 'vitest';
import type { Directory } from '../ports/directory.ts';
import { StoreUnavailable } from '../store/store.ts';
import { openWork } from '../store/work.fake.ts';
import { keepRests } from './rests.ts';

it('keeps what applies; a read that fails is nobody, counted once', async () => {
  const bench = await openWork({ now: 100 });
  const counted: string[] = [];
  const lines: string[] = [];
  const count = (name: string) => ({
    inc: (labels: Record<string, string> = {}, by = 1) => void counted.push(`${name} ${labels['what'] ?? ''}${by}`),
  });
  let units = new Map([['ops', {}]]);
  const keeper = keepRests({
    store: bench.store,
    directory: () => ({ units }) as unknown as Directory,
    log: { error: (_: object, text: string) => lines.push(text) } as never,
    metrics: { labourFailures: count('failures'), restHeld: count('held'), restNobodyElse: count('nobody') },
  });
  const rest = {
    unit: 'ops',
    planned_at: 50,
    rule: 'restDaily' as const,
    causes: '[]',
    provisional: 0,
    started_at: null,
  };
  const row = { ...rest, told_user_at: null, told_managers_at: null, history: '[]', version: 1 };
  await bench.transact(({ tx }) =>
    tx
      .insertInto('rests')
      .values([
        { ...row, id: 'a', user: 'ann', earliest_at: 200, state: 'applies' },
        { ...row, id: 'b', user: 'ben', earliest_at: 200, state: 'waived' },
        { ...row, id: 'c', user: 'cleo', earliest_at: 100, state: 'applies' },
      ])
      .execute(),
  );
  expect(keeper.current().size).toBe(0);
  await keeper.refresh(100);
  expect([...keeper.current().keys()]).toEqual(['ann']);
  units = new Map();
  await keeper.refresh(100);
  expect(keeper.current().size).toBe(0);

  units = new Map([['ops', {}]]);
  await keeper.refresh(100);
  await bench.transact(({ tx }) => tx.schema.dropTable('rests').execute());
  await keeper.refresh(100);
  expect(keeper.current().size).toBe(0);
  keeper.count({ held: 2, nobodyElse: 0 });
  expect(counted).toEqual(['failures rests1', 'held 2', 'nobody 0']);
  expect(lines).toHaveLength(1);
  await bench.close();
});

it('a database that is away is no failure of labour law: everybody is paged, and nothing is counted', async () => {
  let counted = 0;
  const count = { inc: () => void (counted += 1) };
  const keeper = keepRests({
    store: {
      get read(): never {
        throw new StoreUnavailable('away');
      },
    },
    directory: () => ({ units: new Map([['ops', {}]]) }) as unknown as Directory,
    log: { warn: () => undefined } as never,
    metrics: { labourFailures: count, restHeld: count, restNobodyElse: count },
  });
  await keeper.refresh(100);
  expect(keeper.current().size).toBe(0);
  expect(counted).toBe(0);
});
