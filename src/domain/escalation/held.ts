/** Finds and pages the people whose page waits because others were paged in their place. */
import { tryOrNull } from '#domain/attempt';
import type { Step } from '#domain/escalation/policy';
import { cannotBePaged } from '#domain/escalation/targets';
import { note } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import type { StepRef } from '#domain/incident/effects';
import { urgencyOf } from '#domain/incident/model';
import type { EscalationRun, HeldPerson } from '#domain/incident/model';
import type { Urgency } from '#domain/notify/responder';

/** Those who wait and can be paged now; whoever acknowledged meanwhile needs no page. */
export function heldNow({ incident, facts }: IncidentDraft): HeldPerson[] {
  return (incident.run?.held ?? []).filter(
    ({ user }) => !incident.acks.includes(user) && (tryOrNull(() => cannotBePaged(user, facts)) ?? null) === null,
  );
}

/** Ends all waits: the people who waited are paged now, or need not be, and never wait again in this run. */
export function releaseHeld(run: EscalationRun | null): void {
  if (run?.held) {
    run.called = union(run.called ?? [], run.held.map(loginOf));
    delete run.held;
  }
}

/** Pages those who wait, with an entry of their own. @param step the step that is entered; null between two passes */
export function pageHeld(draft: IncidentDraft, run: EscalationRun, step: Step | null): void {
  const waited = heldNow(draft);
  releaseHeld(run);
  if (waited.length === 0) {
    return;
  }
  // Otherwise the message would tell those who waited that others stand in for them.
  delete run.unavailable;
  const users = waited.map(loginOf);
  const isUrgent = waited.some((one) => urgencyFor(draft, step, one) === 'urgent');
  note(draft, 'step', null, `Paging ${users.join(', ')} now, although not available before.`, {
    reason: 'waited',
    ...(step && { step: run.step + 1 }),
    pass: run.pass + 1,
    users,
    urgency: isUrgent ? 'urgent' : 'default',
  });
  pagePeople(draft, users, waited, step, { entry: run.entry, pass: run.pass, step: run.step });
}

/** @param waited those of `users` who waited until now. @param step null: the incident's own urgency */
export function pagePeople(
  draft: IncidentDraft,
  users: readonly string[],
  waited: readonly HeldPerson[],
  step: Step | null,
  ref: StepRef,
): void {
  for (const user of users) {
    const one = waited.find((held) => held.user === user);
    draft.effects.push({ kind: 'page', user, urgency: urgencyFor(draft, step, one), step: ref });
  }
}

/**
 * The urgency of a page, never lower than that of the step for which the person waited.
 * @param waited undefined: they did not wait
 */
function urgencyFor({ incident }: IncidentDraft, step: Step | null, waited: HeldPerson | undefined): Urgency {
  return waited?.urgency === 'urgent' ? 'urgent' : urgencyOf(incident, step?.urgency ?? null);
}

export function loginOf({ user }: HeldPerson): string {
  return user;
}

export function union(some: readonly string[], others: readonly string[]): string[] {
  return [...new Set([...some, ...others])];
}
