/** The key pair that push services know this database by: made once, encrypted, the same for every sidecar. */
import { run } from '../query.ts';
import type { Work } from '../work.ts';

const KEY = 'push_keys';

/** Keeps the first: browsers that subscribed to it must go on. @returns what is kept, as it was sealed */
export async function keepFirstPushKeys(work: Work, sealed: string): Promise<string> {
  const p = work.cap.placeholder;
  await run(work.tx, `insert into meta (key, value) values (${p(1)}, ${p(2)}) on conflict (key) do nothing`, [
    KEY,
    sealed,
  ]);
  const rows = await run<{ value: string }>(work.tx, `select value from meta where key = ${p(1)}`, [KEY]);
  return rows[0]?.value ?? sealed;
}
