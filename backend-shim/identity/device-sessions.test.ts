/** Tests how long the cookie of a device is valid. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY, HOUR } from '#domain/time/duration';
import type { Clock } from '../ports/clock.ts';
import { CAPABILITIES } from '../store/capabilities.ts';
import { migrate } from '../store/migrate.ts';
import { openSqlite } from '../store/sqlite/sqlite.ts';
import type { Store } from '../store/store.ts';
import type { Work } from '../store/work.ts';
import { checkSession, SESSION_LIFE, startSession } from './device-sessions.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const cap = CAPABILITIES.sqlite;
const fingerprint = (plain: string) => `keyed ${plain}`;

let store: Store;
let now = START;
beforeAll(async () => {
  const opened = openSqlite(':memory:', { machine: () => START, monotonic: () => 0 } as Clock);
  if (!opened.ok) {
    throw new Error(opened.reason);
  }
  store = opened.store;
  await migrate(store);
});
afterAll(() => store?.close());

let secrets = 0;
const transact = <T>(work: (work: Work) => Promise<T>) =>
  store.transaction((tx) =>
    work({ tx, cap, now, ids: { secret: (bytes: number) => `cookie-${++secrets}-of-${bytes}` } } as unknown as Work),
  );
const check = (token: string) =>
  checkSession({ read: store.read, cap, fingerprint, now: () => Promise.resolve(now), transact }, token);
const start = (device: string) => transact((work) => startSession(work, fingerprint, { device, user: 'ann' }));

test('a session ends 90 days after its last use, to the millisecond', async () => {
  now = START;
  const cookie = await start('phone');
  expect(cookie, 'of 256 bits').toMatch(/-of-32$/);
  now = START + SESSION_LIFE;
  expect(await check(cookie)).toBeNull();
  now -= 1;
  expect(await check(cookie)).toEqual({ device: 'phone', user: 'ann', renewed: true });
  now += SESSION_LIFE - 1;
  expect(await check(cookie), 'that use kept it alive').toMatchObject({ device: 'phone' });
  now += SESSION_LIFE;
  expect(await check(cookie)).toBeNull();
});

test('a use within the hour writes nothing, and an unknown cookie identifies nobody', async () => {
  now = START;
  const cookie = await start('tablet');
  now += HOUR - 1;
  expect(await check(cookie)).toMatchObject({ renewed: false });
  now += 1;
  expect(await check(cookie)).toMatchObject({ renewed: true });
  expect(await check('made-up')).toBeNull();
  expect(SESSION_LIFE).toBe(90 * DAY);
});
