/** Tests that a Grafana user stays one person, however the login in Grafana changes. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findAudited, readAudit } from '../store/access/audit.ts';
import { searchHere } from '../store/search/search.ts';
import { openWork } from '../store/work.fake.ts';
import type { WorkBench } from '../store/work.fake.ts';
import type { GrafanaIdentity } from './grafana.ts';
import { createRecognise } from './people.ts';

let bench: WorkBench;
let people: ReturnType<typeof createRecognise>;
/** Calls of the deps, in order. */
let asked: string[];
let isUsable: boolean;
beforeEach(async () => {
  bench = await openWork({ now: 0 });
  asked = [];
  isUsable = true;
  people = createRecognise({
    read: bench.read,
    transact: bench.transact,
    welcome: (_, { login, name, email, timeZone }) => (
      asked.push(`welcome ${login} ${name} ${email} ${timeZone}`),
      Promise.resolve(isUsable)
    ),
    changeHolder: (_, login) => (asked.push(`changeHolder ${login}`), Promise.resolve()),
    changed: () => (asked.push('changed'), Promise.resolve()),
  });
});
afterEach(() => bench.close());

const user = (uid: string, login: string): GrafanaIdentity => ({
  kind: 'user',
  uid,
  login,
  name: 'Ann',
  email: 'ann@example.com',
  role: 'Viewer',
  teams: [],
});
const meet = (uid: string, login: string) => people.recognise(user(uid, login), 'Asia/Tokyo');
const rebind = (login: string, uid: string) => bench.transact((work) => people.rebind(work, login, uid, 'root'));
const heard = () => asked.splice(0);

it('is created at the first request, and not looked up again', async () => {
  expect(await meet('u1', 'ann')).toEqual({ ok: true, login: 'ann' });
  expect(heard()).toEqual(['welcome ann Ann ann@example.com Asia/Tokyo', 'changed']);
  expect(await meet('u1', 'ann')).toEqual({ ok: true, login: 'ann' });
  expect(heard()).toEqual([]);
});

it('is looked up again when Grafana says something else of them', async () => {
  await meet('u1', 'ann');
  heard();
  await people.recognise({ ...user('u1', 'ann'), email: 'new@example.com' }, 'Asia/Tokyo');
  expect(heard()).toEqual(['welcome ann Ann new@example.com Asia/Tokyo', 'changed']);
  // Of two Grafanas that say different things, each is heard once.
  await meet('u1', 'ann');
  await people.recognise({ ...user('u1', 'ann'), email: 'new@example.com' }, 'Asia/Tokyo');
  expect(heard()).toEqual([]);
});

it('keeps the login when Grafana renames it, also where another process saw them first', async () => {
  await bench.transact(({ tx }) =>
    tx.insertInto('identities').values({ uid: 'u1', login: 'ann', first_seen_at: 0 }).execute(),
  );
  expect(await meet('u1', 'anna')).toEqual({ ok: true, login: 'ann' });
  expect(heard()).toEqual(['welcome ann Ann ann@example.com Asia/Tokyo', 'changed']);
  expect(await meet('u1', 'annabel')).toEqual({ ok: true, login: 'ann' });
  expect(heard()).toEqual([]);
});

it('does not get the login of another', async () => {
  await meet('u1', 'ann');
  heard();
  expect(await meet('u2', 'ann')).toEqual({
    ok: false,
    reason: 'login-taken',
    login: 'ann',
    message: expect.stringContaining('POST /api/v1/users/ann/rebind'),
  });
  expect(heard()).toEqual([]);
});

it('is refused with a login that cannot be kept, each time', async () => {
  isUsable = false;
  const answer = { ok: false, reason: 'login-unusable', login: ' ann', message: expect.stringContaining('" ann"') };
  expect(await meet('u1', ' ann')).toEqual(answer);
  expect(await meet('u1', ' ann')).toEqual(answer);
  expect(heard()).toEqual([
    'welcome  ann Ann ann@example.com Asia/Tokyo',
    'welcome  ann Ann ann@example.com Asia/Tokyo',
  ]);
});

it('gets the login of another where an Admin says so; what the other left ends', async () => {
  await meet('u1', 'ann');
  heard();
  await rebind('ann', 'u2');
  expect(heard()).toEqual(['changeHolder ann']);
  expect(await meet('u2', 'anything')).toEqual({ ok: true, login: 'ann' });
  expect(heard(), 'nothing is remembered of the time before').toEqual([
    'welcome ann Ann ann@example.com Asia/Tokyo',
    'changed',
  ]);
  expect(await meet('u1', 'ann')).toMatchObject({ ok: false, reason: 'login-taken' });
  const [entry] = await readAudit(bench.read, await findAudited({ db: bench.read, search: searchHere }, { limit: 1 }));
  expect(entry).toMatchObject({
    actor: 'root',
    action: 'rebind',
    kind: 'users',
    subject: 'ann',
    before: '{"uid":"u1"}',
    after: '{"uid":"u2"}',
  });
});

it('giving a login to its present holder changes nothing', async () => {
  await meet('u1', 'ann');
  heard();
  await rebind('ann', 'u1');
  expect(heard()).toEqual([]);
});

it('gets a login that was nobody’s', async () => {
  await rebind('ben', 'u3');
  expect(heard()).toEqual(['changeHolder ben']);
  expect(
    (await readAudit(bench.read, await findAudited({ db: bench.read, search: searchHere }, { limit: 1 })))[0],
  ).toMatchObject({ before: null, after: '{"uid":"u3"}' });
});
