/** Translates integrations and heartbeats of Opsgenie, and the routing of their teams. */
import type { TargetBody } from '../shared/escalation-text.ts';
import { addMaintenance } from '../shared/plan/maintenances.ts';
import { objectsOf } from '../shared/objects.ts';
import { plannedBody, policyOfNobody } from '../shared/plan/planned.ts';
import { isUsableToken } from '../shared/sender-key.ts';
import { pausedPolicy, planPauses } from './pauses.ts';
import type { TeamPause } from './pauses.ts';
import { rotaTarget } from './policies.ts';
import type { EscalationPlan } from './policies.ts';
import { opsgenieHeartbeat, opsgenieIntegration, opsgenieMaintenance, opsgeniePolicy } from './schema.ts';
import type { OpsgenieRecipient, RoutingRule } from './schema.ts';

export function planIntegrations(plan: EscalationPlan): void {
  const { snapshot, draft } = plan;
  const pauses = planPauses(plan);
  for (const one of objectsOf(snapshot.config, 'integrations', opsgenieIntegration, draft)) {
    const item = { sourceId: one.id, name: one.name };
    if (one.enabled === false) {
      draft.item('integration', { ...item, class: 'left-out', reason: 'not-active' });
      continue;
    }
    const team = one.ownerTeam?.id ?? one.teamId ?? null;
    const policy = policyOfTeam(plan, pauses, team);
    const id = draft.idFor('integrations', one.id, one.name);
    const hasKey = isUsableToken(one.apiKey);
    const isMail = one.type.toLowerCase().includes('email');
    draft.add('integrations', {
      id,
      name: one.name,
      type: isMail ? 'email' : 'opsgenie',
      ...plan.teamOf(team),
      policy,
      ...(hasKey && !isMail ? { token: one.apiKey } : {}),
    });
    if (isMail) {
      draft.item('integration', {
        ...item,
        vigieId: id,
        class: 'rewritten',
        reason: 'sender-new-address',
        data: { address: `the mail address of ${id}` },
      });
    } else if (hasKey) {
      draft.item('integration', {
        ...item,
        vigieId: id,
        class: 'rewritten',
        reason: 'sender-keeps-key',
        data: { compat: 'opsgenie' },
      });
    } else {
      draft.item('integration', {
        ...item,
        vigieId: id,
        class: 'needs-a-person',
        reason: 'hidden-key',
        data: { address: `/v2/alerts with the key of ${id}` },
      });
    }
  }
  planHeartbeats(plan, pauses);
  planRest(plan);
}

/** What the default rule of the team's routing tells. */
function policyOfTeam(plan: EscalationPlan, pauses: ReadonlyMap<string, TeamPause>, team: string | null): string {
  const rules = plan.routing.get(team ?? '') ?? [];
  rules.filter((rule) => rule.isDefault !== true).forEach((rule) => reportRule(plan, rule));
  const notify = rules.find(({ isDefault }) => isDefault === true)?.notify ?? null;
  return notify === null
    ? policyOfNobody(plan.draft)
    : pausedPolicy(plan, policyFor(plan, notify), pauses.get(team ?? ''));
}

/** Nothing takes the place of a rule that is not translated: a route that catches all would page others. */
function reportRule({ draft }: EscalationPlan, rule: RoutingRule): void {
  draft.item('route', {
    sourceId: rule.id,
    name: rule.name ?? rule.id,
    class: 'needs-a-person',
    reason: 'untranslated-rule',
    data: {
      rule: `${JSON.stringify(rule.criteria ?? {})} tells ${rule.notify?.type ?? 'nobody'} ${rule.notify?.name ?? ''}`.trim(),
    },
  });
}

function policyFor(plan: EscalationPlan, notify: OpsgenieRecipient): string {
  const { draft } = plan;
  if (notify.type === 'escalation' && plan.escalationNames.has(notify.id ?? '')) {
    return draft.idFor('escalationPolicies', notify.id ?? '', plan.escalationNames.get(notify.id ?? '') ?? '');
  }
  if (notify.type === 'schedule' && plan.scheduleNames.has(notify.id ?? '')) {
    const name = `${plan.scheduleNames.get(notify.id ?? '')} alone`;
    return policyOf(plan, `schedule ${notify.id}`, name, rotaTarget(plan, notify));
  }
  return policyOfNobody(draft);
}

function policyOf(plan: EscalationPlan, sourceId: string, name: string, target: TargetBody): string {
  const id = plan.draft.idFor('escalationPolicies', sourceId, name);
  if (plannedBody(plan.draft, 'escalationPolicies', id) === undefined) {
    const steps = [{ notify: [target], wait: '0s' }];
    plan.draft.add('escalationPolicies', { id, name, steps, onExhausted: [] });
    plan.draft.item('policy', { sourceId, name, vigieId: id, class: 'rewritten', reason: 'first-step-only' });
  }
  return id;
}

const UNITS: Readonly<Record<string, string>> = { minutes: 'm', hours: 'h', days: 'd' };

function planHeartbeats(plan: EscalationPlan, pauses: ReadonlyMap<string, TeamPause>): void {
  const { snapshot, draft } = plan;
  const planned: string[] = [];
  for (const one of objectsOf(snapshot.config, 'heartbeats', opsgenieHeartbeat, draft)) {
    const item = { sourceId: one.name, name: one.name };
    if (one.enabled === false) {
      draft.item('heartbeat', { ...item, class: 'left-out', reason: 'not-active' });
      continue;
    }
    const team = one.ownerTeam?.id ?? null;
    const id = draft.idFor('integrations', `heartbeat ${one.name}`, one.name);
    planned.push(id);
    draft.add('integrations', {
      id,
      name: one.name,
      type: 'heartbeat',
      ...plan.teamOf(team),
      policy: policyOfTeam(plan, pauses, team),
      heartbeat: { every: `${one.interval}${UNITS[one.intervalUnit] ?? 'm'}` },
    });
    draft.item('heartbeat', {
      ...item,
      vigieId: id,
      class: 'rewritten',
      reason: 'sender-keeps-key',
      data: { compat: 'opsgenie' },
    });
  }
  pingAll(plan, planned);
}

/** In Opsgenie a key without a team pings all heartbeats; here it pings those that it names. */
function pingAll({ snapshot, draft }: EscalationPlan, heartbeats: readonly string[]): void {
  for (const { id, name } of objectsOf(snapshot.config, 'integrations', opsgenieIntegration)) {
    const body = plannedBody(draft, 'integrations', draft.idFor('integrations', id, name));
    if (body !== undefined && body['type'] === 'opsgenie' && (body['team'] ?? null) === null && heartbeats.length > 0) {
      body['pings'] = [...heartbeats];
    }
  }
}

function planRest({ snapshot: { config, from }, draft }: EscalationPlan): void {
  for (const { id, description, time, rules } of objectsOf(config, 'maintenances', opsgenieMaintenance, draft)) {
    addMaintenance(draft, from, {
      id,
      name: description || `maintenance ${id}`,
      start: time.startDate,
      end: time.endDate,
      integrations: rules
        .filter(({ entity }) => entity.type === 'integration')
        .map(({ entity }) => draft.idFor('integrations', entity.id, entity.id)),
      other: 'a maintenance of a policy',
    });
  }
  for (const { id, name, type } of objectsOf(config, 'policies', opsgeniePolicy, draft)) {
    draft.item('other', {
      sourceId: id,
      name,
      class: 'needs-a-person',
      reason: 'untranslated-rule',
      data: { rule: `${type ?? 'alert'} policy ${name}` },
    });
  }
}
