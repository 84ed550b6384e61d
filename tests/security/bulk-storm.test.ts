/**
 * Somebody selects 1,000 open incidents, acknowledges them and takes it back: all in short turns, while others are paged.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { filesOf, LATEST_PAGE, LONGEST_TURN, longestTurnOf, startWatched } from './watched.ts';
import type { Watched } from './watched.ts';

const MONITOR = 'token-of-the-monitor-0123456789';
const HOSTS = 'token-of-the-hosts-0123456789';
const COUNT = 1_000;
/** Of one request. */
const PART = 500;

const provisioning = filesOf([{ id: 'hosts', type: 'webhook', policy: 'later', token: HOSTS }], MONITOR);

interface Matching {
  total: number;
  more: boolean;
  items: Array<{ id: string }>;
}

onEachDatabase('A thousand incidents at once', (database) => {
  let watched: Watched;
  beforeAll(async () => {
    watched = await startWatched({ provisioning, token: MONITOR, databaseUrl: await database.fresh() });
    const alerts = Array.from({ length: COUNT }, (_, i) => ({ id: `host-${i}`, title: `Host ${i} is down` }));
    for (let from = 0; from < COUNT; from += 200) {
      expect((await watched.sidecar.ingest(HOSTS, alerts.slice(from, from + 200))).status).toBe(202);
    }
  }, 240_000);
  afterAll(() => watched?.stop());

  test('are named, acknowledged and taken back in short turns, and hold up no page', async () => {
    const { sidecar, page } = watched;
    await page('alone');
    const late: number[] = [];
    const all = async (ids: readonly string[], command: string) => {
      let changed = 0;
      for (let from = 0; from < ids.length; from += PART) {
        const sent = sidecar.api<{ items: Array<{ ok: boolean; changed: boolean }> }>('POST', 'incidents/bulk', {
          ids: ids.slice(from, from + PART),
          command,
        });
        late.push(await page(`${command} ${from} ${late.length}`));
        changed += (await sent).body.items.filter((one) => one.ok && one.changed).length;
      }
      return changed;
    };
    const turn = await longestTurnOf(watched, async () => {
      const { body } = await sidecar.api<Matching>('GET', 'incidents/matching?state=open&limit=2000&q=Host');
      expect([body.total, body.more, body.items.length]).toEqual([COUNT, false, COUNT]);
      const ids = body.items.map(({ id }) => id);
      expect(await all(ids, 'acknowledge')).toBe(COUNT);
      expect(await all(ids, 'undo')).toBe(COUNT);
    });
    expect(turn).toBeLessThan(LONGEST_TURN);
    expect(Math.max(...late)).toBeLessThan(LATEST_PAGE);
  }, 480_000);
});
