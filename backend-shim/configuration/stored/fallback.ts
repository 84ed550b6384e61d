/** Replaces unreadable objects that decide who is paged, so that they never prevent a page. */
import { integration as integrationSchema } from '#contract/integrations/integration';
import type { Config } from '#contract/config';
import type { PolicyWire } from '#contract/paging/policy';
import type { Unreadable } from '#contract/unreadable';
import type { Policy } from '#domain/escalation/policy';
import { DAY } from '#domain/time/duration';
import type { BrokenIntegration } from '../../ports/directory.ts';
import type { BrokenObject } from '../../ports/configuration.ts';

/** A policy that reaches nobody and continues at once: to the managers of the incident's team, or to Admins. */
export function policyInPlaceOf({ id, remains }: Pick<BrokenObject, 'id' | 'remains'>): Policy {
  const nobody = { notify: [], urgency: null, wait: 0, when: null, requireAcks: 1, onlyNew: false };
  return {
    id,
    name: remains.name ?? id,
    team: remains.team ?? null,
    repeat: 0,
    ackTimeout: DAY,
    steps: [nobody],
    onExhausted: null,
  };
}

/** Alerts through an unreadable integration are refused for now, so that the sender tries again. */
export function brokenIntegration({ id, remains, why }: BrokenObject): BrokenIntegration {
  const token = integrationSchema.shape.token.safeParse(remains.token ?? null);
  return {
    id,
    name: remains.name ?? id,
    team: remains.team ?? null,
    token: token.success ? token.data : null,
    oldTokens: remains.oldTokens ?? [],
    field: why.field,
    problem: why.message,
  };
}

/**
 * Handles missing time windows. A step whose condition refers to one reaches nobody, so that the next step runs; a step
 * that waits for one is entered at once; a route is skipped; a person's notification rule applies at any time, since an
 * extra page is better than none.
 */
export function withoutMissingWindows(config: Config): { config: Config; unreadable: Unreadable[] } {
  const known = new Set(config.timeWindows.map(({ id }) => id));
  if (!namesAnother(config, known)) {
    return { config, unreadable: [] };
  }
  const unreadable: Unreadable[] = [];
  const isMissing = (window: unknown, kind: string, id: string, field: string) => {
    const missing = typeof window === 'string' && !known.has(window);
    if (missing) {
      unreadable.push({
        kind,
        id,
        field,
        reason: 'reference',
        message: `names time window "${window}", which cannot be read`,
      });
    }
    return missing;
  };
  const escalationPolicies = config.escalationPolicies.map((policy): PolicyWire => ({
    ...policy,
    steps: policy.steps.map((step, i) => {
      isMissing(step.until, 'escalationPolicies', policy.id, `steps[${i}].until`);
      return isMissing(windowOf(step), 'escalationPolicies', policy.id, `steps[${i}].when`) ? unheard(step) : step;
    }),
  }));
  const integrations = config.integrations.map((one) => ({
    ...one,
    routes: one.routes.filter(({ when }, i) => !isMissing(when, 'integrations', one.id, `routes[${i}].when`)),
  }));
  const users = config.users.map((user) => {
    const rules = (urgency: 'default' | 'urgent') =>
      (user.notificationRules?.[urgency] ?? []).map((rule, i) =>
        isMissing(rule.when, 'users', user.login, `notificationRules.${urgency}[${i}].when`)
          ? { ...rule, when: null }
          : rule,
      );
    return user.notificationRules === null
      ? user
      : { ...user, notificationRules: { default: rules('default'), urgent: rules('urgent') } };
  });
  return { config: { ...config, escalationPolicies, integrations, users }, unreadable };
}

/** Whether anything names a window that is not known. */
function namesAnother(config: Config, known: ReadonlySet<string>): boolean {
  const isOther = (window: unknown) => typeof window === 'string' && !known.has(window);
  const isIn = (rules: ReadonlyArray<{ when: unknown }>) => rules.some(({ when }) => isOther(when));
  return (
    config.escalationPolicies.some(({ steps }) =>
      steps.some((step) => isOther(step.until) || isOther(windowOf(step))),
    ) ||
    config.integrations.some(({ routes }) => isIn(routes)) ||
    config.users.some(({ notificationRules: rules }) => rules !== null && (isIn(rules.default) || isIn(rules.urgent)))
  );
}

function windowOf({ when }: PolicyWire['steps'][number]): unknown {
  return typeof when === 'object' && when !== null ? when.window : when;
}

function unheard(step: PolicyWire['steps'][number]): PolicyWire['steps'][number] {
  return { ...step, notify: [], wait: '0s', when: null, until: null };
}
