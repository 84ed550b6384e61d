/** Writes JSM's escalations and routing rules in the form of Opsgenie's. */
import type { PagerObject } from '../../pager.ts';
import type { PlanDraft } from '../../plan-draft.ts';
import { objectsOf } from '../shared/objects.ts';
import { jsmEscalations, jsmRouting, jsmTeamPolicies } from './schema.ts';
import type { JsmEscalation, JsmTeamPolicy } from './schema.ts';

export function policiesInOpsgenieForm(config: readonly PagerObject[], draft: PlanDraft): PagerObject[] {
  const routing = objectsOf(config, 'routing', jsmRouting, draft).map(({ teamId, values }) => ({
    kind: 'routing',
    id: teamId,
    body: { id: teamId, rules: values },
  }));
  const escalations = objectsOf(config, 'escalations', jsmEscalations, draft).flatMap(({ teamId, values }) =>
    values.filter(isOn).map(({ rules, ...escalation }) => ({
      kind: 'escalations',
      id: escalation.id,
      body: {
        ...escalation,
        ownerTeam: { id: teamId },
        rules: rules.map(({ delay, ...rule }) => ({ ...rule, delay: { timeAmount: delay, timeUnit: 'minutes' } })),
      },
    })),
  );
  const ofTeams = objectsOf(config, 'team-policies', jsmTeamPolicies, draft).flatMap(({ teamId, values }) =>
    values.map((policy) =>
      policy.type === 'notification'
        ? { kind: 'notification-policies', id: policy.id, body: notificationPolicy(policy, teamId) }
        : { kind: 'policies', id: policy.id, body: policy },
    ),
  );
  return [...routing, ...escalations, ...ofTeams];
}

/** JSM says by which clock the hours are meant, which Opsgenie does not. */
function notificationPolicy({ timeRestriction, delayAction, ...policy }: JsmTeamPolicy, teamId: string): object {
  const [first, ...more] = timeRestriction?.enabled === false ? [] : (timeRestriction?.timeRestrictions ?? []);
  const restriction = first && {
    startHour: first.startHour,
    startMin: first.startMinute,
    endHour: first.endHour,
    endMin: first.endMinute,
  };
  return {
    ...policy,
    teamId,
    timeZone: timeRestriction?.appliedTimeZone,
    timeRestrictions: restriction && { type: more.length > 0 ? 'several' : 'time-of-day', restriction },
    delayAction: delayAction && {
      delayOption: delayAction.delayOption,
      untilHour: delayAction.delayTime?.hours,
      untilMinute: delayAction.delayTime?.minutes,
    },
  };
}

/** An escalation that is switched off tells nobody. */
export function reportSwitchedOff(config: readonly PagerObject[], draft: PlanDraft): void {
  for (const { id, name } of objectsOf(config, 'escalations', jsmEscalations)
    .flatMap(({ values }) => values)
    .filter((one) => !isOn(one))) {
    draft.item('policy', { sourceId: id, name, class: 'left-out', reason: 'not-active' });
  }
}

function isOn({ enabled }: JsmEscalation): boolean {
  return enabled !== false;
}
