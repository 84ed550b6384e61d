/** Provides the store's time, which due times, leases, link expiry and limits use. */
import type { Clock } from '../ports/clock.ts';
import { run } from './query.ts';
import type { Store } from './store.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { Work } from './work.ts';

export interface ManualClock extends Clock {
  set(at: number): Promise<void>;
}

/** Where the manual clock of a new database starts. */
const EPOCH = Date.UTC(2026, 0, 1);
const KEY = 'clock';

/** ms: time synchronisation makes smaller steps, and clocks of servers that agree differ by less. */
export const SMALLEST_STEP_MS = 2000;

/** Key of the number of times that the clock of the database's server was set back. */
export const CLOCK_STEPS = 'clock_steps';

/**
 * @param known how many steps the database knew of when this one was seen
 * @returns false: another sidecar has noted it
 */
export async function noteClockStep({ tx, cap }: Work, known: number): Promise<boolean> {
  const p = cap.placeholder;
  const text = `insert into meta (key, value) values ('${CLOCK_STEPS}', ${p(1)}) on conflict (key) do update set value = excluded.value where meta.value = ${p(2)} returning key`;
  const noted = await run(tx, text, [String(known + 1), String(known)]);
  return noted.length > 0;
}

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
