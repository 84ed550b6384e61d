/**
 * Escalates an incident whose advance keeps throwing: it skips what throws, with an entry in the timeline, until
 * somebody is paged. Nothing here may throw because of the configuration.
 */
import { tryOrNull } from '#domain/attempt';
import { tellExhausted } from '#domain/escalation/exhausted';
import { endPass, newRun, startRun, stepName, tryStep } from '#domain/escalation/run';
import type { Policy, StepTarget } from '#domain/escalation/policy';
import { managersOf, resolveTargets } from '#domain/escalation/targets';
import { note } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import { guarded } from '#domain/incident/progress/guarded';
import type { EscalationRun } from '#domain/incident/model';

/**
 * Enters the step with this index, or the first after it that can be entered; else pages `onExhausted`, the managers or
 * the Admins.
 */
export function enterStepAnyhow(draft: IncidentDraft, index: number): void {
  const { policy } = draft.incident.run ?? { policy: null };
  delete draft.incident.timers.escalate;
  for (let i = index; policy && i < policy.steps.length; i++) {
    if (enters(draft, policy, i)) {
      return;
    }
  }
  const { run } = draft.incident;
  const reachedSome = run !== null && run.paged.length > 0;
  if (!run || !reachedSome || guarded(draft, () => endPass(draft, run)) !== null) {
    tellAnybody(draft);
  }
}

/** Starts the incident's own policy at step 1, or today's version if its copy is lost. */
export function startAnyhow(draft: IncidentDraft): void {
  const { incident } = draft;
  const copy = incident.run?.lost ? null : incident.run?.policy;
  const { policy: id } = incident;
  const policy = copy ?? (id === null ? null : tryOrNull(() => draft.facts.policy(id)));
  incident.exhausted = false;
  incident.acks = [];
  if (!policy) {
    tellAnybody(draft);
    return;
  }
  incident.run = newRun(draft, policy, false);
  if (guarded(draft, () => startRun(draft, policy)) !== null) {
    enterStepAnyhow(draft, 0);
  }
}

/** @returns whether the step was entered: false if it was skipped or threw */
function enters(draft: IncidentDraft, policy: Policy, index: number): boolean {
  const before = draft.incident.run;
  if (before) {
    // Somebody must be paged, so no window is waited for.
    delete before.pause;
    before.step = index;
    before.entry += 1;
  }
  let entered = false;
  const problem = guarded(draft, () => {
    const { run, timers } = draft.incident;
    const step = policy.steps[index];
    entered = run !== null && step !== undefined && tryStep(draft, run, step);
    if (entered && step) {
      timers.escalate = draft.now + step.wait;
    }
  });
  const { run } = draft.incident;
  if (problem !== null && run) {
    note(draft, 'skipped', null, `Skipped ${stepName(run)}: it could not be entered (${problem}).`, {
      step: run.step + 1,
      pass: run.pass + 1,
      reason: 'advance-failed',
      error: problem,
    });
  }
  return problem === null && entered;
}

/** The last people to page, best first. */
function lastTargets(
  { incident, facts }: IncidentDraft,
  run: EscalationRun | null,
): Array<() => readonly StepTarget[]> {
  return [
    () => run?.policy.onExhausted ?? [],
    () => managersOf(incident.team, facts),
    () => facts.admins().map((user): StepTarget => ({ kind: 'user', user })),
  ];
}

/** Pages the first of `onExhausted`, the managers and the Admins in which somebody can be paged. */
function tellAnybody(draft: IncidentDraft): void {
  const { run } = draft.incident;
  const key = `${draft.incident.policy ?? ''}/exhausted`;
  for (const targets of lastTargets(draft, run)) {
    const found = tryOrNull(() => resolveTargets(targets(), key, draft.now, draft.facts));
    if (found && found.users.length + found.channels.length > 0) {
      tellExhausted(draft, found);
      return;
    }
  }
  // Nobody could be verified, so the Admins are tried without a check.
  tellExhausted(draft, { users: tryOrNull(() => draft.facts.admins()) ?? [], channels: [] });
}
