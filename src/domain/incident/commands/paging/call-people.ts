/** Makes the policy by which people are called by hand. */
import { CALLED_BY_HAND } from '#domain/escalation/policy';
import type { Policy, StepTarget } from '#domain/escalation/policy';
import type { IncidentDraft } from '#domain/incident/draft';
import { MINUTE } from '#domain/time/duration';

/** How long they have before managers are paged. */
const REASSIGNED_WAIT = 30 * MINUTE;

/** People called by hand are paged by a policy of one step, so that an unanswered call is reported like any other. */
export function callPeople({ incident }: IncidentDraft, users: string[]): Policy {
  const notify: StepTarget[] = users.map((user) => ({ kind: 'user', user }));
  return {
    id: incident.policy ?? 'by-hand',
    name: CALLED_BY_HAND,
    team: incident.team,
    repeat: 0,
    ackTimeout: incident.run?.policy.ackTimeout ?? null,
    steps: [{ notify, urgency: 'urgent', wait: REASSIGNED_WAIT, when: null, requireAcks: 1, onlyNew: false }],
    onExhausted: incident.run?.policy.onExhausted ?? null,
  };
}
