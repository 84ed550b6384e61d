/** Stores codes that were sent to contact methods and wait to be typed in. */
import { run, upsertRows } from '../query.ts';
import type { VerificationTable } from '../schema/deliveries.ts';
import type { Work } from '../work.ts';

export async function readVerification(work: Work, user: string, method: string): Promise<VerificationTable | null> {
  const p = work.cap.placeholder;
  const rows = await run<VerificationTable>(
    work.tx,
    `select * from verifications where "user" = ${p(1)} and method = ${p(2)} ${work.cap.forUpdate}`,
    [user, method],
  );
  return rows[0] ?? null;
}

export function saveVerification(work: Work, row: VerificationTable): Promise<void> {
  return upsertRows(work.tx, work.cap, 'verifications', ['"user"', 'method'], [row]);
}

export async function removeVerification(work: Work, user: string, method: string): Promise<void> {
  const p = work.cap.placeholder;
  await run(work.tx, `delete from verifications where "user" = ${p(1)} and method = ${p(2)}`, [user, method]);
}
