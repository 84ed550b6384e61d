/** Pages the last people after the last step of a policy, or if there is no step; nothing more happens by itself. */
import { heldNow, loginOf, pagePeople, releaseHeld, union } from '#domain/escalation/held';
import type { ResolvedTargets } from '#domain/escalation/targets';
import { note } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import type { StepRef } from '#domain/incident/effects';
import { urgencyOf } from '#domain/incident/model';

/** Pages these people; nobody is held any longer. */
export function tellExhausted(draft: IncidentDraft, to: Pick<ResolvedTargets, 'users' | 'channels'>): void {
  const { incident } = draft;
  const { run } = incident;
  incident.exhausted = true;
  delete incident.timers.escalate;
  delete incident.timers.answer;
  if (run) {
    run.step = run.policy.steps.length;
    run.entry += 1;
    delete run.unavailable;
  }
  const waited = heldNow(draft);
  releaseHeld(run);
  const users = union(to.users, waited.map(loginOf));
  const told = [...users, ...to.channels.map((id) => `channel ${id}`)].join(', ');
  const tail = told === '' ? 'There is nobody left to tell.' : `Telling ${told}.`;
  const hasPolicy = run !== null && !run.lost;
  const why = hasPolicy ? 'Nobody answered and all steps are done.' : 'There is no escalation policy to run.';
  note(draft, 'exhausted', null, `${why} ${tail}`, {
    users,
    channels: to.channels,
    ...(hasPolicy ? { reason: 'unanswered' } : { reason: 'no-policy', policy: incident.policy }),
  });
  const ref: StepRef = run ? { entry: run.entry, pass: run.pass, step: run.step } : { entry: 0, pass: 0, step: 0 };
  const urgency = urgencyOf(incident, null);
  pagePeople(draft, users, waited, null, ref);
  for (const channel of to.channels) {
    draft.effects.push({ kind: 'post', channel, urgency, step: ref });
  }
}
