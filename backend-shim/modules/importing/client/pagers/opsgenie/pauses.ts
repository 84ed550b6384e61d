/**
 * Translates notification policies that hold the pages of a team until a time of day: the first step of its escalation
 * waits for a time window that opens then. All other notification policies are left to a person.
 */
import { line, part } from '#modules/importing/contract/escalation-lines';
import type { PlanDraft } from '../../plan-draft.ts';
import { clockText } from '../shared/stretches.ts';
import { policyLines } from '../shared/escalation-text.ts';
import type { PolicyBody, StepBody } from '../shared/escalation-text.ts';
import { objectsOf } from '../shared/objects.ts';
import { plannedBody } from '../shared/plan/planned.ts';
import type { EscalationPlan } from './policies.ts';
import { notificationPolicy, opsgenieSchedule } from './schema.ts';
import type { NotificationPolicy } from './schema.ts';

/** What a team's pages wait for. */
export interface TeamPause {
  /** A time window. */
  window: string;
  /** `09:00` */
  until: string;
}

/** Team → what its pages wait for. Of several policies the first one counts, and a person looks at the others. */
export function planPauses(plan: EscalationPlan): ReadonlyMap<string, TeamPause> {
  const pauses = new Map<string, TeamPause>();
  const zones = zonesOfTeams(plan);
  for (const policy of objectsOf(plan.snapshot.config, 'notification-policies', notificationPolicy, plan.draft)) {
    const team = policy.teamId ?? '';
    const hours = hoursOf(policy);
    if (policy.enabled === false) {
      plan.draft.item('other', { sourceId: policy.id, name: policy.name, class: 'left-out', reason: 'not-active' });
    } else if (hours === null || pauses.has(team) || !plan.teams.has(team)) {
      plan.draft.item('other', {
        sourceId: policy.id,
        name: policy.name,
        class: 'needs-a-person',
        reason: 'untranslated-rule',
        data: { rule: `notification policy ${policy.name}` },
      });
    } else {
      pauses.set(team, addPause(plan, policy, hours, zones.get(team)));
    }
  }
  return pauses;
}

/** The policy, or the same one whose first step waits. */
export function pausedPolicy({ draft }: EscalationPlan, id: string, pause: TeamPause | undefined): string {
  const body = pause === undefined ? undefined : plannedBody(draft, 'escalationPolicies', id);
  const [first, ...rest] = (body?.['steps'] ?? []) as StepBody[];
  if (pause === undefined || body === undefined || first === undefined) {
    return id;
  }
  const name = `${String(body['name'])}, not before ${pause.until}`;
  const paused = draft.idFor('escalationPolicies', `${id} ${pause.window}`, name);
  if (plannedBody(draft, 'escalationPolicies', paused) === undefined) {
    const steps = [{ ...first, until: pause.window }, ...rest];
    const made = { ...(body as PolicyBody), id: paused, name, steps };
    draft.add('escalationPolicies', made);
    report(draft, id, made, pause);
  }
  return paused;
}

function report(draft: PlanDraft, of: string, made: PolicyBody, { until }: TeamPause): void {
  const source = draft.finished().escalations.find(({ vigieId }) => vigieId === of);
  draft.item('policy', {
    sourceId: `${of}/${made.id}`,
    name: made.name,
    vigieId: made.id,
    class: 'rewritten',
    reason: 'pause-kept',
    data: { until },
  });
  draft.escalation({
    sourceId: source?.sourceId ?? of,
    name: made.name,
    vigieId: made.id,
    source: [line(null, part('night-waits', { until })), ...(source?.sourceLines ?? [])],
    vigie: [...policyLines(made), line(null, part('priorities'))],
  });
}

/** Minutes of the day at which pages begin, and at which they are held again. */
interface OpenHours {
  from: number;
  to: number;
}

/** @returns null: it says something else than "what comes in at night waits until the night is over" */
function hoursOf({ filter, timeRestrictions, delayAction }: NotificationPolicy): OpenHours | null {
  const held = timeRestrictions?.type === 'time-of-day' ? timeRestrictions.restriction : null;
  const isForAll = (filter?.type ?? 'match-all') === 'match-all';
  if (!held || !isForAll || delayAction?.delayOption !== 'next-time') {
    return null;
  }
  const until = (delayAction.untilHour ?? 0) * 60 + (delayAction.untilMinute ?? 0);
  const [start, end] = [held.startHour * 60 + held.startMin, held.endHour * 60 + held.endMin];
  return until === end && start !== end ? { from: end, to: start } : null;
}

/** The zone of each team's first schedule. */
function zonesOfTeams({ snapshot }: EscalationPlan): ReadonlyMap<string, string> {
  const schedules = objectsOf(snapshot.config, 'schedules', opsgenieSchedule).toReversed();
  return new Map(
    schedules.flatMap(({ ownerTeam, timezone }) => (ownerTeam && timezone ? [[ownerTeam.id, timezone]] : [])),
  );
}

/** Opsgenie names no zone of such hours: those of the team's schedule are taken, and it is said. */
function addPause(
  { draft }: EscalationPlan,
  policy: NotificationPolicy,
  { from, to }: OpenHours,
  zoneOfTeam: string | undefined,
): TeamPause {
  const zone = policy.timeZone ?? zoneOfTeam ?? 'UTC';
  const window = draft.idFor('timeWindows', policy.id, policy.name);
  const until = clockText(from);
  draft.add('timeWindows', {
    id: window,
    name: policy.name,
    timeZone: zone,
    windows: [{ days: ['daily'], from: until, to: clockText(to) }],
  });
  draft.item('other', {
    sourceId: policy.id,
    name: policy.name,
    vigieId: window,
    ...(policy.timeZone
      ? { class: 'rewritten' as const, reason: 'pause-kept' as const, data: { until } }
      : { class: 'approximated' as const, reason: 'pause-by-clock' as const, data: { until, zone } }),
  });
  return { window, until };
}
