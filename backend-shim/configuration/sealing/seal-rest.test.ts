import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachDatabase } from '../../../tests/support/databases.ts';
import { createVault } from '../../adapters/vault.ts';
import { insertRows } from '../../store/query.ts';
import { readRevision } from '../../store/revision.ts';
import { openFresh } from '../../store/open-fresh.fake.ts';
import type { Store } from '../../store/store.ts';
import { createUnreadableRegistry } from '../../store/stored/unreadable.ts';
import { silentLog } from '../../store/upkeep/silent-log.fake.ts';
import { workOn } from '../../store/work.fake.ts';
import type { WorkBench } from '../../store/work.fake.ts';
import { storedOf } from '../stored/read.ts';
import { readConfigRows } from '../../store/configuration/objects.ts';
import { sealEverything, sealPortion } from './seal-rest.ts';
import type { SealingCursor } from './seal-rest.ts';

const vault = createVault('a key of at least thirty-two bytes');
const SECRET = 'https://hooks.example.com/nobody-may-read-this';

onEachDatabase('Sealing what is stored as it is', (database) => {
  let store: Store;
  let bench: WorkBench;
  beforeEach(async () => {
    store = await openFresh(database);
    bench = await workOn(store, { now: 0 });
  });
  afterEach(() => bench.close());

  const profile = (user: string) => ({
    kind: 'profiles',
    id: user,
    body: JSON.stringify({
      contactMethods: [{ id: 'hook', type: 'webhook', to: SECRET, secret: null }],
      notificationRules: null,
      quietHours: null,
      handoffAhead: null,
      mute: [],
      verified: [{ id: 'hook', type: 'webhook', to: SECRET }],
      trusted: false,
    }),
    origin: 'api' as const,
    version: 1,
    created_at: 1,
    updated_at: 1,
  });
  const PEOPLE = Array.from({ length: 250 }, (_, i) => `person${i}`);
  const room = JSON.stringify({ id: 'room', type: 'webhook', settings: { url: SECRET }, secrets: {} });
  const auditOf = (n: number) => ({
    id: `a${String(n).padStart(4, '0')}`,
    at: n,
    actor: 'ann',
    action: 'change',
    kind: 'channels',
    subject: 'room',
    before: n === 0 ? null : room,
    after: room,
  });
  /** As releases before 0.2 wrote them. */
  const writeAll = () =>
    bench.transact(async ({ tx, cap }) => {
      await insertRows(tx, cap, 'config', PEOPLE.map(profile));
      await insertRows(
        tx,
        cap,
        'audit',
        Array.from({ length: 150 }, (_, n) => auditOf(n)),
      );
      await insertRows(tx, cap, 'config_versions', [
        { kind: 'channels', id: 'room', number: 1, at: 1, origin: 'api', created_at: 1, body: room },
        { kind: 'channels', id: 'room', number: 2, at: 2, origin: 'api', created_at: 1, body: null },
      ]);
      await insertRows(tx, cap, 'verifications', [
        { user: 'ann', method: 'hook', address: SECRET, code: 'x', expires_at: 1, tries: 0 },
        { user: 'ann', method: 'mail', address: 'ann@example.com', code: 'x', expires_at: 1, tries: 0 },
      ]);
    });
  const everything = async () =>
    JSON.stringify([
      await store.read.selectFrom('config').selectAll().execute(),
      await store.read.selectFrom('audit').selectAll().orderBy('id').execute(),
      await store.read.selectFrom('config_versions').selectAll().execute(),
      await store.read.selectFrom('verifications').selectAll().execute(),
    ]);
  /** @param most portions, as if the process were killed then */
  async function seal(most: number): Promise<number> {
    let cursor: SealingCursor = null;
    for (let n = 1; n <= most; n++) {
      const from: SealingCursor = cursor;
      ({ cursor } = await bench.transact(({ tx, cap }) => sealPortion(tx, cap, vault, from)));
      if (cursor === null) {
        return n;
      }
    }
    return most;
  }

  test('leaves nothing, changes no version and no revision, and reads the same', async () => {
    await writeAll();
    const before = storedOf(
      await readConfigRows(store.read),
      createVault('another key that has thirty-two bytes'),
    ).objects;
    const revision = await readRevision(store.read, createUnreadableRegistry(silentLog));
    expect(await everything()).toContain(SECRET);
    expect((await sealEverything(store, vault)).done).toBe(250 + 150 + 1 + 1);
    const after = await everything();
    expect(after).not.toContain('nobody-may-read-this');
    expect(after).toContain('https://hooks.example.com/…');
    expect(after).toContain('ann@example.com');
    expect(storedOf(await readConfigRows(store.read), vault).objects).toEqual(before);
    expect(await readRevision(store.read, createUnreadableRegistry(silentLog))).toBe(revision);
    expect(await sealEverything(store, vault), 'a second time').toEqual({ done: 0, missed: 0 });
    expect(await everything()).toBe(after);
  });

  test('names only the place in messages about a broken method, and leaves others as they are', async () => {
    const row = (id: string, kind: string, content: object) => ({
      id,
      kind,
      content: JSON.stringify(content),
      incident: null,
      page: null,
      entry: null,
      user: 'ann',
      method: 'mail',
      channel: null,
      channel_kind: 'email',
      lane: 'email:',
      rank: 0,
      state: 'done',
      due_at: 1,
      attempt: 1,
      lease_until: null,
      lease_owner: null,
      outcome: 'done',
      detail: null,
      bundled_into: null,
      created_at: 1,
      done_at: 1,
      provider_id: null,
    });
    const others = [
      row('d2', 'onCall', { duty: { rota: 'sre' } }),
      row('d3', 'update', { update: { kind: 'note', text: `"lost" (${SECRET})` } }),
    ];
    await bench.transact(({ tx, cap }) =>
      insertRows(tx, cap, 'deliveries', [
        row('d1', 'onCall', { lost: { text: `Webhook (${SECRET})`, detail: 'status 410' } }),
        ...others,
      ]),
    );
    await seal(100);
    const rows = await store.read.selectFrom('deliveries').select('content').orderBy('id').execute();
    expect(rows.map(({ content }) => content)).toEqual([
      JSON.stringify({ lost: { text: 'Webhook (https://hooks.example.com/…)', detail: 'status 410' } }),
      ...others.map(({ content }) => content),
    ]);
  });

  test.each([1, 2, 3, 4, 5, 6])('goes on where it was cut off after %i portions', async (most) => {
    await writeAll();
    await seal(most);
    await seal(100);
    expect(await everything()).not.toContain('nobody-may-read-this');
  });

  test('does few of what is long at a time', async () => {
    await writeAll();
    const long = { ...auditOf(900), before: JSON.stringify({ ...JSON.parse(room), name: 'x'.repeat(200_000) }) };
    await bench.transact(({ tx, cap }) =>
      insertRows(
        tx,
        cap,
        'audit',
        Array.from({ length: 9 }, (_, n) => ({ ...long, id: `b${n}` })),
      ),
    );
    expect(await seal(100)).toBe(2 + 1 + 1 + 2 + 4 + 1);
    expect(await everything()).not.toContain('nobody-may-read-this');
  });

  test('finds a row again that somebody else wrote at the same moment', async () => {
    await writeAll();
    let cursor: SealingCursor = { place: 3, after: null, isBehind: true };
    while (cursor?.place === 3) {
      const from: SealingCursor = cursor;
      ({ cursor } = await bench.transact(({ tx, cap }) => sealPortion(tx, cap, vault, from)));
    }
    await bench.transact(({ tx }) => tx.updateTable('audit').set({ after: room }).where('id', '=', 'a0000').execute());
    await seal(100);
    expect(await everything()).not.toContain('nobody-may-read-this');
  });

  test('takes what an older release adds later', async () => {
    await writeAll();
    await seal(100);
    await bench.transact(async ({ tx, cap }) => {
      await insertRows(tx, cap, 'audit', [auditOf(500)]);
      await insertRows(tx, cap, 'config', [profile('newcomer')]);
    });
    await seal(100);
    expect(await everything()).not.toContain('nobody-may-read-this');
  });

  test('does one person’s address alike in one body, so that an older release finds it verified', async () => {
    await writeAll();
    await seal(100);
    const { body } = await store.read
      .selectFrom('config')
      .select('body')
      .where('id', '=', 'person0')
      .executeTakeFirstOrThrow();
    const { contactMethods, verified } = JSON.parse(body) as Record<string, Array<{ to: string }>>;
    expect(contactMethods?.[0]?.to).toMatch(/^sealed:v1:/);
    expect(verified?.[0]?.to).toBe(contactMethods?.[0]?.to);
  });
});
