import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import type { ReplayRequest } from '#contract/replay';
import { onEachDatabase } from '../../../tests/support/databases.ts';
import type { Caller } from '../../rights/caller.ts';
import { openFresh } from '../../store/open-fresh.fake.ts';
import { workOn } from '../../store/work.fake.ts';
import type { WorkBench } from '../../store/work.fake.ts';
import { createReplayActions } from './replays.ts';
import type { ReplayDeps, ReplayRun } from './replays.ts';

const NOW = Date.UTC(2026, 9, 7, 2);
const kinds = [
  'users',
  'teams',
  'absences',
  'rotas',
  'timeWindows',
  'escalationPolicies',
  'maintenances',
  'integrations',
];
const request = {
  from: '2026-10-05T00:00:00Z',
  to: '2026-10-06T00:00:00Z',
  answers: 'median',
  draft: Object.fromEntries(kinds.map((kind) => [kind, []])),
} as unknown as ReplayRequest;

onEachDatabase('Replays', (database) => {
  let bench: WorkBench;
  let started: number;
  beforeEach(async () => {
    bench = await workOn(await openFresh(database), { now: NOW });
    started = 0;
  });
  afterEach(() => bench.close());

  /** Of one sidecar, which is slow; what it starts never ends. */
  const sidecar = () => {
    const world = { zones: TEST_ZONES } as unknown as ReplayDeps['world'];
    const start = () => {
      started += 1;
      return new Promise<ReplayRun>(() => undefined);
    };
    return createReplayActions({
      store: bench.store,
      world,
      start,
      transact: (change) =>
        bench.transact(async (work) => {
          const result = await change(work);
          await pause(100);
          return result;
        }),
      clock: { now: () => Promise.resolve(NOW) },
      log: { warn: () => undefined, error: () => undefined },
      objects: () => [],
      broken: () => [],
      newId: () => `replay-${Math.random()}`,
    });
  };

  const ann: Caller = { kind: 'person', name: 'ann', role: 'Editor', teams: [], scopes: null, readOnly: false };

  it('are for who began them, not for others of that name', async () => {
    const one = sidecar();
    const token = { ...ann, kind: 'script', name: 'ci', scopes: ['edit'] } as const;
    const begun = await one.begin(request, { ...token, tokenId: 'first' });
    const id = begun.ok ? begun.row.id : '';
    const others: Caller[] = [
      { ...token, tokenId: 'second' },
      { ...token, guest: 'account' },
      { ...ann, name: 'ci' },
    ];
    for (const other of others) {
      expect([await one.read(id, other), await one.cancel(id, other)]).toEqual([null, false]);
    }
    expect((await one.read(id, { ...token, tokenId: 'first' }))?.created_by).toBe('ci');
    expect(await one.cancel(id, { ...token, tokenId: 'first' })).toBe(true);
  });

  it('that are asked for at once do not run at once, on however many sidecars', async () => {
    const begun = await Promise.all([sidecar(), sidecar(), sidecar()].map((one) => one.begin(request, ann)));
    expect(begun.filter(({ ok }) => ok)).toHaveLength(1);
    expect(begun.filter((one) => 'busy' in one)).toHaveLength(2);
    expect(started).toBe(1);
  });
});
