/** Stores the number by which sidecars notice that the configuration has changed. */
import { run } from './query.ts';
import { numberOr, readNumber } from './stored/numbers.ts';
import type { UnreadableReporter } from './stored/unreadable.ts';
import type { Db } from './store.ts';
import type { Work } from './work.ts';

const REVISION = 'config_revision';

/** Stands for a revision that cannot be read. It equals no other, so that the next written one is noticed. */
const UNREADABLE = -2;

export async function readRevision(db: Db, noting: UnreadableReporter): Promise<number> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', REVISION).executeTakeFirst();
  return row === undefined ? 0 : (readNumber(REVISION, row.value, noting) ?? UNREADABLE);
}

export async function bumpRevision(work: Work): Promise<void> {
  await run(
    work.tx,
    `insert into meta (key, value) values ('${REVISION}', '1') on conflict (key) do update set value = cast(${numberOr('meta.value', `cast(${work.cap.placeholder(1)} as bigint)`)} + 1 as text)`,
    // A revision that cannot be read is followed by a number that no sidecar has seen.
    [work.now],
  );
}
