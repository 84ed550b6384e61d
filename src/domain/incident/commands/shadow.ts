/** Follows the switch of a team between real and shadow: what the change means for an incident that is open then. */
import { releaseHeld } from '#domain/escalation/held';
import { note } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import { TEST_LIFE, toOpen } from '#domain/incident/lifecycle';
import { holdsAnew } from '#domain/incident/progress/begin-anew';
import type { EscalationRun, Incident, IncidentTimers, RunBeforeShadow } from '#domain/incident/model';

/**
 * `began`: nothing leaves from now on. `over`: pages are real again, but not those of this incident. `resumed`: pages
 * are real again, and this incident goes on.
 */
export type ShadowChange = 'began' | 'over' | 'resumed';

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
  CHANGES[change](draft);
  draft.effects.push({ kind: 'endPages', users: 'all', reason: 'shadow' });
}

const CHANGES: Record<ShadowChange, (draft: IncidentDraft) => void> = {
  began: (draft) => {
    keepProgress(draft.incident);
    note(draft, 'shadow', null, 'Shadow begins: everything is decided and shown, and nothing is sent.', {
      reason: 'began',
    });
  },
  over: (draft) => {
    stopPaging(draft);
    note(
      draft,
      'shadow',
      null,
      'Shadow is over. This incident began before, so it pages nobody by itself; a new alert or a command does.',
      { reason: 'over' },
    );
  },
  resumed: (draft) => {
    if (draft.incident.test) {
      CHANGES.over(draft);
      return;
    }
    note(draft, 'shadow', null, 'Shadow is over: this incident goes on for real.', { reason: 'resumed' });
    if (goesOn(draft) && !holdsAnew(draft)) {
      draft.incident.timers.escalate = draft.now;
    }
  },
};

/** Whether the run shows that the incident was real when the shadow began. */
export function wasReal({ run }: Incident): boolean {
  return run?.beforeShadow !== undefined;
}

function keepProgress({ run, exhausted }: Incident): void {
  if (run) {
    run.beforeShadow = { step: run.pause ?? run.step, pass: run.pass, entry: run.entry, exhausted };
  }
}

/** Leaves the incident as if everybody had been told: a new alert, a rise in severity or a command pages again. */
function stopPaging(draft: IncidentDraft): void {
  const { incident, now } = draft;
  PAGING_TIMERS.forEach((timer) => delete incident.timers[timer]);
  releaseHeld(incident.run);
  delete incident.silence;
  if (incident.run) {
    delete incident.run.pause;
    delete incident.run.postponed;
    delete incident.run.beforeShadow;
  }
  if (incident.state === 'snoozed') {
    toOpen(draft);
  }
  if (incident.test) {
    incident.exhausted = false;
    incident.timers.autoResolve ??= now + TEST_LIFE;
  } else {
    incident.exhausted = incident.state === 'open';
  }
}

/**
 * An open incident starts again at the step that it had reached for real, or at step 1, since steps that were entered in
 * shadow reached nobody. Whatever it waits for otherwise (a snooze, a maintenance, a downtime, a silence, a
 * confirmation) it goes on waiting for.
 * @returns whether it is due now
 */
function goesOn({ incident, now }: IncidentDraft): boolean {
  const { run, timers } = incident;
  const before = run?.beforeShadow;
  delete run?.beforeShadow;
  const isTold = incident.exhausted && before?.exhausted === true && before.entry === run?.entry;
  if (incident.state !== 'open' || isTold) {
    return false;
  }
  incident.exhausted = false;
  if (run) {
    rewind(run, before, now);
  }
  if (timers.hold !== undefined || timers.downtime !== undefined || incident.silence) {
    return false;
  }
  delete timers.answer;
  return true;
}

/** Makes the step that was reached for real the next one. Whoever was paged may be paged again. */
function rewind(run: EscalationRun, before: RunBeforeShadow | undefined, now: number): void {
  const isWithin = before !== undefined && before.step >= 0 && before.step < run.policy.steps.length;
  run.step = isWithin ? before.step - 1 : -1;
  run.pass = before?.pass ?? 0;
  run.passStartedAt = now;
  run.paged = [];
  delete run.pause;
  delete run.postponed;
  delete run.unavailable;
}
