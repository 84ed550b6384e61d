/**
 * One payload with 1,000 alerts, to routes that are as heavy as they may be, holds up nobody's page: neither in the event
 * loop nor in the database.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { filesOf, LATEST_PAGE, LONGEST_TURN, longestTurnOf, startWatched } from './watched.ts';
import type { Watched } from './watched.ts';

const [HEAVY, MIDDLING, MONITOR] = ['heavy', 'middling', 'monitor'].map((name) => `token-of-${name}-0123456789`) as [
  string,
  string,
  string,
];

const route = (match: string) => ({ match: [match], drop: true });
/** Together some 9,400 in weight, of the 10,000 that are allowed. */
const heavy = Array.from({ length: 4 }, (_, i) => route(`message=~"(?:a|[^${i}]){0,290}x{${i + 1}}"`));
/** None weighs more than a few dozen. */
const middling = Array.from({ length: 200 }, (_, i) => route(`message=~"[ab]*a[ab]{14}x${i}"`));

const provisioning = filesOf(
  [
    { id: 'heavy', type: 'webhook', policy: 'later', token: HEAVY, routes: heavy },
    { id: 'middling', type: 'webhook', policy: 'later', token: MIDDLING, routes: middling },
  ],
  MONITOR,
);

onEachDatabase('A payload of many alerts to heavy routes', (database) => {
  let watched: Watched;
  let sidecar: Sidecar;
  let page: Watched['page'];
  beforeAll(async () => {
    watched = await startWatched({ provisioning, token: MONITOR, databaseUrl: await database.fresh() });
    ({ sidecar, page } = watched);
  });
  afterAll(() => watched?.stop());

  /** One incident, so that what is measured is the routing. */
  const storm = (of: string) =>
    Array.from({ length: 1_000 }, (_, i) => ({
      id: `${of}-${i}`,
      title: of,
      status: 'firing',
      labels: { message: 'ab'.repeat(100) + i },
    }));

  test.each([
    ['heavy', HEAVY],
    ['middling', MIDDLING],
  ])(
    '%s',
    async (name, token) => {
      const late: number[] = [];
      const turn = await longestTurnOf(watched, async (time) => {
        const of = `${name}-${time}`;
        let isOver = false;
        const answer = sidecar.ingest(token, storm(of)).finally(() => (isOver = true));
        late.push(await page(`${of} first`));
        while (!isOver) late.push(await page(`${of} ${late.length}`));
        expect((await answer).status).toBe(202);
      });
      const figures = `${turn} ms; pages: ${late.map(Math.round).join(', ')} ms`;
      expect(Math.max(...late), figures).toBeLessThan(LATEST_PAGE);
      expect(turn, figures).toBeLessThan(LONGEST_TURN);
    },
    120_000,
  );
});
