/** Makes random lives of an incident for property tests: policies, and sequences of events. */
import fc from 'fast-check';
import type { AwaitedWindow, Policy, Step, StepConditions, StepTarget } from '#domain/escalation/policy';
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { Alert } from '#domain/incident/signal/alert';
import type { Command } from '#domain/incident/commands/command';
import type { DecisionFacts } from '#domain/incident/draft';
import type { SilenceAnswer } from '#domain/incident/commands/silence';
import type { Actor } from '#domain/incident/model';
import { HOUR, MINUTE } from '#domain/time/duration';

/** Ann is on call, Ben second, Cleo manages, Dee is disabled. */
export const PEOPLE = ['ann', 'ben', 'cleo', 'dee'];

export type LifeEvent =
  | { kind: 'alert'; alert: Alert }
  | { kind: 'command'; command: Command; actor: Actor }
  /** Time passes; timers run each at its own instant, or all late at the end. */
  | { kind: 'wait'; ms: number; late: boolean }
  /** All deliveries of the entry this many entries ago failed. */
  | { kind: 'unreachable'; ago: number }
  /** The source answered about silences, or reported them by itself. */
  | { kind: 'heard'; heard: SilenceAnswer }
  | { kind: 'watchdog' };

export interface IncidentLife {
  policy: Policy;
  resolveDelay: number;
  autoResolve: number | null;
  hold: number | null;
  /** A test pages nobody. */
  test: boolean;
  /** Ann is not available for the first hour, and Ben is at hand. */
  rests: boolean;
  happenings: LifeEvent[];
}

const target: fc.Arbitrary<StepTarget> = fc.oneof(
  fc.constantFrom(...PEOPLE, 'nobody').map((user): StepTarget => ({ kind: 'user', user })),
  fc
    .constantFrom('current' as const, 'next' as const, 'everyone' as const)
    .map((who): StepTarget => ({ kind: 'rota', rota: 'sre', who })),
  fc.constant<StepTarget>({ kind: 'rota', rota: 'empty', who: 'current' }),
  fc.constant<StepTarget>({ kind: 'roundRobin', users: ['ann', 'dee', 'ben'] }),
  fc.constant<StepTarget>({ kind: 'team', team: 'sre' }),
  fc.constant<StepTarget>({ kind: 'channel', channel: 'room' }),
);

const wait = fc.constantFrom(0, MINUTE, 5 * MINUTE, HOUR);

const when: fc.Arbitrary<StepConditions | null> = fc.option(
  fc.record({
    window: fc.constant(null),
    minSeverity: fc.option(fc.constantFrom(...SEVERITIES)),
    match: fc.constant<StepConditions['match']>([]),
    alerts: fc.option(fc.constant({ count: 2, within: 10 * MINUTE })),
  }),
);

/** Windows that a step waits for: open at the start, a little later, on the next day, never, or gone. */
const until: fc.Arbitrary<AwaitedWindow> = fc
  .constantFrom(['09:00', '09:03'], ['09:06', '09:20'], ['08:00', '08:30'], ['00:00', '24:00'], null, 'gone' as const)
  .map((hours) => ({
    id: 'window',
    window:
      hours === 'gone'
        ? null
        : {
            timeZone: 'UTC',
            holidays: null,
            windows:
              hours === null ? [] : [{ days: ['daily' as const], from: hours[0] as string, to: hours[1] as string }],
          },
  }));

const step: fc.Arbitrary<Step> = fc
  .record({
    notify: fc.array(target, { maxLength: 3 }),
    urgency: fc.option(fc.constantFrom('default' as const, 'urgent' as const)),
    wait,
    when,
    requireAcks: fc.constantFrom(1, 1, 2),
    onlyNew: fc.boolean(),
    until: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: until }),
  })
  .map(({ until: awaited, ...rest }) => ({ ...rest, ...(awaited && { until: awaited }) }));

export const policy: fc.Arbitrary<Policy> = fc.record({
  id: fc.constantFrom('one', 'two'),
  name: fc.constant('Policy'),
  team: fc.option(fc.constant('sre')),
  repeat: fc.nat(2),
  ackTimeout: fc.option(fc.constantFrom(MINUTE, HOUR)),
  steps: fc.array(step, { minLength: 1, maxLength: 3 }),
  onExhausted: fc.option(fc.array(target, { maxLength: 2 })),
});

export const START = Date.UTC(2026, 0, 5, 9);

const alert: fc.Arbitrary<Alert> = fc
  .record({
    fingerprint: fc.constantFrom('a', 'b', 'c'),
    status: fc.constantFrom('firing', 'firing', 'resolved', 'acknowledged', 'unacknowledged', 'info'),
    severity: fc.option(fc.constantFrom(...SEVERITIES)),
    title: fc.option(fc.constant('Disk full')),
    startsAt: fc.option(fc.nat(5)),
    problemId: fc.option(fc.constantFrom('p1', 'p2'), { freq: 2 }),
    actor: fc.option(fc.constantFrom('ann', 'zoe')),
    note: fc.option(fc.constant('a comment')),
    wholeGroup: fc.boolean(),
    downtime: fc.option(fc.record({ began: fc.boolean(), until: fc.option(fc.constant(START + 40 * MINUTE)) }), {
      freq: 2,
    }),
  })
  .map(
    (drawn) =>
      ({
        ...drawn,
        groupKey: 'g',
        description: null,
        labels: {},
        links: [],
        test: false,
        raw: null,
        wholeGroup: drawn.wholeGroup && drawn.status === 'resolved',
      }) as Alert,
  );

const actor: fc.Arbitrary<Actor> = fc.oneof(
  fc.constantFrom('ann', 'ben', 'cleo').map((name): Actor => ({ name, kind: 'person', via: 'link' })),
  fc.constant<Actor>({ name: 'api', kind: 'script', via: 'api' }),
);

/** `snooze` until this long after the start of the life, sometimes in the past. */
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom<Command>(
      { kind: 'acknowledge' },
      { kind: 'acknowledge' },
      { kind: 'unacknowledge' },
      { kind: 'resolve' },
      { kind: 'unresolve' },
      { kind: 'undo' },
      { kind: 'wake' },
      { kind: 'escalate' },
    ),
  },
  { weight: 1, arbitrary: fc.nat(5 * HOUR).map((ms): Command => ({ kind: 'snooze', until: START + ms })) },
  { weight: 1, arbitrary: policy.map((to): Command => ({ kind: 'reassign', to: { policy: to } })) },
  {
    weight: 1,
    arbitrary: fc
      .subarray(['ann', 'ben', 'nobody'], { minLength: 1 })
      .map((users): Command => ({ kind: 'reassign', to: { users } })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Command>(
      { kind: 'responders', users: ['ben'], rotas: [] },
      { kind: 'responders', users: [], rotas: ['empty'] },
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(...SEVERITIES).map((severity): Command => ({ kind: 'severity', severity })) },
  { weight: 1, arbitrary: fc.option(policy).map((on): Command => ({ kind: 'restart', policy: on })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Command>(
      { kind: 'note', text: 'looking' },
      { kind: 'merge', into: { id: 'other', number: 99 } },
    ),
  },
);

const heard: fc.Arbitrary<SilenceAnswer> = fc.oneof(
  fc.constantFrom<SilenceAnswer>({ ok: true, silence: null }, { ok: false, detail: 'alerts: HTTP 502' }),
  fc
    .constantFrom('zoe', 'admin')
    .map((by): SilenceAnswer => ({ ok: true, silence: { by, comment: 'known', until: START + 2 * HOUR } })),
);

const happening: fc.Arbitrary<LifeEvent> = fc.oneof(
  { weight: 4, arbitrary: alert.map((one): LifeEvent => ({ kind: 'alert', alert: one })) },
  {
    weight: 4,
    arbitrary: fc.tuple(command, actor).map(([one, by]): LifeEvent => ({ kind: 'command', command: one, actor: by })),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(0, MINUTE, 5 * MINUTE, HOUR, 30 * HOUR), fc.boolean())
      .map(([ms, late]): LifeEvent => ({ kind: 'wait', ms, late })),
  },
  { weight: 1, arbitrary: fc.nat(2).map((ago): LifeEvent => ({ kind: 'unreachable', ago })) },
  { weight: 2, arbitrary: heard.map((one): LifeEvent => ({ kind: 'heard', heard: one })) },
  { weight: 1, arbitrary: fc.constant<LifeEvent>({ kind: 'watchdog' }) },
);

export const life: fc.Arbitrary<IncidentLife> = fc.record({
  policy,
  resolveDelay: fc.constantFrom(0, 0, 2 * MINUTE),
  autoResolve: fc.option(fc.constant(2 * HOUR), { freq: 3 }),
  hold: fc.option(fc.constant(START + 30 * MINUTE), { freq: 4 }),
  test: fc.boolean(),
  rests: fc.boolean(),
  happenings: fc.array(happening, { maxLength: 25, size: 'max' }),
});

const ROTAS: Record<string, Record<'current' | 'next' | 'everyone', string[]>> = {
  sre: { current: ['ann'], next: ['ben'], everyone: ['ann', 'ben'] },
  empty: { current: [], next: [], everyone: [] },
};

/** @param turns the turns of round-robins, kept by the caller */
export function factsOf(turns: Map<string, number>, signals: () => number): DecisionFacts {
  return {
    calendar: { zones: { UTC: { changes: [], offsets: [0] } }, holidays: {} },
    onCall: (rota, who) => ROTAS[rota]?.[who] ?? null,
    policy: () => null,
    team: (id) =>
      id === 'sre' ? { id, name: 'SRE', members: ['ann', 'ben'], managers: ['cleo'], grafanaTeam: null } : null,
    responder: (login) =>
      PEOPLE.includes(login)
        ? {
            login,
            name: login,
            email: null,
            timeZone: 'UTC',
            language: 'en',
            admin: false,
            disabled: login === 'dee',
            contactMethods: [],
            rules: { default: [], urgent: [] },
            mute: [],
            handoffAhead: null,
            quietHours: null,
          }
        : null,
    admins: () => ['cleo'],
    turn: (key) => turns.get(key) ?? 0,
    signalsSince: signals,
    tellsSilences: (id) => id !== null,
    sourceName: (id) => id,
  };
}

/** For lives in which somebody rests. */
export const restFacts: Pick<DecisionFacts, 'rest' | 'atHand'> = {
  rest: (login, at) => (login === 'ann' && at < START + HOUR ? { until: START + HOUR, paging: 'hold' } : null),
  atHand: (login) => login === 'ben',
};
