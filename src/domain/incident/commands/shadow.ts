/** Follows the switch of a team between real and shadow: what the change means for an incident that is open then. */
import { releaseHeld } from '#domain/escalation/held';
import { note } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import type { IncidentTimers } from '#domain/incident/model';

/** `began`: nothing leaves from now on. `over`: pages are real again, but not those of this incident. */
export type ShadowChange = 'began' | 'over';

/** What could page somebody by itself. The source may still resolve the incident. */
const PAGING_TIMERS = [
  'escalate',
  'wake',
  'hold',
  'silence',
  'answer',
  'downtime',
  'confirm',
  'confirmLimit',
] as const satisfies ReadonlyArray<keyof IncidentTimers>;

export function changeShadow(draft: IncidentDraft, change: ShadowChange): void {
  if (draft.incident.state === 'resolved') {
    return;
  }
  if (change === 'began') {
    note(draft, 'shadow', null, 'Shadow begins: everything is decided and shown, and nothing is sent.', {
      reason: 'began',
    });
  } else {
    stopPaging(draft);
    note(
      draft,
      'shadow',
      null,
      'Shadow is over. This incident began before, so it pages nobody by itself; a new alert or a command does.',
      { reason: 'over' },
    );
  }
  draft.effects.push({ kind: 'endPages', users: 'all', reason: 'shadow' });
}

/** Leaves the incident as if everybody had been told: a new alert, a rise in severity or a command pages again. */
function stopPaging({ incident }: IncidentDraft): void {
  PAGING_TIMERS.forEach((timer) => delete incident.timers[timer]);
  releaseHeld(incident.run);
  delete incident.silence;
  if (incident.run) {
    delete incident.run.pause;
    delete incident.run.postponed;
  }
  if (incident.state === 'snoozed') {
    incident.state = 'open';
    incident.snoozedUntil = null;
  }
  incident.exhausted = incident.state === 'open';
}
