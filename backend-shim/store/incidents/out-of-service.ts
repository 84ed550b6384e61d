/** Remembers which integrations were reported as unreadable. */
import { run } from '../query.ts';
import type { Work } from '../work.ts';

/** The group key of these reports; no source makes a key with this beginning. */
export const OUT_OF_SERVICE = 'vigie:out-of-service';

export async function readReportedOutOfService(work: Work): Promise<string[]> {
  const rows = await run<{ integration: string }>(
    work.tx,
    `select integration from incident_keys where group_key = ${work.cap.placeholder(1)} order by integration`,
    [OUT_OF_SERVICE],
  );
  return rows.map(({ integration }) => integration);
}

/** Forgets the report, so that the next failure is reported again. */
export async function forgetOutOfService(work: Work, integration: string): Promise<void> {
  const p = work.cap.placeholder;
  await run(work.tx, `delete from incident_keys where integration = ${p(1)} and group_key = ${p(2)}`, [
    integration,
    OUT_OF_SERVICE,
  ]);
}
