/** Records what happened to Vigie itself and what only counts up: downtimes, and the turns that round-robins took. */
import { insertRows, run } from '../query.ts';
import type { Work } from '../work.ts';

/** @param down ms until now for which no sidecar was running; 0: none */
export async function insertDowntime({ tx, cap, now }: Work, down: number): Promise<void> {
  if (down > 0) {
    await insertRows(
      tx,
      cap,
      'downtimes',
      [{ from_at: now - down, to_at: now }],
      'on conflict (from_at) do update set to_at = excluded.to_at',
    );
  }
}

/** Turns that were taken before this release kept them. */
export async function keepEarlierTurns({ tx }: Work): Promise<void> {
  await run(
    tx,
    `insert into turns_taken (key, at, next) select key, 0, next from turns
     where not exists (select 1 from turns_taken t where t.key = turns.key)`,
    [],
  );
}

/** Both are few. Of turns, the last one stays, from which later ones count. */
export async function removeTakenTurns({ tx, cap }: Work, before: number): Promise<void> {
  const p = cap.placeholder(1);
  await run(tx, `delete from downtimes where to_at < ${p}`, [before]);
  await run(
    tx,
    `delete from turns_taken where at < ${p} and exists (
       select 1 from turns_taken later where later.key = turns_taken.key and later.next > turns_taken.next
         and later.at < ${cap.placeholder(2)})`,
    [before, before],
  );
}
