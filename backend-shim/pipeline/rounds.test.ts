/** Pages leave before labour law is looked at. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Directory } from '../ports/directory.ts';
import { openWork } from '../store/work.fake.ts';
import type { WorkBench } from '../store/work.fake.ts';
import { createRounds } from './rounds.ts';
import type { RoundsDeps } from './rounds.ts';

const NOW = Date.UTC(2026, 9, 7, 3);

let bench: WorkBench;
let order: string[];
beforeEach(async () => {
  const units = new Map();
  const directory = { units, profiles: new Map(), rooms: new Map(), responders: new Map() } as unknown as Directory;
  bench = await openWork({ now: NOW, directory });
  order = [];
});
afterEach(() => bench.close());

const nothing = { inc: () => undefined, observe: () => undefined };

/** Whether the delivery is due still shows what comes first. */
async function rounds(): Promise<void> {
  const isDue = async () =>
    (await bench.read.selectFrom('deliveries').select('id').where('state', '=', 'due').execute()).length > 0;
  const deps = {
    store: bench.store,
    transact: bench.transact,
    channels: new Map(),
    metrics: new Proxy({}, { get: () => nothing }),
    log: { error: () => undefined, info: () => undefined, warn: () => undefined, debug: () => undefined },
    links: {},
    clock: { monotonic: () => 0, now: () => Promise.resolve(NOW) },
    owner: 'me',
    wake: () => undefined,
    report: () => undefined,
    tickSwaps: () => Promise.resolve(0),
    rests: { refresh: async () => void order.push((await isDue()) ? 'before sending' : 'after sending') },
  } as unknown as RoundsDeps;
  const runner = createRounds(deps);
  await runner.run(NOW);
  expect(runner.inFlight()).toBeGreaterThan(0);
  await runner.stop();
}

const insert = (table: 'timers' | 'deliveries', row: object) =>
  bench.transact(({ tx }) =>
    tx
      .insertInto(table)
      .values(row as never)
      .execute(),
  );

it('a delivery that is due is claimed before the rests are looked at', async () => {
  await insert('timers', { kind: 'rest', subject: 'ann', due_at: NOW, rank: 0, attempt: 0 });
  await insert('deliveries', {
    id: 'd',
    kind: 'page',
    channel_kind: 'gone',
    lane: 'l',
    rank: 0,
    state: 'due',
    due_at: NOW,
    attempt: 0,
    content: '{}',
    created_at: NOW,
  });
  await rounds();
  expect(order).toEqual(['before sending']);
  expect(await bench.read.selectFrom('timers').selectAll().execute()).toEqual([]);
});
