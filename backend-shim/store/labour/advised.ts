/** Stores which Monday's advice of a unit was handled, so that one that could not be given in time is given late. */
import { readNumber } from '../stored/numbers.ts';
import { run } from '../query.ts';
import type { Work } from '../work.ts';

const ADVISED = 'labour_advised/';

/** @returns the Monday, epoch ms; null: none was handled yet */
export async function readAdvised({ tx, unreadable }: Work, unit: string): Promise<number | null> {
  const key = ADVISED + unit;
  const row = await tx.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
  return row === undefined ? null : readNumber(key, row.value, unreadable);
}

export async function saveAdvised({ tx, cap: { placeholder: p } }: Work, unit: string, monday: number): Promise<void> {
  await run(
    tx,
    `insert into meta (key, value) values (${p(1)}, ${p(2)}) on conflict (key) do update set value = excluded.value`,
    [ADVISED + unit, String(monday)],
  );
}

export async function forgetAdvised({ tx }: Work, unit: string): Promise<void> {
  await tx
    .deleteFrom('meta')
    .where('key', '=', ADVISED + unit)
    .execute();
}
