/**
 * What a source keeps for us (a silence) may not outlive the acknowledgement that made it: while it
 * holds, the source tells us nothing of the problem.
 */
import { run } from '../store/query.ts';
import { addSync } from '../store/incidents/syncs.ts';
import type { Work } from '../store/work.ts';

/** @returns how many are to be taken away */
export async function releaseHeld(work: Work): Promise<number> {
  const rows = await run<{ incident: string; integration: string }>(
    work.tx,
    `select m.incident, m.integration from sync_memories m left join incidents i on i.id = m.incident
     where coalesce(i.state, 'resolved') in ('open', 'resolved')
     and not exists (select 1 from syncs s where s.incident = m.incident and s.integration = m.integration and s.what = 'unacknowledge' and s.state in ('due', 'sending'))`,
    [],
  );
  for (const { incident, integration } of rows) {
    if (work.directory.integrations.get(integration)?.sync) {
      await addSync(work, { incident, integration, what: 'unacknowledge', actor: 'vigie', text: null, state: 'due' });
    } else {
      await run(
        work.tx,
        `delete from sync_memories where incident = ${work.cap.placeholder(1)} and integration = ${work.cap.placeholder(2)}`,
        [incident, integration],
      );
    }
  }
  return rows.length;
}
