/** References of what decides who is paged: time windows, policies, maintenances, integrations. */
import { DAY, formatDuration, HOUR } from '#domain/time/duration';
import { parseLocal } from '#domain/time/local';
import type { Config } from '#contract/config';
import { isReversed } from '#contract/local-date-time';
import type { MaintenanceWire } from '#contract/maintenance';
import type { StepWire, TargetWire } from '#contract/policy';
import { checkWindow } from '#contract/references/people';
import type { Checker, Path } from '#contract/references/checker';

/** Of one target; `path` is the target's. */
export function checkTarget(check: Checker, target: TargetWire, path: Path): void {
  check.reference('rota', target.rota ?? null, [...path, 'rota']);
  check.reference('user', target.user ?? null, [...path, 'user']);
  check.reference('team', target.team ?? null, [...path, 'team']);
  check.reference('channel', target.channel ?? null, [...path, 'channel']);
  (target.roundRobin ?? []).forEach((login, i) => check.reference('user', login, [...path, 'roundRobin', i]));
}

function checkStep(check: Checker, step: StepWire, path: Path): void {
  step.notify.forEach((target, i) => checkTarget(check, target, [...path, 'notify', i]));
  if (typeof step.when === 'string') {
    check.reference('timeWindow', step.when, [...path, 'when']);
  } else if (step.when !== null) {
    checkWindow(check, step.when.window, [...path, 'when', 'window']);
  }
}

function checkPolicies(check: Checker, policies: Config['escalationPolicies']): void {
  const root = 'escalationPolicies';
  check.unique('id', policies.map(({ id }) => id), (i) => [root, i, 'id']);
  policies.forEach((policy, i) => {
    check.reference('team', policy.team, [root, i, 'team']);
    policy.steps.forEach((step, j) => checkStep(check, step, [root, i, 'steps', j]));
    (policy.onExhausted ?? []).forEach((target, j) => checkTarget(check, target, [root, i, 'onExhausted', j]));
  });
}

const SHORTEST_PERIOD = { daily: DAY - HOUR, weekly: 7 * DAY - HOUR, monthly: 28 * DAY - HOUR };

function checkInterval(check: Checker, maintenance: MaintenanceWire, path: Path): void {
  const { start, end, repeat } = maintenance;
  if (isReversed(start, end)) {
    check.problem([...path, 'end'], 'must be after start');
    return;
  }
  const length = (parseLocal(end) ?? 0) - (parseLocal(start) ?? 0);
  if (repeat !== null && length > SHORTEST_PERIOD[repeat]) {
    check.problem([...path, 'end'], `must be at most ${formatDuration(SHORTEST_PERIOD[repeat])} after start, so that paging resumes before the maintenance repeats (${repeat})`);
  }
}

function checkMaintenances(check: Checker, maintenances: Config['maintenances']): void {
  check.unique('id', maintenances.map(({ id }) => id), (i) => ['maintenances', i, 'id']);
  maintenances.forEach((maintenance, i) => {
    const path = ['maintenances', i];
    check.zone(maintenance.timeZone, [...path, 'timeZone']);
    maintenance.integrations.forEach((id, j) => check.reference('integration', id, [...path, 'integrations', j]));
    if (maintenance.action !== 'hold') {
      check.reference('policy', maintenance.action.policy, [...path, 'action', 'policy']);
    }
    checkInterval(check, maintenance, path);
  });
}

function checkSubscriptions(check: Checker, subscriptions: Config['subscriptions']): void {
  check.unique('id', subscriptions.map(({ id }) => id), (i) => ['subscriptions', i, 'id']);
  subscriptions.forEach(({ team, integrations, to }, i) => {
    const path = ['subscriptions', i];
    check.reference('team', team, [...path, 'team']);
    integrations.forEach((id, j) => check.reference('integration', id, [...path, 'integrations', j]));
    to.forEach(({ user, channel }, j) => {
      check.reference('user', user, [...path, 'to', j, 'user']);
      check.reference('channel', channel, [...path, 'to', j, 'channel']);
    });
  });
}

function checkIntegrations(check: Checker, integrations: Config['integrations']): void {
  check.unique('id', integrations.map(({ id }) => id), (i) => ['integrations', i, 'id']);
  check.unique('token', integrations.map(({ token }) => token), (i) => ['integrations', i, 'token']);
  const beating = new Set(integrations.flatMap(({ id, heartbeat }) => (heartbeat === null ? [] : [id])));
  const known = new Set(integrations.map(({ id }) => id));
  integrations.forEach((integration, i) => {
    const path = ['integrations', i];
    check.reference('team', integration.team, [...path, 'team']);
    check.reference('policy', integration.policy, [...path, 'policy']);
    integration.routes.forEach((route, j) => {
      check.reference('policy', route.policy, [...path, 'routes', j, 'policy']);
      checkWindow(check, route.when, [...path, 'routes', j, 'when']);
      check.reference('integration', route.heartbeat, [...path, 'routes', j, 'heartbeat']);
      if (route.heartbeat !== null && known.has(route.heartbeat) && !beating.has(route.heartbeat)) {
        check.problem([...path, 'routes', j, 'heartbeat'], `names integration "${route.heartbeat}", which expects no heartbeat; give it heartbeat: { every: 5m, grace: 5m }`);
      }
    });
  });
}

export function checkPaging(check: Checker, config: Config): void {
  check.unique('id', config.timeWindows.map(({ id }) => id), (i) => ['timeWindows', i, 'id']);
  config.timeWindows.forEach((window, i) => {
    check.zone(window.timeZone, ['timeWindows', i, 'timeZone']);
    check.region(window.holidays, ['timeWindows', i, 'holidays']);
  });
  checkPolicies(check, config.escalationPolicies);
  checkMaintenances(check, config.maintenances);
  checkSubscriptions(check, config.subscriptions);
  checkIntegrations(check, config.integrations);
}
