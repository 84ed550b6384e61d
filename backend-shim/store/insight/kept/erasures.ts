/** Keeps facts that were read before somebody was erased from being written afterwards. */
import { run } from '../../query.ts';
import type { Db } from '../../store.ts';
import type { Work } from '../../work.ts';

const KEY = 'insight_erased';

/** Another text after each erasure. */
export async function lastErasure(db: Db): Promise<string> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', KEY).executeTakeFirst();
  return row?.value ?? '';
}

/** The same in a transaction, for which an erasure waits. */
export async function holdErasures({ tx, cap }: Work): Promise<string> {
  await run(tx, `insert into meta (key, value) values ('${KEY}', '') on conflict (key) do nothing`, []);
  const rows = await run<{ value: string }>(tx, `select value from meta where key = '${KEY}' ${cap.forUpdate}`, []);
  return rows[0]?.value ?? '';
}

/** Before what is kept is rewritten. */
export async function noteErasure({ tx, cap, ids }: Work): Promise<void> {
  await run(
    tx,
    `insert into meta (key, value) values ('${KEY}', ${cap.placeholder(1)}) on conflict (key) do update set value = excluded.value`,
    [ids.next()],
  );
}
