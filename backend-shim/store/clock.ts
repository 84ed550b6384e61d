/** Provides the store's time, which due times, leases, link expiry and limits use. */
import type { Clock } from '../ports/clock.ts';
import { run } from './query.ts';
import type { Store } from './store.ts';
import { CAPABILITIES } from './capabilities.ts';

export interface ManualClock extends Clock {
  set(at: number): Promise<void>;
}

/** Where the manual clock of a new database starts. */
const EPOCH = Date.UTC(2026, 0, 1);
const KEY = 'clock';

/** The time of the database, so that several sidecars agree. */
export function createStoreClock(store: Store, machine: Clock): Clock {
  return { ...machine, now: () => store.databaseNow() };
}

/** A clock that does not advance by itself. Its value is in the database, so that sidecars on one database share it. */
export async function createManualClock(store: Store, machine: Clock): Promise<ManualClock> {
  const p = CAPABILITIES[store.dialect].placeholder;
  const write = (at: number, onlyIfNew: boolean) => {
    const conflict = onlyIfNew ? 'do nothing' : 'do update set value = excluded.value';
    return store.transaction(async (tx) => {
      await run(tx, `insert into meta (key, value) values ('${KEY}', ${p(1)}) on conflict (key) ${conflict}`, [
        String(at),
      ]);
    });
  };
  await write(EPOCH, true);
  return {
    ...machine,
    now: async () => {
      const row = await store.read.selectFrom('meta').select('value').where('key', '=', KEY).executeTakeFirstOrThrow();
      return Number(row.value);
    },
    set: (at) => write(at, false),
  };
}
