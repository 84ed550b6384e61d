/** Stores when a sidecar last confirmed that its `VIGIE_SHADOW` puts everything in shadow. */
import { write } from '../query.ts';
import { readNumber } from '../stored/numbers.ts';
import type { Work } from '../work.ts';

const KEY = 'shadow_confirmed_at';

export async function confirmAllShadow({ tx, cap, now }: Work): Promise<void> {
  const text = `insert into meta (key, value) values ('${KEY}', ${cap.placeholder(1)}) on conflict (key) do update set value = excluded.value`;
  await write(tx, text, [String(now)]);
}

/** Epoch ms; null: never, or it cannot be read. */
export async function readAllShadowConfirmed({ tx, unreadable }: Work): Promise<number | null> {
  const row = await tx.selectFrom('meta').select('value').where('key', '=', KEY).executeTakeFirst();
  return row === undefined ? null : readNumber(KEY, row.value, unreadable);
}
