/** Opens an acknowledged incident again, because nobody works on it, at the step that it had reached. */
import { enterStep } from '#domain/escalation/run';
import type { IncidentDraft } from '#domain/incident/draft';
import { startEscalation, toOpen } from '#domain/incident/lifecycle';
import { wouldBeMoved } from '#domain/incident/progress/begin-anew';

/** @param tell writes the reason to the timeline */
export function reachedAgain(draft: IncidentDraft, tell: () => void): void {
  const { incident } = draft;
  toOpen(draft);
  draft.effects.push({ kind: 'intervention', what: 'end', user: null });
  tell();
  draft.effects.push({ kind: 'tellReached', update: 'unacknowledged', actor: null, text: null, except: [] });
  const { run } = incident;
  const reached = run?.pause ?? run?.step ?? -1;
  if (
    incident.timers.downtime !== undefined ||
    incident.timers.hold !== undefined ||
    wouldBeMoved(draft) ||
    incident.silence ||
    !run ||
    reached < 0 ||
    reached >= run.policy.steps.length
  ) {
    startEscalation(draft);
    return;
  }
  incident.exhausted = false;
  run.passStartedAt = draft.now;
  enterStep(draft, reached);
}
