/**
 * Translates PagerDuty's escalation policies. A service says how long an acknowledgement holds and whether incidents are
 * escalated at all, so one policy may become several.
 */
import { minutesText, policyLines } from '../shared/escalation-text.ts';
import type { PolicyBody, StepBody, TargetBody } from '../shared/escalation-text.ts';
import type { SchedulePlanning } from './rotas.ts';
import type { EscalationRule, PagerdutyPolicy } from './schema.ts';

export interface PagerdutyPlanning extends SchedulePlanning {
  policies: ReadonlyMap<string, PagerdutyPolicy>;
  scheduleNames: ReadonlyMap<string, string>;
  userNames: ReadonlyMap<string, string>;
}

/** What a service adds to its policy. */
export interface PolicySettings {
  /** Seconds; null: for ever. */
  ackTimeout: number | null;
  /** `low`: the first rule alone, once. `by-severity`: further rules from error on. */
  urgency: 'high' | 'low' | 'by-severity';
}

const PLAIN: PolicySettings = { ackTimeout: null, urgency: 'high' };

/** The policy with these settings, made when it is first asked for. null: the policy cannot be read. */
export function policyFor(
  planning: PagerdutyPlanning,
  policyId: string,
  settings: PolicySettings = PLAIN,
): string | null {
  const { draft } = planning;
  const policy = planning.policies.get(policyId);
  if (policy === undefined) {
    return null;
  }
  const isPlain = settings.urgency === 'high';
  const made = draft.finished().objects.escalationPolicies ?? [];
  const ofThis = made.filter((one) => one['id'] !== undefined && planOf.get(one)?.policy === policyId);
  const same = ofThis.find((one) => sameSettings(planOf.get(one)?.settings, settings));
  if (same !== undefined) {
    return String(same['id']);
  }
  // The first with high urgency has the name of the policy.
  const isFirst = isPlain && !ofThis.some((one) => planOf.get(one)?.settings.urgency === 'high');
  const timeout = settings.ackTimeout === null ? (isPlain ? 'no timeout' : '') : `ack ${settings.ackTimeout / 60} min`;
  const suffix = [isPlain ? '' : settings.urgency, timeout];
  const name = isFirst ? policy.name : [policy.name, ...suffix].filter(Boolean).join(', ');
  const key = isFirst ? policyId : `${policyId} ${settings.urgency} ${settings.ackTimeout ?? 'none'}`;
  const body = bodyOf(planning, policy, settings, draft.idFor('escalationPolicies', key, name), name);
  planOf.set(body, { policy: policyId, settings });
  draft.add('escalationPolicies', body);
  report(planning, policy, settings, body, isFirst);
  return body.id;
}

const planOf = new WeakMap<object, { policy: string; settings: PolicySettings }>();

function sameSettings(a: PolicySettings | undefined, b: PolicySettings): boolean {
  return a?.ackTimeout === b.ackTimeout && a.urgency === b.urgency;
}

function bodyOf(
  planning: PagerdutyPlanning,
  policy: PagerdutyPolicy,
  { ackTimeout, urgency }: PolicySettings,
  id: string,
  name: string,
): PolicyBody {
  const rules = urgency === 'low' ? policy.escalation_rules.slice(0, 1) : policy.escalation_rules;
  const steps = rules.map((rule, i): StepBody => ({
    notify: targetsOf(planning, policy, rule, i + 1),
    ...(urgency === 'low' ? { urgency: 'default' as const } : urgency === 'high' ? { urgency: 'urgent' as const } : {}),
    wait: minutesText(rule.escalation_delay_in_minutes),
    ...(urgency === 'by-severity' && i > 0 ? { when: { severity: 'error' } } : {}),
  }));
  return {
    id,
    name,
    ...planning.teamOf(policy.teams),
    repeat: urgency === 'low' ? 0 : Math.min(policy.num_loops ?? 0, 10),
    ackTimeout: ackTimeout === null || ackTimeout < 60 ? 'none' : `${ackTimeout}s`,
    steps: steps.length === 0 ? [{ notify: [], wait: '0s' }] : steps,
    ...(urgency === 'low' ? { onExhausted: [] } : {}),
  };
}

function targetsOf(
  planning: PagerdutyPlanning,
  policy: PagerdutyPolicy,
  rule: EscalationRule,
  step: number,
): TargetBody[] {
  const { draft, help } = planning;
  const users = rule.targets.filter(({ type }) => type?.startsWith('user') === true);
  if (isRoundRobin(rule.escalation_rule_assignment_strategy) && rule.targets.length > 1) {
    const logins = users.flatMap(({ id }) => help.loginOf(id) ?? []);
    if (users.length === rule.targets.length && logins.length > 0) {
      return [{ roundRobin: logins }];
    }
    draft.item('step', {
      sourceId: `${policy.id}/${rule.id}`,
      name: `${policy.name}, rule ${step}`,
      class: 'needs-a-person',
      reason: 'other-target',
      data: { given: 'round robin over schedules', written: 'all of them at once' },
    });
  }
  return rule.targets.flatMap(({ id, type, summary }): TargetBody[] => {
    if (type?.startsWith('user') === true) {
      const login = help.loginOf(id);
      return login === null ? [] : [{ user: login }];
    }
    if (planning.scheduleNames.has(id)) {
      return [{ rota: draft.idFor('rotas', id, planning.scheduleNames.get(id) ?? id) }];
    }
    draft.item('step', {
      sourceId: `${policy.id}/${rule.id}/${id}`,
      name: `${policy.name}, rule ${step}`,
      class: 'needs-a-person',
      reason: 'not-read',
      data: { why: `${type ?? 'target'} ${summary ?? id} is none of the schedules that the key shows` },
    });
    return [];
  });
}

/** A text in PagerDuty's schema, an object or a list of objects in its examples. */
function isRoundRobin(strategy: unknown): boolean {
  if (Array.isArray(strategy)) {
    return strategy.some(isRoundRobin);
  }
  const word =
    typeof strategy === 'object' && strategy !== null
      ? (strategy as { name?: unknown; type?: unknown })
      : { name: strategy };
  return [word.name, word.type].some((one) => one === 'round_robin');
}

function report(
  planning: PagerdutyPlanning,
  policy: PagerdutyPolicy,
  settings: PolicySettings,
  body: PolicyBody,
  isFirst: boolean,
): void {
  const item = { sourceId: isFirst ? policy.id : `${policy.id}/${body.id}`, name: body.name, vigieId: body.id };
  if (settings.urgency === 'low') {
    planning.draft.item('policy', { ...item, class: 'rewritten', reason: 'first-step-only' });
  } else if (settings.urgency === 'by-severity') {
    planning.draft.item('policy', { ...item, class: 'approximated', reason: 'urgency-by-severity' });
  } else if (isFirst) {
    planning.draft.item('policy', { ...item, class: 'rewritten', reason: 'managers-told-at-the-end' });
  } else {
    planning.draft.item('policy', {
      ...item,
      class: 'rewritten',
      reason: 'doubled-policy',
      data: { policy: policy.name },
    });
  }
  planning.draft.escalation({
    sourceId: policy.id,
    name: body.name,
    vigieId: body.id,
    source: sourceLines(planning, policy, settings),
    vigie: policyLines(body),
  });
}

function sourceLines(
  { scheduleNames, userNames }: PagerdutyPlanning,
  policy: PagerdutyPolicy,
  { urgency }: PolicySettings,
): string[] {
  const nameOf = (id: string, summary: string | null | undefined) =>
    scheduleNames.has(id) ? `schedule ${scheduleNames.get(id)}` : (userNames.get(id) ?? summary ?? id);
  let minute = 0;
  const lines = policy.escalation_rules.map((rule) => {
    const turn = isRoundRobin(rule.escalation_rule_assignment_strategy) ? 'in turn ' : '';
    const line = `${minute} min: ${turn}${rule.targets.map(({ id, summary }) => nameOf(id, summary)).join(', ')}`;
    minute += rule.escalation_delay_in_minutes;
    return line;
  });
  const loops = policy.num_loops ?? 0;
  const all = [
    ...lines,
    ...(loops > 0 ? [`${minute} min: again from the top, ${loops} times`] : []),
    'then: nobody more is told',
  ];
  return urgency === 'low' ? [`${lines[0] ?? '0 min: nobody'} (low urgency)`, 'then: nobody more is told'] : all;
}
