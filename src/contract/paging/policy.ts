/** Defines **escalation policies**: who is paged, in which order, until somebody answers. */
import { z } from 'zod';
import type { Policy, Step, StepConditions, StepTarget } from '#domain/escalation/policy';
import { DAY, SECOND, WEEK } from '#domain/time/duration';
import type { TimeWindow } from '#domain/time/window';
import { duration, toMilliseconds } from '#contract/time/duration';
import { optional, strict } from '#contract/base/schema';
import { addProblem } from '#contract/base/why';
import { matcher, toMatcher, usableMatchers } from '#contract/matchers/matcher';
import { MATCHERS } from '#contract/matchers/places';
import { id, name, ref, severity, urgency } from '#contract/base/scalars';
import { toWindow, windowOrId } from '#contract/time/time-window';
import type { WindowLookup } from '#contract/time/time-window';

const KINDS = ['rota', 'user', 'team', 'roundRobin', 'channel'] as const;

function checkTarget(target: Partial<Record<(typeof KINDS)[number] | 'who', unknown>>, ctx: z.RefinementCtx) {
  const given = KINDS.filter((kind) => target[kind] !== undefined);
  if (given.length !== 1) {
    addProblem(
      ctx,
      [],
      `must have exactly one of ${KINDS.join(', ')}${given.length === 0 ? '' : `, not ${given.join(' and ')}`}`,
      { reason: 'exactly-one', data: { of: KINDS, given } },
    );
  } else if (target.who !== undefined && target.rota === undefined) {
    addProblem(ctx, ['who'], 'belongs to rota only', { reason: 'only-with', data: { field: 'rota' } });
  }
}

export const target = strict({
  rota: ref('rota').optional(),
  /** Of a rota: who is on call now (the default), who comes next, or everyone in it. */
  who: z.enum(['current', 'next', 'everyone']).optional(),
  user: ref('user').optional(),
  team: ref('team').optional(),
  /** These people take turns, one per incident. */
  roundRobin: z.array(ref('user')).min(1).max(100).optional(),
  channel: ref('channel').optional(),
}).superRefine(checkTarget);

const targets = z.array(target).max(100);

const conditions = strict({
  window: optional(windowOrId),
  /** At least this severity. */
  severity: optional(severity),
  match: z.array(matcher).max(100).default([]),
  alerts: optional(strict({ count: z.int().min(1).max(100_000), within: duration({ min: SECOND, max: WEEK }) })),
});

export const step = strict({
  /** Whom the step pages; empty: the step only waits. */
  notify: targets,
  urgency: optional(urgency),
  wait: duration({ max: WEEK }).default('5m'),
  /** The id of a time window, or conditions that must all hold; otherwise the step is skipped. */
  when: optional(z.union([ref('timeWindow'), conditions])),
  requireAcks: z.int().min(1).max(100).default(1),
  onlyNew: z.boolean().default(false),
  /** The id of a time window: while it is closed, nobody is paged and the step waits for it to open. */
  until: ref('timeWindow').nullish(),
});

export const escalationPolicy = strict({
  id,
  name: optional(name),
  team: optional(ref('team')),
  repeat: z.int().min(0).max(10).default(0),
  ackTimeout: z.union([z.literal('none'), duration({ min: 60 * SECOND, max: 30 * DAY })]).default('24h'),
  steps: z.array(step).min(1).max(100),
  /** null: the team's managers, else Admins. */
  onExhausted: optional(targets),
}).superRefine(usableMatchers(MATCHERS.escalationPolicies.places, MATCHERS.escalationPolicies.most));

export type TargetWire = z.output<typeof target>;
export type StepWire = z.output<typeof step>;
export type PolicyWire = z.output<typeof escalationPolicy>;

function toTarget(wire: TargetWire): StepTarget {
  if (wire.rota !== undefined) {
    return { kind: 'rota', rota: wire.rota, who: wire.who ?? 'current' };
  }
  if (wire.user !== undefined) {
    return { kind: 'user', user: wire.user };
  }
  if (wire.team !== undefined) {
    return { kind: 'team', team: wire.team };
  }
  if (wire.roundRobin !== undefined) {
    return { kind: 'roundRobin', users: wire.roundRobin };
  }
  if (wire.channel !== undefined) {
    return { kind: 'channel', channel: wire.channel };
  }
  throw new Error('a target without a kind was not checked');
}

function toConditions(when: StepWire['when'], lookup: WindowLookup): StepConditions | null {
  if (when === null) {
    return null;
  }
  if (typeof when === 'string') {
    return { window: lookup.timeWindow(when), minSeverity: null, match: [], alerts: null };
  }
  return {
    window: toWindow(when.window, lookup, 'UTC'),
    minSeverity: when.severity,
    match: when.match.map(toMatcher),
    alerts: when.alerts && { count: when.alerts.count, within: toMilliseconds(when.alerts.within) },
  };
}

/** Finds the window that a step waits for; null if it is gone. */
export type AwaitedLookup = (id: string) => TimeWindow | null;

function toStep(
  wire: StepWire,
  lookup: WindowLookup,
  awaited: AwaitedLookup = (window) => lookup.timeWindow(window),
): Step {
  return {
    notify: wire.notify.map(toTarget),
    urgency: wire.urgency,
    wait: toMilliseconds(wire.wait),
    when: toConditions(wire.when, lookup),
    requireAcks: wire.requireAcks,
    onlyNew: wire.onlyNew,
    ...(wire.until && { until: { id: wire.until, window: awaited(wire.until) } }),
  };
}

export function toPolicy(wire: PolicyWire, lookup: WindowLookup, awaited?: AwaitedLookup): Policy {
  return {
    id: wire.id,
    name: wire.name ?? wire.id,
    team: wire.team,
    repeat: wire.repeat,
    ackTimeout: wire.ackTimeout === 'none' ? null : toMilliseconds(wire.ackTimeout),
    steps: wire.steps.map((one) => toStep(one, lookup, awaited)),
    onExhausted: wire.onExhausted && wire.onExhausted.map(toTarget),
  };
}
