/** Begins or ends the time that a person works on an incident, with the entry in the audit log. */
import type { WorkRequest, WorkResult } from '../../ports/commands.ts';
import { writeAudit } from '../../store/access/audit.ts';
import {
  auditedIntervention,
  beginIntervention,
  endIntervention,
  openIntervention,
} from '../../store/duties/interventions.ts';
import { recordCommand } from '../../store/labour/intervention-details.ts';
import type { Work } from '../../store/work.ts';
import { confirmStopped } from './confirm-stopped.ts';

/** A repeated press changes nothing but the time of the last command. */
export async function workOnIncident(
  work: Work,
  { incident, login, action, entered }: WorkRequest,
): Promise<WorkResult> {
  if (action !== 'on-it' && action !== 'done') {
    return confirmStopped(work, incident.id, login, action, entered);
  }
  const running = await openIntervention(work.tx, incident.id, login);
  if (action === 'on-it' && incident.state === 'resolved') {
    return 'nothing-to-do';
  }
  if ((action === 'on-it') === (running === null)) {
    const [after] =
      action === 'on-it'
        ? [await beginIntervention(work, incident.id, login)]
        : await endIntervention(work, incident.id, login);
    const ended = { before: null, after: null };
    await writeAudit(work, [
      {
        actor: login,
        action: action === 'on-it' ? 'begin' : 'end',
        kind: 'interventions',
        subject: incident.id,
        ...(after ? await auditedIntervention(work, running, after) : ended),
      },
    ]);
  } else if (running !== null) {
    await recordCommand(work, running);
  }
  return 'done';
}
