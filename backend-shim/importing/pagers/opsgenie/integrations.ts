/** Translates integrations and heartbeats of Opsgenie, and the routing of their teams. */
import type { TargetBody } from '../shared/escalation-text.ts';
import { objectsOf } from '../shared/objects.ts';
import { hasPolicy, rotaTarget } from './policies.ts';
import type { EscalationPlan } from './policies.ts';
import { opsgenieHeartbeat, opsgenieIntegration, opsgenieMaintenance, opsgeniePolicy, routingRules } from './schema.ts';
import type { OpsgenieRecipient, RoutingRule } from './schema.ts';

export function planIntegrations(plan: EscalationPlan): void {
  const { snapshot, draft } = plan;
  for (const one of objectsOf(snapshot.config, 'integrations', opsgenieIntegration, draft)) {
    const item = { sourceId: one.id, name: one.name };
    if (one.enabled === false) {
      draft.item('integration', { ...item, class: 'left-out', reason: 'not-active' });
      continue;
    }
    const team = one.ownerTeam?.id ?? one.teamId ?? null;
    const policy = policyOfTeam(plan, team);
    const id = draft.idFor('integrations', one.id, one.name);
    const hasKey = typeof one.apiKey === 'string' && /^[A-Za-z0-9._~-]{24,200}$/.test(one.apiKey);
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
  planHeartbeats(plan);
  planRest(plan);
}

/** What the default rule of the team's routing tells. */
function policyOfTeam(plan: EscalationPlan, team: string | null): string {
  const routing = objectsOf(plan.snapshot.config, 'routing', routingRules, plan.draft).find(({ id }) => id === team);
  const rules = routing?.rules ?? [];
  rules.filter((rule) => rule.isDefault !== true).forEach((rule) => reportRule(plan, rule));
  const notify = rules.find(({ isDefault }) => isDefault === true)?.notify ?? null;
  return notify === null ? policyOfNobody(plan) : policyFor(plan, notify);
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
    return policyOf(plan, `schedule ${notify.id}`, name, [rotaTarget(plan, notify)]);
  }
  return policyOfNobody(plan);
}

function policyOfNobody(plan: EscalationPlan): string {
  return policyOf(plan, 'nobody', 'Nobody', []);
}

function policyOf(plan: EscalationPlan, sourceId: string, name: string, notify: TargetBody[]): string {
  const id = plan.draft.idFor('escalationPolicies', sourceId, name);
  if (!hasPolicy(plan, id)) {
    plan.draft.add('escalationPolicies', { id, name, steps: [{ notify, wait: '0s' }], onExhausted: [] });
    plan.draft.item('policy', {
      sourceId,
      name,
      vigieId: id,
      class: 'rewritten',
      reason: notify.length === 0 ? 'tells-nobody' : 'first-step-only',
    });
  }
  return id;
}

const UNITS: Readonly<Record<string, string>> = { minutes: 'm', hours: 'h', days: 'd' };

function planHeartbeats(plan: EscalationPlan): void {
  const { snapshot, draft } = plan;
  for (const one of objectsOf(snapshot.config, 'heartbeats', opsgenieHeartbeat, draft)) {
    const item = { sourceId: one.name, name: one.name };
    if (one.enabled === false) {
      draft.item('heartbeat', { ...item, class: 'left-out', reason: 'not-active' });
      continue;
    }
    const team = one.ownerTeam?.id ?? null;
    const id = draft.idFor('integrations', `heartbeat ${one.name}`, one.name);
    draft.add('integrations', {
      id,
      name: one.name,
      type: 'heartbeat',
      ...plan.teamOf(team),
      policy: policyOfTeam(plan, team),
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
}

function planRest({ snapshot: { config, from }, draft }: EscalationPlan): void {
  const made = new Set((draft.finished().objects.integrations ?? []).map(({ id }) => id));
  for (const one of objectsOf(config, 'maintenances', opsgenieMaintenance, draft)) {
    const name = one.description || `maintenance ${one.id}`;
    const integrations = one.rules
      .filter(({ entity }) => entity.type === 'integration')
      .map(({ entity }) => draft.idFor('integrations', entity.id, entity.id))
      .filter((id) => made.has(id));
    if (Date.parse(one.time.endDate) <= from || integrations.length === 0) {
      const isPast = Date.parse(one.time.endDate) <= from;
      draft.item('maintenance', {
        sourceId: one.id,
        name,
        class: 'left-out',
        ...(isPast
          ? { reason: 'past' as const }
          : { reason: 'no-counterpart' as const, data: { what: 'a maintenance of a policy' } }),
      });
      continue;
    }
    const id = draft.idFor('maintenances', one.id, name);
    const wall = (text: string) => new Date(text).toISOString().slice(0, 16);
    draft.add('maintenances', {
      id,
      name: name.slice(0, 200),
      integrations,
      start: wall(one.time.startDate),
      end: wall(one.time.endDate),
      timeZone: 'UTC',
    });
    draft.item('maintenance', { sourceId: one.id, name, vigieId: id, class: 'exact' });
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
