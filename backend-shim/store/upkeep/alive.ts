/** Records signs of life, so that a start knows how long no sidecar was running to receive heartbeats. */
import { run } from '../query.ts';
import type { Db } from '../store.ts';
import { readNumber } from '../stored/numbers.ts';
import type { Work } from '../work.ts';

const KEY = 'alive_at';

export async function keepAlive(work: Work): Promise<void> {
  const p = work.cap.placeholder;
  await run(
    work.tx,
    `insert into meta (key, value) values ('${KEY}', ${p(1)}) on conflict (key) do update set value = excluded.value`,
    [String(work.now)],
  );
}

/** @throws if the database does not answer, or was never migrated */
export async function askDatabase(db: Db): Promise<void> {
  await db.selectFrom('meta').select('key').limit(1).execute();
}

/** ms since the last sign of life; 0 if that is within `usual`, or at the first start. */
export async function readDowntime(work: Work, usual: number): Promise<number> {
  const row = await work.tx.selectFrom('meta').select('value').where('key', '=', KEY).executeTakeFirst();
  const last = row ? readNumber(KEY, row.value, work.unreadable) : null;
  const away = last === null ? 0 : work.now - last;
  return away > usual ? away : 0;
}

/** How far the last sign of life lies in the future: the machine's clock was set back meanwhile. ms, 0 or negative. */
export async function readStepBack(work: Work): Promise<number> {
  const row = await work.tx.selectFrom('meta').select('value').where('key', '=', KEY).executeTakeFirst();
  const last = row ? readNumber(KEY, row.value, work.unreadable) : null;
  return last === null ? 0 : Math.min(0, work.now - last);
}
