/** Writes JSM's schedules in the form of Opsgenie's; rotations have the same in both. */
import type { PagerObject } from '../../pager.ts';
import type { PlanDraft } from '../../plan-draft.ts';
import { objectsOf } from '../shared/objects.ts';
import { jsmForwarding, jsmSchedule } from './schema.ts';

export function schedulesInOpsgenieForm(config: readonly PagerObject[], draft: PlanDraft): PagerObject[] {
  return [
    ...objectsOf(config, 'schedules', jsmSchedule, draft).map(({ teamId, ...schedule }) => ({
      kind: 'schedules',
      id: schedule.id,
      body: { ...schedule, ownerTeam: teamId ? { id: teamId } : null },
    })),
    ...objectsOf(config, 'forwarding', jsmForwarding, draft).map(({ fromUserId, toUserId, ...rule }) => ({
      kind: 'forwarding',
      id: rule.id,
      body: { ...rule, fromUser: { id: fromUserId }, toUser: { id: toUserId } },
    })),
  ];
}
