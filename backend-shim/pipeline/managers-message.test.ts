/** Two sidecars that learn of a release at the same time write one message to the manager. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Unit } from '#domain/labour/facts/unit';
import { HOUR } from '#domain/time/duration';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import { onEachDatabase } from '../../tests/support/databases.ts';
import { createIds } from '../adapters/random-ids.ts';
import { tellManagers } from '../labour/managers.ts';
import { deliveryRow } from '../stages/outbox/planning/delivery-row.ts';
import { CAPABILITIES } from '../store/capabilities.ts';
import { migrate } from '../store/migrate.ts';
import { openFresh } from '../store/open-fresh.fake.ts';
import { insertRows } from '../store/query.ts';
import type { Store } from '../store/store.ts';
import type { Work } from '../store/work.ts';

/** A Wednesday, 02:00. */
const NOW = Date.UTC(2026, 9, 7, 2);
const unit = {
  id: 'ops',
  timeZone: 'UTC',
  holidays: null,
  since: 0,
  duties: [],
  disconnect: true,
  managers: ['cleo'],
  hr: ['hana'],
} as unknown as Unit;
const directory = {
  units: new Map([['ops', unit]]),
  profiles: new Map(),
  responders: new Map(),
  facts: { zones: TEST_ZONES, holidays: {}, absences: [], swaps: [] },
};

onEachDatabase('The message to managers', (database) => {
  let store: Store;
  beforeEach(async () => {
    store = await openFresh(database);
    await migrate(store);
  });
  afterEach(() => store.close());

  /** As one sidecar tells the manager and plans the message, slowly. */
  const tells = (person: string) =>
    store.transaction(async (tx) => {
      const shared = { tx, cap: CAPABILITIES[store.dialect], now: NOW, ids: createIds(), directory };
      const work = { ...shared, requests: [] } as unknown as Work;
      await tellManagers(work, unit, person, { earliestAt: NOW + 10 * HOUR });
      await pause(200);
      const rows = work.requests.map((request) => {
        const { user, releases } =
          'notice' in request && request.notice.kind === 'tellReleases' ? request.notice : NONE;
        const content = JSON.stringify({ releases });
        const way = { method: 'email', channel_kind: 'email', lane: 'email', due_at: releases.at };
        return deliveryRow(work, { kind: 'onCall', incident: null, rank: 0, user, content, ...way });
      });
      await insertRows(tx, work.cap, 'deliveries', rows);
    });

  it('is written once, of both people', async () => {
    await Promise.all([tells('ann'), tells('ben')]);
    const rows = await store.read.selectFrom('deliveries').select(['user', 'content', 'due_at']).execute();
    const releases = { unit: 'ops', at: NOW + 7 * HOUR };
    expect(rows.map((row) => ({ ...row, due_at: Number(row.due_at) }))).toEqual([
      { user: 'cleo', content: JSON.stringify({ releases }), due_at: releases.at },
    ]);
  });
});

const NONE = { user: '', releases: { unit: '', at: 0 } };
