/** Tests edge cases of the event hub; tests/stories/events.test.ts shows its purpose. */
import { afterAll, expect, test } from 'vitest';
import { createSystemClock } from '../adapters/system-clock.ts';
import { CAPABILITIES } from '../store/capabilities.ts';
import { migrate } from '../store/migrate.ts';
import { insertRows } from '../store/query.ts';
import { openSqlite } from '../store/sqlite/sqlite.ts';
import type { Store } from '../store/store.ts';
import { createEventHub } from './event-hub.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const stores: Store[] = [];
afterAll(() => Promise.all(stores.map((store) => store.close())));

async function hub() {
  const opened = openSqlite(':memory:', createSystemClock());
  if (!opened.ok) {
    throw new Error(opened.reason);
  }
  stores.push(opened.store);
  await migrate(opened.store);
  const { store } = opened;
  return Object.assign(createHub(store), {
    /** Writes so many changes at once. */
    changes: (count: number) =>
      store.transaction((tx) =>
        insertRows(
          tx,
          CAPABILITIES.sqlite,
          'events',
          Array.from({ length: count }, (_, index) => ({
            id: `id-${String(index).padStart(6, '0')}`,
            at: 1_000,
            topic: 'incident',
            subjects: JSON.stringify([`i-${index}`]),
          })),
        ),
      ),
  });
}

function createHub(store: Store) {
  return createEventHub({
    store,
    cap: CAPABILITIES.sqlite,
    clock: createSystemClock(),
    log: silent,
    noting: { note: () => undefined, clear: () => undefined },
  });
}

function listener() {
  const got = { text: '', ended: 0 };
  return { got, send: (text: string) => void (got.text += text), end: () => void (got.ended += 1) };
}

test('who joins while the sidecar stops is sent home at once', async () => {
  const one = await hub();
  const [early, late] = [listener(), listener()];
  await one.join(early, null);
  const joining = one.join(late, null);
  one.stop();
  await joining;
  expect([early.got.ended, late.got.ended, one.size()]).toEqual([1, 1, 0]);
});

test('a page that has seen nothing yet resumes from nothing; a strange id is a reset', async () => {
  const one = await hub();
  const [first, again, strange] = [listener(), listener(), listener()];
  await one.join(first, null);
  await one.join(again, '0');
  await one.join(strange, 'x\r\nevent: incident');
  expect([first.got.text, again.got.text, strange.got.text]).toEqual([
    'id: 0\n\n',
    'id: 0\n\n',
    'id: 0\nevent: reset\ndata: {}\n\n',
  ]);
  one.stop();
});

test.each([
  [4_999, 'each'],
  [5_000, 'everything'],
])('of %i changes at once a page is told %s', async (count, told) => {
  const one = await hub();
  const page = listener();
  await one.join(page, null);
  await one.changes(count);
  await expect.poll(() => page.got.text, { timeout: 20_000 }).toContain(told === 'each' ? 'i-4998' : 'event: reset');
  expect(page.got.text.match(/event: incident/g)?.length ?? 0).toBe(told === 'each' ? count : 0);
  expect(page.got.text.match(/event: reset/g)?.length ?? 0).toBe(told === 'each' ? 0 : 1);
  one.stop();
});
