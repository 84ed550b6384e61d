import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RestRecord } from '#domain/labour/facts/model';
import { onEachDatabase } from '../../../../tests/support/databases.ts';
import { createIds } from '../../../adapters/random-ids.ts';
import { CAPABILITIES } from '../../capabilities.ts';
import { migrate } from '../../migrate.ts';
import { openFresh } from '../../open-fresh.fake.ts';
import { run } from '../../query.ts';
import type { Store } from '../../store.ts';
import { createUnreadableRegistry } from '../../stored/unreadable.ts';
import { silentLog } from '../../upkeep/silent-log.fake.ts';
import type { Work } from '../../work.ts';
import {
  changedRestRow,
  lockRestsOf,
  newRestRow,
  readApplyingRests,
  readRestsOf,
  saveRests,
  toldStart,
} from './rests.ts';
import { earlierRests, restRecord } from './stored-rests.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 9, 7, 4);
const PLANNED = Date.UTC(2026, 9, 7, 7);

const record: RestRecord = {
  plannedAt: PLANNED,
  earliestAt: PLANNED + 2 * HOUR,
  rule: 'restDaily',
  causes: ['i1'],
  provisional: true,
  state: 'applies',
  startedAt: null,
};

onEachDatabase('Rests', (database) => {
  let store: Store;
  const unreadable = createUnreadableRegistry(silentLog);
  beforeEach(async () => {
    store = await openFresh(database);
    await migrate(store);
  });
  afterEach(() => store.close());
  const inWork = <T>(what: (work: Work) => Promise<T>) =>
    store.transaction((tx) =>
      what({ tx, cap: CAPABILITIES[store.dialect], now: NOW, ids: createIds(), unreadable } as unknown as Work),
    );
  const save = (user: string, one: RestRecord) =>
    inWork(async (work) => saveRests(work, [newRestRow(work, { user, unit: 'ops' }, one)]));

  it('are read back as they were recorded, of one person and range', async () => {
    await save('ann', record);
    await save('ann', { ...record, plannedAt: PLANNED + 24 * HOUR });
    await save('ben', record);
    const rows = await readRestsOf(store.read, ['ann'], PLANNED, PLANNED + HOUR);
    expect(rows.map((row) => restRecord(row, unreadable))).toEqual([record]);
  });

  it('that apply are read until their end, everybody’s', async () => {
    await save('ann', record);
    await save('ben', { ...record, state: 'void' });
    await save('cleo', { ...record, state: 'waived' });
    expect(await readApplyingRests(store.read, PLANNED)).toEqual([
      { user: 'ann', unit: 'ops', planned_at: PLANNED, earliest_at: PLANNED + 2 * HOUR, started_at: null },
    ]);
    expect(await readApplyingRests(store.read, PLANNED + 2 * HOUR)).toEqual([]);
  });

  it('that change keep what they said before', async () => {
    await save('ann', record);
    const moved = { ...record, earliestAt: PLANNED + 3 * HOUR, provisional: false };
    await inWork(async (work) => {
      const rows = await lockRestsOf(work, 'ann', PLANNED, PLANNED + 1);
      await saveRests(
        work,
        rows.map((row) => changedRestRow(row, moved, NOW, unreadable)),
      );
    });
    const [row] = await readRestsOf(store.read, ['ann'], PLANNED, PLANNED + 1);
    const { plannedAt: _, ...before } = record;
    expect(row && earlierRests(row, unreadable)).toEqual([
      { at: NOW, ...before, toldUserAt: null, toldManagersAt: null },
    ]);
    expect(row).toMatchObject({ version: 2, earliest_at: moved.earliestAt, provisional: 0 });
    expect(row && changedRestRow(row, moved, NOW + 1, unreadable)).toBe(row);
  });

  it('know what people were told, also where they moved in the same instant', async () => {
    await save('ann', record);
    const [first] = await readRestsOf(store.read, ['ann'], PLANNED, PLANNED + 1);
    if (first === undefined) {
      throw new Error('no rest');
    }
    expect(toldStart(first, 'user', unreadable)).toBeNull();
    const told = { ...first, told_user_at: NOW };
    expect(toldStart(told, 'user', unreadable)).toBe(record.earliestAt);
    const moved = changedRestRow(told, { ...record, earliestAt: PLANNED + 3 * HOUR }, NOW, unreadable);
    expect(toldStart(moved, 'user', unreadable)).toBe(record.earliestAt);
    expect(toldStart(moved, 'managers', unreadable)).toBeNull();
    expect(toldStart({ ...moved, told_user_at: NOW + 1 }, 'user', unreadable)).toBe(PLANNED + 3 * HOUR);
    const gone = { ...told, state: 'void' as const, told_user_at: NOW + 2 };
    expect(toldStart(gone, 'user', unreadable), 'that it starts as planned').toBe(PLANNED);
  });

  it('with causes or a history that cannot be read still apply, and keep the text', async () => {
    await save('ann', record);
    await inWork(({ tx }) => run(tx, `update rests set causes = '{', history = '{'`, []));
    const [row] = await readRestsOf(store.read, ['ann'], PLANNED, PLANNED + 1);
    expect(row && restRecord(row, unreadable)).toEqual({ ...record, causes: [] });
    expect(row && earlierRests(row, unreadable)).toEqual([]);
    expect(unreadable.list().map(({ kind, field }) => `${kind} ${field}`)).toEqual(['rests causes', 'rests history']);
    const changed = row && changedRestRow(row, record, NOW, unreadable);
    expect(JSON.parse(changed?.history ?? '')).toEqual(['{', expect.objectContaining({ at: NOW, causes: [] })]);
  });
});
