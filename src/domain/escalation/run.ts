/**
 * Runs an escalation policy: enters steps, moves on, repeats, gives up.
 *
 * Within a pass, Vigie skips at once over steps whose conditions fail or that reach nobody. The next pass begins no
 * earlier than the sum of the pass's waits (at least 5 minutes) after this one began, so that a hole in a rota cannot
 * use up all repeats in a second.
 */
import { peopleOf, tellPeople } from '#domain/escalation/available';
import { failingCondition } from '#domain/escalation/conditions';
import { tellExhausted } from '#domain/escalation/exhausted';
import { heldNow, loginOf, pageHeld, pagePeople, union } from '#domain/escalation/held';
import { pauses } from '#domain/escalation/pause';
import type { Policy, Step } from '#domain/escalation/policy';
import { describeMissing, managersOf, resolveTargets } from '#domain/escalation/targets';
import type { ResolvedTargets } from '#domain/escalation/targets';
import { note } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import type { StepRef } from '#domain/incident/effects';
import { urgencyOf } from '#domain/incident/model';
import type { EscalationRun } from '#domain/incident/model';
import { formatDuration, MINUTE } from '#domain/time/duration';

const SHORTEST_PASS = 5 * MINUTE;

/** Starts `policy` at step 1 with counts at 0. @param byHand its people are called by hand */
export function startRun(draft: IncidentDraft, policy: Policy, byHand = false): void {
  const { incident } = draft;
  incident.run = newRun(draft, policy, byHand);
  incident.policy = policy.id;
  incident.exhausted = false;
  incident.acks = [];
  enterStep(draft, 0);
}

/** A run before its first step. Whoever waits in the present run goes on waiting for the next entry. */
export function newRun({ incident: { run }, now }: IncidentDraft, policy: Policy, byHand: boolean): EscalationRun {
  const isRepeatedCall = run?.byHand === true && run.policy === policy;
  return {
    policy,
    pass: 0,
    passStartedAt: now,
    step: -1,
    entry: run?.entry ?? 0,
    paged: [],
    ...((byHand || isRepeatedCall) && { byHand: true }),
    ...(run?.held && { held: run.held }),
    ...(run?.instead && !byHand && run.policy.id === policy.id && { instead: run.instead }),
  };
}

/**
 * Starts the incident's own policy again: the copy it runs on, or today's version if it never ran (a test, a hold) or
 * its copy is lost. Without a policy, managers are paged.
 */
export function restartRun(draft: IncidentDraft): void {
  const { incident, facts } = draft;
  const copy = incident.run?.lost ? null : incident.run?.policy;
  const policy = copy ?? (incident.policy === null ? null : facts.policy(incident.policy));
  if (policy) {
    startRun(draft, policy);
    return;
  }
  tellExhausted(draft, resolveTargets(managersOf(incident.team, facts), 'no-policy', draft.now, facts));
}

/** Moves on, because the escalation timer is due, or because somebody asked for it. */
export function nextStep(draft: IncidentDraft): void {
  const run = draft.incident.run;
  if (draft.incident.exhausted) {
    return;
  }
  if (!run || run.lost) {
    restartRun(draft);
    return;
  }
  if (run.step >= run.policy.steps.length) {
    startPass(draft, run);
  } else {
    enterStep(draft, run.step + 1);
  }
}

/**
 * Moves on at once, because a person asked to escalate: past the last step this begins the next pass without waiting
 * for it, and a step that waits for its window is entered.
 */
export function escalateNow(draft: IncidentDraft): void {
  const run = draft.incident.run;
  if (run?.pause !== undefined && !run.lost) {
    enterStep(draft, run.pause, true);
    return;
  }
  const isLast = run !== null && run.step === run.policy.steps.length - 1;
  if (run && isLast && run.pass < run.policy.repeat) {
    run.step = run.policy.steps.length;
  }
  nextStep(draft);
}

/** Pages those who wait, or moves on, because every delivery of the step entry `entry` has failed for good. */
export function stepUnreachable(draft: IncidentDraft, entry: number): void {
  const { incident } = draft;
  const run = incident.run;
  const rests = incident.timers.downtime !== undefined || incident.silence !== undefined;
  if (
    incident.state !== 'open' ||
    incident.exhausted ||
    rests ||
    !run ||
    run.lost ||
    run.entry !== entry ||
    run.step >= run.policy.steps.length
  ) {
    return;
  }
  if (run.pause !== undefined) {
    // Those who waited were paged when the pause began. The window has not opened, so nobody else is to be paged.
    tellUnreachable(draft, { ...run, step: run.pause }, 'The wait for its time window goes on.', { paused: true });
    return;
  }
  const waited = heldNow(draft).map(loginOf);
  const then = waited.length > 0 ? `Paging ${waited.join(', ')} at once.` : 'Moving on at once.';
  tellUnreachable(draft, run, then, waited.length > 0 ? { waited } : {});
  if (waited.length > 0) {
    // This is a further entry of the same step, whose wait goes on.
    run.entry += 1;
    pageHeld(draft, run, run.policy.steps[run.step] ?? null);
  } else {
    enterStep(draft, run.step + 1);
  }
}

function tellUnreachable(draft: IncidentDraft, run: EscalationRun, then: string, data: Record<string, unknown>): void {
  note(draft, 'unreachable', null, `Nobody could be reached in ${stepName(run)}: every delivery failed. ${then}`, {
    reason: 'unreachable',
    step: run.step + 1,
    pass: run.pass + 1,
    ...data,
  });
}

/**
 * Enters the step with this index, or the first after it that is not skipped and finds somebody. Pauses before a step
 * whose window is closed. @param asked enters the first one whether its window is open or not
 */
export function enterStep(draft: IncidentDraft, index: number, asked = false): void {
  const run = draft.incident.run;
  if (!run) {
    return;
  }
  delete draft.incident.timers.escalate;
  delete draft.incident.timers.answer;
  delete run.pause;
  for (let i = index; i < run.policy.steps.length; i++) {
    run.step = i;
    run.entry += 1;
    const step = run.policy.steps[i];
    const mayPause = !asked || i > index;
    if (step && mayPause && pauses(draft, run, step, sentence(stepName(run)))) {
      return;
    }
    if (step && tryStep(draft, run, step)) {
      draft.incident.timers.escalate = draft.now + step.wait;
      return;
    }
  }
  endPass(draft, run);
}

/** @returns false if the step is left at once; the timeline then says why */
export function tryStep(draft: IncidentDraft, run: EscalationRun, step: Step): boolean {
  delete run.unavailable;
  const failing = step.when && failingCondition(step.when, draft);
  if (failing) {
    note(draft, 'skipped', null, `Skipped ${stepName(run)}: ${failing.text}.`, {
      step: run.step + 1,
      pass: run.pass + 1,
      ...failing.data,
    });
    return false;
  }
  if (step.notify.length === 0) {
    note(draft, 'waiting', null, `${sentence(stepName(run))}: waiting ${formatDuration(step.wait)}.`, {
      reason: 'step',
      step: run.step + 1,
      pass: run.pass + 1,
      wait: step.wait,
    });
    pageHeld(draft, run, step);
    return true;
  }
  const resolved = resolveTargets(step.notify, `${run.policy.id}/${run.step}`, draft.now, draft.facts);
  const left = leaveOut(draft, run, step, resolved);
  if (left.users.length === 0 && left.channels.length === 0) {
    skipEmpty(draft, run, step, resolved);
    return false;
  }
  reach(draft, run, step, left);
  return true;
}

/** Leaves out people who already answered, and with `onlyNew` those already paged in this pass. */
function leaveOut(draft: IncidentDraft, run: EscalationRun, step: Step, resolved: ResolvedTargets): ResolvedTargets {
  const users = resolved.users.filter(
    (login) => !draft.incident.acks.includes(login) && !(step.onlyNew && run.paged.includes(login)),
  );
  return { ...resolved, users };
}

function skipEmpty(draft: IncidentDraft, run: EscalationRun, step: Step, resolved: ResolvedTargets): void {
  const data = { step: run.step + 1, pass: run.pass + 1 };
  if (resolved.users.length > 0) {
    const why = step.onlyNew
      ? 'everybody in it was already paged in this pass'
      : 'everybody in it has already acknowledged';
    note(draft, 'skipped', null, `Skipped ${stepName(run)}: ${why}.`, {
      ...data,
      reason: step.onlyNew ? 'nobody-new' : 'all-acknowledged',
    });
    return;
  }
  const why = describeMissing(resolved.missing) || 'it names nobody';
  note(draft, 'skipped', null, `${sentence(stepName(run))} found nobody: ${why}. Moving on at once.`, {
    ...data,
    reason: 'nobody-on-call',
    missing: resolved.missing,
  });
}

function reach(draft: IncidentDraft, run: EscalationRun, step: Step, to: ResolvedTargets): void {
  const { incident } = draft;
  const ref: StepRef = { entry: run.entry, pass: run.pass, step: run.step };
  const urgency = urgencyOf(incident, step.urgency);
  const people = peopleOf(draft, run, step, to);
  const users = people.page;
  tellPeople(draft, run, people);
  const names = [...users, ...to.channels.map((id) => `channel ${id}`)].join(', ');
  const missing = to.missing.length > 0 ? ` (${describeMissing(to.missing)})` : '';
  note(
    draft,
    'step',
    null,
    `${sentence(stepName(run))}: paging ${names}${missing}, ${urgency}; ${formatDuration(step.wait)} to answer.`,
    {
      step: run.step + 1,
      pass: run.pass + 1,
      users,
      channels: to.channels,
      urgency,
      wait: step.wait,
      missing: to.missing,
    },
  );
  pagePeople(draft, users, people.waited, step, ref);
  for (const channel of to.channels) {
    draft.effects.push({ kind: 'post', channel, urgency, step: ref });
  }
  for (const turn of to.turns) {
    draft.effects.push({ kind: 'turn', ...turn });
  }
  // Those who wait count as paged, so that `onlyNew` skips the same steps as if everybody were available.
  run.paged = union(run.paged, to.users);
}

export function endPass(draft: IncidentDraft, run: EscalationRun): void {
  const { now, incident } = draft;
  if (run.pass >= run.policy.repeat) {
    exhaust(draft, run);
    return;
  }
  const earliest = run.passStartedAt + Math.max(SHORTEST_PASS, totalWait(run.policy));
  if (earliest <= now) {
    startPass(draft, run);
    return;
  }
  run.step = run.policy.steps.length;
  incident.timers.escalate = earliest;
  if (run.held) {
    run.entry += 1;
    pageHeld(draft, run, null);
  }
  note(draft, 'waiting', null, `All steps are done; they start again in ${formatDuration(earliest - now)}.`, {
    reason: 'next-pass',
    pass: run.pass + 1,
    wait: earliest - now,
  });
}

/** Sum of the waits of all steps, ms. */
export function totalWait(policy: Policy): number {
  return policy.steps.reduce((sum, step) => sum + step.wait, 0);
}

function startPass(draft: IncidentDraft, run: EscalationRun): void {
  run.pass += 1;
  run.passStartedAt = draft.now;
  run.paged = [];
  note(draft, 'repeat', null, `Nobody answered: starting again (pass ${run.pass + 1} of ${run.policy.repeat + 1}).`, {
    pass: run.pass + 1,
    passes: run.policy.repeat + 1,
  });
  enterStep(draft, 0);
}

function exhaust(draft: IncidentDraft, run: EscalationRun): void {
  const targets = run.policy.onExhausted ?? managersOf(draft.incident.team, draft.facts);
  tellExhausted(draft, resolveTargets(targets, `${run.policy.id}/exhausted`, draft.now, draft.facts));
}

export function stepName(run: EscalationRun): string {
  const pass = run.pass === 0 ? '' : ` of pass ${run.pass + 1}`;
  return `step ${run.step + 1}${pass}`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
