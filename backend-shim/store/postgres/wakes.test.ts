/** Wake-ups between sidecars on one database. */
import { expect, it } from 'vitest';
import { onPostgres } from '../../../tests/support/databases.ts';
import { openFresh } from '../open-fresh.fake.ts';
import { run } from '../query.ts';
import { silentLog } from '../upkeep/silent-log.fake.ts';
import { createWakes } from './wakes.ts';

onPostgres('Wake-ups', (database) => {
  it('look at what was missed each time a connection listens again, and go to others', async () => {
    const url = await database.fresh();
    const store = await openFresh(database, url);
    const server = { find: async () => url, latest: () => url, join: () => undefined };
    // It waits for nothing but the connection.
    const clock = { sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) } as never;
    const [mine, theirs] = ['mine', 'theirs'].map((self) => createWakes(server as never, self, clock, silentLog));
    let woken = 0;
    const next = async (before: number) => {
      while (woken === before) {
        await run(store.read, 'select 1', []);
      }
      return woken;
    };
    mine?.onWake(() => (woken += 1));
    const first = await next(0);
    expect(first).toBe(1);
    await run(
      store.read,
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'vigie wake-ups' and datname = current_database()`,
      [],
    );
    // Nobody told anything meanwhile: it wakes because it could not have heard.
    expect(await next(first)).toBe(2);
    await theirs?.tellOthers(store.read);
    expect(await next(2)).toBe(3);
    await mine?.tellOthers(store.read);
    await theirs?.tellOthers(store.read);
    await next(3);
    expect(woken).toBe(4);
    await Promise.all([mine?.stop(), theirs?.stop()]);
    await store.close();
  });
});
