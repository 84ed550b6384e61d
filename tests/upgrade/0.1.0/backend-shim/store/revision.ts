/** The number by which sidecars notice that the configuration has changed. */
import { run } from './query.ts';
import type { Db } from './store.ts';
import type { Work } from './work.ts';

const REVISION = 'config_revision';

export async function readRevision(db: Db): Promise<number> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', REVISION).executeTakeFirst();
  return Number(row?.value ?? 0);
}

export async function bumpRevision(work: Work): Promise<void> {
  await run(
    work.tx,
    `insert into meta (key, value) values ('${REVISION}', '1') on conflict (key) do update set value = cast(cast(meta.value as bigint) + 1 as text)`,
    [],
  );
}
