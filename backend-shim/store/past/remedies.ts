/** Keeps what would help against alerts that wake people, as it was found last, and in which night it was looked for. */
import { run } from '../query.ts';
import type { RemedyTable } from '../schema/settings.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

const ONLY = 'last';

export async function readRemedies(db: Db): Promise<RemedyTable | null> {
  return (await db.selectFrom('remedies').selectAll().where('id', '=', ONLY).executeTakeFirst()) ?? null;
}

/** `since`: what was found after this instant is of this night. */
export interface SearchNight {
  /** Days since 1970. */
  night: number;
  since: number;
}

/** @returns false: it was found in this night, or begun as often as it may be */
export async function takeNight({ tx, cap }: Work, { night, since }: SearchNight, most: number): Promise<boolean> {
  const p = cap.placeholder;
  const taken = await run(
    tx,
    `insert into remedies (id, night, tries) values (${p(1)}, ${p(2)}, 1)
     on conflict (id) do update set night = ${p(3)}, tries = case when remedies.night = ${p(4)} then remedies.tries + 1 else 1 end
     where (remedies.made_at is null or remedies.made_at < ${p(5)})
       and (remedies.night < ${p(6)} or (remedies.night = ${p(7)} and remedies.tries < ${p(8)})) returning id`,
    [ONLY, night, night, night, since, night, night, most],
  );
  return taken.length > 0;
}

export async function saveRemedies(
  { tx, cap, now }: Work,
  { from, to, body }: { from: number; to: number; body: string },
): Promise<void> {
  const p = cap.placeholder;
  const values = [now, from, to, body];
  await run(
    tx,
    `insert into remedies (id, night, tries, made_at, range_from, range_to, body)
     values (${p(1)}, 0, 0, ${[2, 3, 4, 5].map((n) => p(n)).join(', ')})
     on conflict (id) do update set made_at = ${p(6)}, range_from = ${p(7)}, range_to = ${p(8)}, problem = null, body = ${p(9)}`,
    [ONLY, ...values, ...values],
  );
}

/** What was found before stays. */
export async function saveRemedyProblem({ tx, cap }: Work, problem: string): Promise<void> {
  const p = cap.placeholder;
  await run(
    tx,
    `insert into remedies (id, night, tries, problem) values (${p(1)}, 0, 0, ${p(2)})
     on conflict (id) do update set problem = ${p(3)}`,
    [ONLY, problem, problem],
  );
}

/** It names the people whom an alert woke. */
export async function deleteRemedies({ tx }: Work): Promise<void> {
  await run(tx, 'delete from remedies', []);
}
