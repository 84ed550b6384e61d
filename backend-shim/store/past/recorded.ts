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

/** Both are few. */
export async function removeTakenTurns({ tx, cap }: Work, before: number): Promise<void> {
  const p = cap.placeholder(1);
  await run(tx, `delete from downtimes where to_at < ${p}`, [before]);
  await run(tx, `delete from turns_taken where at < ${p}`, [before]);
}
