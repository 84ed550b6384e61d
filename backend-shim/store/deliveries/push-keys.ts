/**
 * Stores the key pair that identifies this database to push services: made once, encrypted, the same for every sidecar.
 */
import { run } from '../query.ts';
import type { Work } from '../work.ts';

const KEY = 'push_keys';

/**
 * Keeps the first key pair, since browsers are subscribed to it.
 * @returns the stored pair, as it was sealed
 */
export async function keepFirstPushKeys(work: Work, sealed: string): Promise<string> {
  const p = work.cap.placeholder;
  await run(work.tx, `insert into meta (key, value) values (${p(1)}, ${p(2)}) on conflict (key) do nothing`, [
    KEY,
    sealed,
  ]);
  const rows = await run<{ value: string }>(work.tx, `select value from meta where key = ${p(1)}`, [KEY]);
  return rows[0]?.value ?? sealed;
}
