/** A newer release that adds a column does not stop this one, whose statements are prepared. */
import pg from 'pg';
import { expect, it } from 'vitest';
import { onPostgres } from '../../../tests/support/databases.ts';
import { createIds } from '../../adapters/random-ids.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { CAPABILITIES } from '../capabilities.ts';
import { migrate } from '../migrate.ts';
import { run, runTogether } from '../query.ts';
import type { Db } from '../store.ts';
import { silentLog } from '../upkeep/silent-log.fake.ts';
import { openPostgres } from './postgres.ts';

const TIMERS = `select * from timers where kind = $1`;
const INCIDENTS = `select * from incidents where id = $1`;

onPostgres('Prepared statements', (database) => {
  it('are prepared anew where a newer release has added a column meanwhile', async () => {
    const url = await database.fresh();
    const opened = await openPostgres([url], createSystemClock(), silentLog, createIds(), 'reads');
    if (!opened.ok) {
      throw new Error(opened.reason);
    }
    const { store } = opened;
    const newer = new pg.Client({ connectionString: url });
    await newer.connect();
    const addColumn = (name: string) =>
      Promise.all(['timers', 'incidents'].map((table) => newer.query(`alter table ${table} add column ${name} text`)));
    const read = async (db: Db) => [await run(db, TIMERS, ['page']), await run(db, INCIDENTS, ['i'])].flat();
    const together = (db: Db) =>
      runTogether(db, CAPABILITIES.postgres, [
        { text: TIMERS, parameters: ['rota'] },
        { text: INCIDENTS, parameters: ['i'] },
      ]);
    try {
      await migrate(store);
      for (let n = 0; n < 5; n++) {
        await read(store.read);
        await store.transaction(read);
        await together(store.read);
      }
      await addColumn('later_1');
      expect(await store.transaction(read)).toEqual([]);
      await addColumn('later_2');
      expect(await read(store.read)).toEqual([]);
      await addColumn('later_3');
      expect(await together(store.read)).toEqual([[], []]);
      expect(await store.transaction(together)).toEqual([[], []]);
    } finally {
      await newer.end();
      await store.close();
    }
  });
});
