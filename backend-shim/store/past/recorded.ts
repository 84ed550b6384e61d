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

/** Of turns, the last one stays, from which later ones count. @returns how many turns were removed, at most `limit` */
export async function removeTakenTurns({ tx, cap }: Work, before: number, limit: number): Promise<number> {
  const p = cap.placeholder;
  await run(tx, `delete from downtimes where to_at < ${p(1)}`, [before]);
  const removed = await run(
    tx,
    `delete from turns_taken where (key, at, next) in (
       select key, at, next from turns_taken t where at < ${p(1)} and exists (
         select 1 from turns_taken later where later.key = t.key and later.next > t.next and later.at < ${p(2)})
       order by at limit ${limit}) returning 1 as one`,
    [before, before],
  );
  return removed.length;
}
