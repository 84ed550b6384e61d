/** Tests API tokens from creation to expiry. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewToken } from '#contract/people/token';
import { responder } from '#domain/incident/incident.fake';
import { DAY, MINUTE } from '#domain/time/duration';
import { findAudited, readAudit } from '../store/access/audit.ts';
import { searchHere } from '../store/search/search.ts';
import { listTokens } from '../store/access/tokens.ts';
import { openWork } from '../store/work.fake.ts';
import type { WorkBench } from '../store/work.fake.ts';
import { changeToken, checkToken, createToken, deleteToken, isTaken, tokenBody } from './api-tokens.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const LONGEST = 5 * 366 * DAY;
const iso = (at: number) => new Date(at).toISOString();
const fingerprint = (plain: string) => `keyed ${plain}`;
const noting = { note: () => undefined, clear: () => undefined };

let bench: WorkBench;
beforeEach(async () => {
  bench = await openWork({ now: START, directory: { responders: new Map([['Ann', responder('Ann')]]) } });
});
afterEach(() => bench.close());

const ci: NewToken = { name: 'ci', scopes: ['respond'] };
const create = (body: Partial<NewToken> = {}) =>
  bench.transact((work) => createToken(work, fingerprint, { ...ci, ...body }, 'root'));
async function made(body: Partial<NewToken> = {}) {
  const answer = await create(body);
  if (!answer.ok) {
    throw new Error(answer.message);
  }
  return answer;
}
const edit = (id: string, ifVersion: number | null = null) => ({ id, ifVersion, actor: 'dee' });
const change = (id: string, body: Partial<NewToken> = {}, ifVersion: number | null = null) =>
  bench.transact((work) => changeToken(work, edit(id, ifVersion), { ...ci, ...body }));
const remove = (id: string, ifVersion: number | null = null) =>
  bench.transact((work) => deleteToken(work, edit(id, ifVersion)));
const check = (plain: string) =>
  checkToken(
    { read: bench.read, fingerprint, now: () => Promise.resolve(bench.now), transact: bench.transact, noting },
    plain,
  );
const rowOf = async (id: string) => (await listTokens(bench.read)).find((row) => row.id === id);
const audit = async () =>
  (await readAudit(bench.read, await findAudited({ db: bench.read, search: searchHere }, { limit: 10 }))).map(
    ({ actor, action, kind, subject, before, after }) => ({
      actor,
      action,
      kind,
      subject,
      before: before && (JSON.parse(before) as object),
      after: after && (JSON.parse(after) as object),
    }),
  );

describe('a new token', () => {
  it('counts for a year, says nothing of itself in the database, and is in the audit log', async () => {
    const { row, token } = await made();
    expect(token).toMatch(/^vigie_[\w-]{43}$/);
    expect(row).toMatchObject({ hash: `keyed ${token}`, expires_at: START + 365 * DAY, version: 1 });
    const body = {
      id: row.id,
      name: 'ci',
      scopes: ['respond'],
      createdAt: iso(START),
      createdBy: 'root',
      expiresAt: iso(START + 365 * DAY),
      lastUsedAt: null,
      version: 1,
    };
    expect(tokenBody(row, noting)).toEqual(body);
    expect(await rowOf(row.id)).toEqual(row);
    expect(await audit()).toEqual([
      { actor: 'root', action: 'create', kind: 'tokens', subject: row.id, before: null, after: body },
    ]);
  });

  it.each([
    ['now', 0, false],
    ['a millisecond from now', 1, true],
    ['in five leap years', LONGEST, true],
    ['a millisecond later', LONGEST + 1, false],
  ])('that ends %s', async (_, ahead, ok) => {
    const answer = await create({ expiresAt: iso(START + ahead) });
    expect(answer).toMatchObject(
      ok
        ? { ok, row: { expires_at: START + ahead } }
        : {
            ok,
            code: 'validation',
            path: 'expiresAt',
            why: { reason: 'invalid' },
            problem: { reason: 'within', data: { max: '5y' } },
          },
    );
    expect(await listTokens(bench.read)).toHaveLength(ok ? 1 : 0);
  });

  it('has the name of nobody else who acts', async () => {
    expect(await create({ name: ' ann' })).toMatchObject({
      ok: false,
      code: 'validation',
      path: 'name',
      why: { reason: 'invalid' },
      problem: { reason: 'name-taken' },
    });
    expect(await listTokens(bench.read)).toEqual([]);
  });
});

it.each([
  ['api', true],
  ['Files', true],
  ['VIGIE', true],
  ['anonymous ', true],
  ['ANN', true],
  ['ann2', false],
  ['an', false],
  ['ci', false],
])('%s is the name of somebody else: %s', (name, taken) => {
  expect(isTaken(bench.directory, name)).toBe(taken);
});

describe('a token that is changed', () => {
  it('keeps its secret and, without another one, its end', async () => {
    const { row, token } = await made({ expiresAt: iso(START + 2 * DAY) });
    bench.now += DAY;
    const answer = await change(row.id, { name: 'deploy', scopes: ['edit'] }, 1);
    const after = { ...row, name: 'deploy', scopes: '["edit"]', version: 2 };
    expect(answer).toEqual({ ok: true, row: after });
    expect(await rowOf(row.id)).toEqual(after);
    expect(await check(token)).toEqual({ ok: true, token: { id: row.id, name: 'deploy', scopes: ['edit'] } });
    expect((await audit())[0]).toEqual({
      actor: 'dee',
      action: 'change',
      kind: 'tokens',
      subject: row.id,
      before: tokenBody(row, noting),
      after: tokenBody(after, noting),
    });
  });

  it('keeps a name that became somebody’s login, and takes no other such name', async () => {
    const { row } = await made({ name: 'robot' });
    bench.directory = { ...bench.directory, responders: new Map([['robot', responder('robot')]]) };
    expect(await change(row.id, { name: 'robot', expiresAt: iso(START + DAY) })).toMatchObject({
      ok: true,
      row: { expires_at: START + DAY },
    });
    expect(await change(row.id, { name: 'ROBOT' })).toMatchObject({
      ok: false,
      path: 'name',
      problem: { reason: 'name-taken' },
    });
    expect(await rowOf(row.id)).toMatchObject({ name: 'robot', version: 2 });
  });

  it('ends in the future', async () => {
    const { row } = await made();
    expect(await change(row.id, { expiresAt: iso(START) })).toMatchObject({ ok: false, path: 'expiresAt' });
    expect(await rowOf(row.id)).toEqual(row);
  });

  it('whose end is not known ends now', async () => {
    const { row } = await made();
    await bench.transact(({ tx }) => tx.updateTable('tokens').set({ expires_at: null }).execute());
    bench.now += DAY;
    expect(tokenBody({ ...row, expires_at: null }, noting).expiresAt).toBe('1970-01-01T00:00:00.000Z');
    expect(await change(row.id)).toMatchObject({ ok: true, row: { expires_at: START + DAY } });
  });
});

describe('to change and to take away a token', () => {
  it.each([
    ['changed', change],
    ['taken away', remove],
  ])('one that is gone is not %s', async (_, act: (id: string) => Promise<object>) => {
    expect(await act('none')).toEqual({
      ok: false,
      code: 'not-found',
      path: '',
      message: 'There is no token none.',
      why: { reason: 'no-such', data: { kind: 'token', id: 'none' } },
    });
  });

  it('takes the state that was seen', async () => {
    const { row } = await made();
    expect(await change(row.id, {}, 2)).toMatchObject({ ok: false, code: 'conflict', why: { reason: 'stale' } });
    expect(await remove(row.id, 2)).toMatchObject({ ok: false, code: 'conflict' });
    expect(await rowOf(row.id)).toEqual(row);
    expect(await remove(row.id, 1)).toEqual({ ok: true });
    expect(await listTokens(bench.read)).toEqual([]);
    expect((await audit())[0]).toEqual({
      actor: 'dee',
      action: 'delete',
      kind: 'tokens',
      subject: row.id,
      before: tokenBody(row, noting),
      after: null,
    });
  });
});

describe('a token that is shown', () => {
  it('is known until it ends, to the millisecond', async () => {
    const { row, token } = await made({ expiresAt: iso(START + DAY) });
    bench.now = START + DAY - 1;
    expect(await check(token)).toEqual({ ok: true, token: { id: row.id, name: 'ci', scopes: ['respond'] } });
    bench.now += 1;
    expect(await check(token)).toEqual({ ok: false, reason: 'expired' });
    await bench.transact(({ tx }) => tx.updateTable('tokens').set({ expires_at: null }).execute());
    expect(await check(token), 'whose end is not known').toEqual({ ok: false, reason: 'expired' });
  });

  it.each(['vigie_made-up', 'made-up', ''])('%j is nobody’s', async (plain) => {
    await bench.transact(({ tx }) =>
      tx
        .insertInto('tokens')
        .values({
          id: 't',
          name: 't',
          hash: 'keyed made-up',
          scopes: '[]',
          created_at: START,
          created_by: 'root',
          expires_at: START + DAY,
          last_used_at: null,
          version: 1,
        })
        .execute(),
    );
    expect(await check(plain)).toEqual({ ok: false, reason: 'unknown' });
  });

  it('remembers when it was used, once a minute, whichever way the clock goes', async () => {
    const { row, token } = await made();
    const seen: Array<number | null | undefined> = [];
    for (const at of [5, 5 + MINUTE - 1, 5 + MINUTE, MINUTE, 5]) {
      bench.now = START + at;
      await check(token);
      seen.push((await rowOf(row.id))?.last_used_at);
    }
    expect(seen.map((at) => (at ?? 0) - START)).toEqual([5, 5, 5 + MINUTE, 5 + MINUTE, 5]);
    expect(tokenBody({ ...row, last_used_at: START + 5 }, noting).lastUsedAt).toBe(iso(START + 5));
  });
});
