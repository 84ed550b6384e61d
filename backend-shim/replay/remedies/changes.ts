/**
 * Makes the changes of a remedy: which objects are changed or made, and how. A change is a function of the object's body, so
 * that it applies to each version of the past as well as to today's: what else was changed meanwhile is in both nights.
 */
import { z } from 'zod';
import { escalationPolicy } from '#contract/paging/policy';
import type { PolicyWire, StepWire } from '#contract/paging/policy';
import { route as routeWire } from '#contract/integrations/integration';
import type { RouteWire } from '#contract/integrations/integration';
import type { TimeWindowWire } from '#contract/time/time-window';
import type { AlertRemedy } from '#domain/replay/remedy/judge';
import type { ClockHours } from '#domain/figures/settings';
import { HOUR, MINUTE } from '#domain/time/duration';
import type { StoredObject } from '../../ports/configuration.ts';

export type ChangedKind = 'timeWindows' | 'escalationPolicies' | 'integrations';

export interface RemedyChange {
  kind: ChangedKind;
  id: string;
  /** The object of the same kind that it is made from; null: from nothing. */
  from: string | null;
  /** @returns null: this body cannot be changed so */
  change(body: unknown): object | null;
}

/** What a remedy is for. */
export interface RemedySubject {
  integration: string;
  policy: string;
  /** Finds the alert among those of its integration. */
  match: string;
  sleep: ClockHours;
  /** In which the hours of sleep are. */
  timeZone: string;
}

/** Of an integration what decides where alerts go. */
const ROUTED = z.looseObject({ policy: z.string(), routes: z.array(routeWire).default([]) });

/** What is critical is left as it is. */
const NOT_CRITICAL = 'severity!="critical"';
const WAITS = { 'wait-2m': '2m', 'wait-5m': '5m', 'wait-10m': '10m' } as const;
const EVERY_DAY = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** @param today objects as they are now. @returns in the order in which they can be saved; null: it cannot be said so */
export function changesOf(
  remedy: AlertRemedy,
  subject: RemedySubject,
  today: readonly StoredObject[],
): RemedyChange[] | null {
  const policy = policyIn(bodyOf(today, 'escalationPolicies', subject.policy));
  if (policy === null) {
    return null;
  }
  const world: Today = { today, policy, subject };
  switch (remedy) {
    case 'by-day':
      return byDay(world);
    case 'other-urgency':
      return otherUrgency(world);
    default:
      return waiting(world, WAITS[remedy]);
  }
}

interface Today {
  today: readonly StoredObject[];
  policy: PolicyWire;
  subject: RemedySubject;
}

/** A step that only waits, for this alert alone; in a policy that repeats it would put off the next pass of every alert. */
function waiting(world: Today, wait: string): RemedyChange[] | null {
  const { policy, subject } = world;
  const first = (match: string[]): StepWire => ({
    notify: [],
    urgency: null,
    wait,
    requireAcks: 1,
    onlyNew: false,
    when: match.length === 0 ? null : { window: null, severity: null, match, alerts: null },
  });
  if (policy.repeat === 0) {
    const change = changingPolicy((own) => ({ ...own, steps: [first([subject.match, NOT_CRITICAL]), ...own.steps] }));
    return [{ kind: 'escalationPolicies', id: subject.policy, from: subject.policy, change }];
  }
  const copy = copyOf(world, `after-${wait}`, (own) => ({ ...own, steps: [first([]), ...own.steps] }));
  return withRoute(world, [copy], { policy: copy.id });
}

/** All steps wait: one that is due when the hours of sleep have begun would wake somebody. */
function byDay(world: Today): RemedyChange[] | null {
  const { today, subject } = world;
  const { timeZone, sleep } = subject;
  const windows = [{ days: [...EVERY_DAY], from: clock(sleep.to), to: clock(sleep.from) }];
  const body = { timeZone, holidays: null, windows };
  const known = today.find(
    (one) => one.kind === 'timeWindows' && isSame(withoutName(one.body as TimeWindowWire), body),
  );
  const id = known?.id ?? freeId(today, 'timeWindows', 'by-day');
  const window: RemedyChange = { kind: 'timeWindows', id, from: null, change: () => ({ id, name: 'By day', ...body }) };
  const copy = copyOf(world, 'by-day', (own) => ({
    ...own,
    steps: own.steps.map((step) => ({ ...step, until: step.until ?? id })),
  }));
  return withRoute(world, [...(known === undefined ? [window] : []), copy], { policy: copy.id });
}

function otherUrgency(world: Today): RemedyChange[] | null {
  const { policy, subject } = world;
  const { sleep, timeZone } = subject;
  const windows = [{ days: [...EVERY_DAY], from: clock(sleep.from), to: clock(sleep.to) }];
  const when = { timeZone, holidays: null, windows };
  const isUrgent = policy.steps.some(({ urgency }) => urgency === 'urgent');
  const copy = copyOf(world, 'less-urgent', (own) => ({
    ...own,
    steps: own.steps.map((step) => ({ ...step, urgency: step.urgency && ('default' as const) })),
  }));
  const route = { urgency: 'default' as const, when, ...(isUrgent && { policy: copy.id }) };
  return withRoute(world, isUrgent ? [copy] : [], route);
}

function copyOf(
  { today, policy, subject }: Today,
  suffix: string,
  change: (policy: PolicyWire) => PolicyWire,
): RemedyChange {
  const id = freeId(today, 'escalationPolicies', `${subject.policy.slice(0, 80)}-${suffix}`);
  const name = `${(policy.name ?? policy.id).slice(0, 80)} ${suffix.replaceAll('-', ' ')}`;
  return {
    kind: 'escalationPolicies',
    id,
    from: subject.policy,
    change: changingPolicy((own) => change({ ...own, id, name })),
  };
}

function withRoute(
  { today, subject }: Today,
  others: RemedyChange[],
  route: Partial<RouteWire>,
): RemedyChange[] | null {
  const change = (body: unknown) => withRoutes(body, subject, route);
  const { integration: id } = subject;
  return change(bodyOf(today, 'integrations', id)) === null
    ? null
    : [...others, { kind: 'integrations', id, from: id, change }];
}

/**
 * Puts a copy of each route to the policy before it, for this alert alone, and one for what takes the default route at the
 * end: what the routes say besides stays.
 */
function withRoutes(body: unknown, { policy, match }: RemedySubject, changed: Partial<RouteWire>): object | null {
  const read = ROUTED.safeParse(body);
  if (!read.success) {
    return null;
  }
  const { routes, policy: usual } = read.data;
  const added: RouteWire = {
    match: [],
    when: null,
    policy: null,
    urgency: null,
    severity: null,
    labels: {},
    drop: false,
    heartbeat: null,
  };
  const own = (route: RouteWire): RouteWire => ({
    ...route,
    policy: route.policy,
    ...changed,
    match: [...route.match, match, NOT_CRITICAL],
  });
  const isMeant = (route: RouteWire) =>
    (route.policy ?? usual) === policy &&
    !route.drop &&
    route.heartbeat === null &&
    route.severity !== 'critical' &&
    (changed.when === undefined || route.when === null);
  const all = routes.flatMap((route) => (isMeant(route) ? [own(route), route] : [route]));
  const last = usual === policy ? [own(added)] : [];
  return all.length + last.length === routes.length ? null : { ...(body as object), routes: [...all, ...last] };
}

function changingPolicy(change: (policy: PolicyWire) => PolicyWire): RemedyChange['change'] {
  return (body) => {
    const policy = policyIn(body);
    return policy && change(policy);
  };
}

function policyIn(body: unknown): PolicyWire | null {
  return escalationPolicy.safeParse(body).data ?? null;
}

export function bodyOf(objects: readonly StoredObject[], kind: ChangedKind, id: string): unknown {
  return objects.find((one) => one.kind === kind && one.id === id)?.body ?? null;
}

function freeId(objects: readonly StoredObject[], kind: ChangedKind, wanted: string): string {
  const taken = new Set(objects.flatMap((one) => (one.kind === kind ? [one.id] : [])));
  for (let number = 2, id = wanted; ; id = `${wanted}-${number++}`) {
    if (!taken.has(id)) {
      return id;
    }
  }
}

function clock(ms: number): string {
  return [Math.floor(ms / HOUR), Math.floor((ms % HOUR) / MINUTE)]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

function withoutName({ timeZone, holidays, windows }: TimeWindowWire): object {
  return { timeZone, holidays: holidays ?? null, windows };
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
