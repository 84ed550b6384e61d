/** Translates the rules of a PagerDuty policy: whom each tells, how urgently, and what it waits for. */
import { minutesText } from '../shared/escalation-text.ts';
import type { StepBody, TargetBody } from '../shared/escalation-text.ts';
import type { PagerdutyPlanning, PolicySettings } from './planning.ts';
import type { EscalationRule, PagerdutyPolicy } from './schema.ts';

const MOST_STEPS = 100;

export function stepsOf(
  planning: PagerdutyPlanning,
  policy: PagerdutyPolicy,
  { urgency, raisedIn }: PolicySettings,
): StepBody[] {
  const stepOf = (rule: EscalationRule, i: number): StepBody => ({
    notify: targetsOf(planning, policy, rule, i + 1),
    wait: minutesText(rule.escalation_delay_in_minutes),
  });
  // Low urgency alone needs nothing of the other rules, and reports nothing of them.
  const isFirstOnly = urgency === 'low' && raisedIn === undefined;
  const all = (isFirstOnly ? policy.escalation_rules.slice(0, 1) : policy.escalation_rules).map(stepOf);
  if (urgency === 'by-severity') {
    return all.map((step, i) => (i > 0 ? { ...step, when: { severity: 'error' } } : step));
  }
  if (urgency === 'high') {
    return all.map((step) => ({ ...step, urgency: 'urgent' }));
  }
  const low = all.slice(0, 1).map((step): StepBody => ({ ...step, urgency: 'default' }));
  if (raisedIn === undefined) {
    return low;
  }
  // A repetition would begin with low urgency again, so the rounds are written out.
  const rounds = Array.from({ length: roundsOf(policy) }, () => all).flat();
  const raised = rounds.map((step, i): StepBody => ({
    ...step,
    urgency: 'urgent',
    ...(i === 0 ? { until: raisedIn } : {}),
  }));
  return [...low.map((step) => ({ ...step, wait: '0s' })), ...raised];
}

/** How often all rules fit into a policy. */
export function roundsOf({ escalation_rules: rules, num_loops: loops }: PagerdutyPolicy): number {
  return Math.min((loops ?? 0) + 1, Math.floor((MOST_STEPS - 1) / Math.max(rules.length, 1)));
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
export function isRoundRobin(strategy: unknown): boolean {
  if (Array.isArray(strategy)) {
    return strategy.some(isRoundRobin);
  }
  const word =
    typeof strategy === 'object' && strategy !== null
      ? (strategy as { name?: unknown; type?: unknown })
      : { name: strategy };
  return [word.name, word.type].some((one) => one === 'round_robin');
}
