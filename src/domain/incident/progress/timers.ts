/** Runs the timers of an incident that are due. */
import { nextStep } from '#domain/escalation/run';
import { wakeUp } from '#domain/incident/commands/commands';
import { cannotBePaged } from '#domain/escalation/targets';
import { waitAtStart } from '#domain/incident/progress/begin-anew';
import { downtimeRanOut } from '#domain/incident/progress/downtime';
import { note, sourceActor } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import { guarded } from '#domain/incident/progress/guarded';
import { reachedAgain } from '#domain/incident/progress/reached-again';
import { closeIncident, startEscalation } from '#domain/incident/lifecycle';
import { VIGIE } from '#domain/incident/model';
import { asksBeforeStep, noAnswer, silenceRanOut } from '#domain/incident/commands/silence';
import type { IncidentTimers } from '#domain/incident/model';
import { MINUTE } from '#domain/time/duration';

/** How long the acknowledger has to answer "are you still on it?". */
const CONFIRM_ANSWER = 5 * MINUTE;

export function applyDueTimers(draft: IncidentDraft): void {
  for (const name of ORDER) {
    applyTimer(draft, name);
  }
}

/** Runs each timer separately, and drops those that throw. @returns the dropped ones, with their errors */
export function applyDueTimersAnyhow(draft: IncidentDraft): Array<{ timer: keyof IncidentTimers; error: string }> {
  return ORDER.flatMap((timer) => {
    const error = guarded(draft, () => applyTimer(draft, timer));
    if (error === null) {
      return [];
    }
    delete draft.incident.timers[timer];
    return [{ timer, error }];
  });
}

function applyTimer(draft: IncidentDraft, name: keyof IncidentTimers): void {
  const at = draft.incident.timers[name];
  if (at !== undefined && at <= draft.now) {
    delete draft.incident.timers[name];
    HANDLERS[name](draft);
  }
}

/** The order in which due timers are applied. Resolutions come first, so that a resolved incident pages nobody. */
const HANDLERS: Record<keyof IncidentTimers, (draft: IncidentDraft) => void> = {
  resolve: (draft) => {
    closeIncident(draft, sourceActor(draft, null), 'source', { reason: 'stayed-quiet' });
  },
  autoResolve: (draft) => {
    draft.effects.push({ kind: 'resolveAlerts' });
    draft.incident.firing = [0, 0, 0, 0];
    draft.incident.inDowntime = 0;
    closeIncident(draft, VIGIE, 'timeout', { reason: draft.incident.test ? 'test-over' : 'no-signal' });
  },
  hold: holdRanOut,
  downtime: downtimeRanOut,
  silence: silenceRanOut,
  wake: (draft) => wakeUp(draft, VIGIE, 'The snooze ended'),
  answer: noAnswer,
  confirmLimit: noConfirmation,
  confirm: askToConfirm,
  escalate: (draft) => {
    const { state, run, timers } = draft.incident;
    if (state !== 'open') {
      return;
    }
    if (run && timers.resolve !== undefined) {
      run.postponed = true;
      timers.escalate = timers.resolve;
    } else if (!asksBeforeStep(draft)) {
      nextStep(draft);
    }
  },
};

/** What recovered and waits to stay quiet starts only if it fires again. */
function holdRanOut(draft: IncidentDraft): void {
  const { incident } = draft;
  const { run, timers } = incident;
  const isHeldElsewhere = timers.downtime !== undefined || incident.silence !== undefined;
  if (incident.state === 'open' && run && timers.resolve !== undefined && !isHeldElsewhere) {
    waitAtStart(incident);
    run.postponed = true;
    timers.escalate = timers.resolve;
    return;
  }
  note(draft, 'held', null, 'The maintenance is over and it is still open: starting at step 1.', { reason: 'over' });
  if (incident.state === 'open') {
    startEscalation(draft);
  }
}

const ORDER = Object.keys(HANDLERS) as Array<keyof IncidentTimers>;

/** Only a person who is not disabled can be asked; others, scripts and sources lose the acknowledgement at once. */
function askToConfirm(draft: IncidentDraft): void {
  const { incident, now, facts } = draft;
  const who = incident.acknowledgedBy;
  if (incident.state !== 'acknowledged') {
    return;
  }
  if (who === null || incident.acknowledgedKind !== 'person' || cannotBePaged(who, facts)) {
    noConfirmation(draft);
    return;
  }
  incident.timers.confirmLimit = now + CONFIRM_ANSWER;
  note(draft, 'confirm', null, `Asking ${who} whether they are still on it; 5m to answer.`, { user: who });
  draft.effects.push({ kind: 'tell', users: [who], update: 'confirm', actor: null, text: null });
}

/** Un-acknowledges, and enters the reached step again. */
function noConfirmation(draft: IncidentDraft): void {
  const { incident } = draft;
  if (incident.state === 'acknowledged') {
    const who = incident.acknowledgedBy ?? 'the acknowledger';
    reachedAgain(draft, () =>
      note(draft, 'unacknowledged', null, `${who} did not confirm being on it: escalating again.`, {
        reason: 'not-confirmed',
      }),
    );
  }
}
