/** Opens an incident by hand, to page people or a policy, with its entry in the audit log. */
import { openByHand } from '../../stages/incident/open-by-hand.ts';
import { beyondHour } from '../hourly-limits.ts';
import type { ByHand, ByHandResult } from '../../ports/commands.ts';
import { aside } from '../../store/concurrency/aside.ts';
import { writeAudit } from '../../store/access/audit.ts';
import type { Work } from '../../store/work.ts';

export async function openIncident(work: Work, request: ByHand): Promise<ByHandResult> {
  const over = request.actor.kind === 'person' ? await beyondHour(work, 'incidents', request.actor.name) : null;
  const result = over ?? (await openByHand(work, request));
  if (result.ok) {
    const { actor, askIfUnavailable: _asks, evenInShadow, ...opened } = request;
    const after = { ...opened, ...(evenInShadow && { evenInShadow }) };
    const entry = {
      actor: actor.name,
      action: 'open',
      kind: 'incidents',
      subject: result.incident.id,
      before: null,
      after,
    };
    await aside(work, 'audit', () => writeAudit(work, [entry]), undefined);
  }
  return result;
}
