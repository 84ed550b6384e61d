/**
 * What has grown long in years is read in portions, between which pages go on: the audit log with whole objects in it, and all
 * that is held on a person. What is more than one answer holds is refused, or goes on in the next page.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeRows } from '../stories/rows.ts';
import { onEachDatabase } from '../support/databases.ts';
import { LATEST_PAGE, startWatched } from './watched.ts';
import type { Watched } from './watched.ts';

/** ms of processor time, of pages as long as an answer may be, on a machine that all tests share. */
const LONGEST_SHARED_TURN = 150;
const TOKEN = 'token-of-the-monitor-0123456789';
const AT = Date.parse('2026-01-01T00:00:00Z');
/** Characters of a state in the audit log: an object may have a megabyte. */
const STATE = JSON.stringify({
  layers: Array.from({ length: 9_000 }, (_, i) => ({ id: `layer-${i}`, participants: [['ann'], ['al']] })),
});

const provisioning = (ann: object) =>
  JSON.stringify({
    apiVersion: 1,
    users: [ann, { login: 'al' }, { login: 'bo' }],
    escalationPolicies: [{ id: 'sre', steps: [{ notify: [{ user: 'ann' }], wait: '1d' }] }],
    integrations: [{ id: 'monitor', type: 'webhook', policy: 'sre', token: TOKEN }],
  });

onEachDatabase('What has grown long', (database) => {
  let watched: Watched;
  let written = 0;
  beforeAll(async () => {
    const databaseUrl = await database.fresh();
    watched = await startWatched({ provisioning, token: TOKEN, databaseUrl, heapMb: 256 });
    const counted = (count: number) =>
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})`;
    for (const [actor, count] of [
      ['al', 15],
      ['bo', 90],
    ] as const) {
      written += await changeRows(
        databaseUrl,
        `insert into audit (id, at, actor, action, kind, subject, before, after) ${counted(count)}
          select '${actor}-' || (100000 + i), ${AT}, '${actor}', 'change', 'rotas', 'r', '{}', '${STATE}' from n`,
      );
    }
    written += await changeRows(
      databaseUrl,
      `insert into handoff_notes (id, rota, "user", at, text) ${counted(40_000)}
        select 'n' || i, 'r', 'al', ${AT} + i, 'what to look at tomorrow' from n`,
    );
    await watched.page('first');
    await watched.longestTurn();
  }, 120_000);
  afterAll(() => watched.stop());

  const beside = async (path: string) => {
    const pages: number[] = [];
    const asked = watched.sidecar.api('GET', path);
    for (let i = 0; i < 3; i++) {
      pages.push(await watched.page(`${path} ${i}`));
    }
    const answer = await asked;
    expect(Math.max(...pages)).toBeLessThan(LATEST_PAGE);
    expect(await watched.longestTurn()).toBeLessThan(LONGEST_SHARED_TURN);
    return answer as { status: number; body: Record<string, unknown> };
  };

  test('there is as much as the test says', () => {
    expect(written).toBe(15 + 90 + 40_000);
    expect(STATE.length).toBeGreaterThan(400_000);
  });

  test('the audit log comes in pages that end where they are long, and none is left out', async () => {
    const seen: string[] = [];
    for (let cursor: unknown = ''; cursor !== null && seen.length < 200;) {
      const { status, body } = await beside(`audit?actor=bo&limit=500&cursor=${String(cursor)}`);
      expect(status).toBe(200);
      const items = body['items'] as { id: string; after: { layers: unknown[] } }[];
      expect(items.length).toBeLessThan(40);
      expect(items.every(({ after }) => after.layers.length === 9_000)).toBe(true);
      seen.push(...items.map(({ id }) => id));
      cursor = body['next'];
    }
    expect([seen.length, new Set(seen).size]).toEqual([90, 90]);
  });

  test('all that is held on a person is written whole, and refused where it is more than an answer holds', async () => {
    const { status, body } = await beside('users/al/export');
    const own = (body['audit'] as { actor: string }[]).filter(({ actor }) => actor === 'al');
    expect([status, own.length, (body['handoffNotes'] as unknown[]).length]).toEqual([200, 15, 40_000]);
    expect(Object.keys(body)).toEqual(expect.arrayContaining(['exportedAt', 'person', 'identity', 'versions']));
    const much = await beside('users/bo/export');
    expect([much.status, (much.body as { error?: { reason?: string } }).error?.reason]).toEqual([400, 'too-much']);
  });
});
