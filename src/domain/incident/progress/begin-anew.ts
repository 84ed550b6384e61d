/**
 * Begins the escalation of an incident anew: it was reopened, its snooze, silence or downtime ended, it was given back, or
 * a new alert joined after everybody had been told. A maintenance counts as it does for an incident that opens: it holds
 * the incident, or sends it to another policy. A person who asks for people (escalate, restart, reassign) does not come
 * here.
 */
import { newRun, restartRun } from '#domain/escalation/run';
import type { Policy } from '#domain/escalation/policy';
import { note } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import type { Incident } from '#domain/incident/model';
import type { MaintenanceEffect } from '#domain/routing/maintenance';

export function beginAnew(draft: IncidentDraft): void {
  if (holdsAnew(draft)) {
    return;
  }
  followMaintenance(draft);
  restartRun(draft);
}

/** Holds the incident if a maintenance does. @returns whether it is held */
export function holdsAnew(draft: IncidentDraft): boolean {
  const effect = maintenanceOf(draft);
  if (effect?.kind !== 'hold') {
    return false;
  }
  const { incident } = draft;
  waitAtStart(incident);
  delete incident.timers.escalate;
  delete incident.timers.answer;
  incident.exhausted = false;
  incident.timers.hold = effect.until;
  note(draft, 'held', null, 'A maintenance holds paging; if it is still open at its end, it escalates from step 1.', {
    until: effect.until,
    // Others were paged before, so that the incident counts as one that was not held.
    anew: true,
  });
  return true;
}

/** Whether a maintenance would hold it if it began anew now. */
export function wouldBeHeld(draft: IncidentDraft): boolean {
  return maintenanceOf(draft)?.kind === 'hold';
}

/** Whether a maintenance holds it, or has another policy for it, if it began anew now. */
export function wouldBeMoved(draft: IncidentDraft): boolean {
  const effect = maintenanceOf(draft);
  return effect?.kind === 'hold' || policyInstead(draft, effect) !== null;
}

/** Makes step 1 the next step. */
export function waitAtStart({ run }: Incident): void {
  if (run) {
    Object.assign(run, { pass: 0, step: -1, paged: [] });
    delete run.pause;
    delete run.postponed;
  }
}

/** The alert with which it begins anew decides; without one, the incident itself. */
function maintenanceOf({ incident, now, facts, arriving }: IncidentDraft): MaintenanceEffect | null {
  return arriving ? arriving() : (facts.maintenance?.(incident, now) ?? null);
}

/** Changes to the policy of a maintenance, and back to its own when there is none any more. */
function followMaintenance(draft: IncidentDraft): void {
  const { incident, facts } = draft;
  const effect = maintenanceOf(draft);
  const instead = policyInstead(draft, effect);
  if (instead !== null && incident.policy !== null) {
    const own = incident.run?.instead ?? { policy: incident.policy, team: incident.team };
    change(draft, instead, instead.team ?? incident.team);
    Object.assign(incident.run ?? {}, { instead: own });
    note(draft, 'restarted', null, `A maintenance sends it to policy ${instead.name}: starting at step 1.`, {
      reason: 'maintenance',
      policy: instead.id,
    });
    return;
  }
  const own = effect === null ? (incident.run?.instead ?? null) : null;
  const policy = own && facts.policy(own.policy);
  if (own && policy) {
    change(draft, policy, own.team);
    note(draft, 'restarted', null, `The maintenance is over: back to policy ${policy.name}, starting at step 1.`, {
      reason: 'maintenance-over',
      policy: policy.id,
    });
  }
}

/** The policy of the maintenance, unless the incident runs on it, or people were called by hand. */
function policyInstead({ incident, facts }: IncidentDraft, effect: MaintenanceEffect | null): Policy | null {
  const isOwn = incident.policy !== null && !incident.run?.byHand;
  return effect?.kind === 'policy' && isOwn && effect.policy !== incident.policy ? facts.policy(effect.policy) : null;
}

function change(draft: IncidentDraft, policy: Policy, team: string | null): void {
  const { incident } = draft;
  incident.run = newRun(draft, policy, false);
  incident.policy = policy.id;
  incident.team = team;
}
