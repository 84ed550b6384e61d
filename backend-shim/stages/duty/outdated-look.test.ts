import { afterEach, beforeEach, expect, test } from 'vitest';
import { SECOND } from '#domain/time/duration';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import { onEachDatabase } from '../../../tests/support/databases.ts';
import type { Directory } from '../../ports/directory.ts';
import { openFresh } from '../../store/open-fresh.fake.ts';
import { bumpRevision } from '../../store/revision.ts';
import { workOn } from '../../store/work.fake.ts';
import type { WorkBench } from '../../store/work.fake.ts';
import { adjustRotas, tickRotas } from './handoff.ts';

const NOW = Date.UTC(2026, 2, 2, 12);
const sre = { id: 'sre', name: 'SRE', team: null, timeZone: 'UTC', holidays: null, onAbsence: 'flag' as const };
const directory: Partial<Directory> = {
  revision: 1,
  rotas: new Map([['sre', { ...sre, layers: [], overrides: [] }]]),
  facts: { zones: TEST_ZONES, holidays: {}, absences: [], swaps: [] },
  responders: new Map(),
};

onEachDatabase('A look at rotas as they were', (database) => {
  let bench: WorkBench;
  beforeEach(async () => {
    bench = await workOn(await openFresh(database), { now: NOW, directory });
    await bench.transact((work) => adjustRotas(work, { take: () => [] }));
    await bench.transact(bumpRevision);
  });
  afterEach(() => bench.close());

  const dueAt = async () => {
    const rows = await bench.read.selectFrom('timers').select('due_at').where('kind', '=', 'rota').execute();
    return rows.map(({ due_at: at }) => Number(at));
  };
  const isShared = () => bench.store.dialect === 'postgres';

  test('is not the last where another sidecar changed them meanwhile, as it may have died since', async () => {
    await bench.transact(bumpRevision);
    expect(await bench.transact(tickRotas)).toBe(1);
    const [at] = await dueAt();
    expect(at === NOW + SECOND).toBe(isShared());
  });

  test('is the last where they are so still', async () => {
    expect(await bench.transact(tickRotas)).toBe(1);
    const [at] = await dueAt();
    expect(at).toBeGreaterThan(NOW + SECOND);
  });
});
