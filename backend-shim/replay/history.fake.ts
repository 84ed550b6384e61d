/** Makes arbitrary histories. */
import fc from 'fast-check';
import { alert, policy, step, user } from '#domain/incident/incident.fake';
import type { Policy, StepConditions, StepTarget } from '#domain/escalation/policy';
import type { Alert } from '#domain/incident/signal/alert';
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { Command } from '#domain/incident/commands/command';
import type { Responder } from '#domain/notify/responder';
import type { Integration } from '#domain/routing/integration';
import { HOUR, MINUTE, SECOND } from '#domain/time/duration';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import { method, person, directoryOf } from '../outbox/people.fake.ts';
import type { DeliveryOutcome } from '../ports/channel.ts';
import type { Directory } from '../ports/directory.ts';

/** The night on which clocks go back in Paris. */
export const FROM = Date.UTC(2026, 9, 24, 21);

export type Happening =
  | { kind: 'alert'; alert: Alert; integration: string }
  | { kind: 'command'; command: Command; by: string; nth: number }
  | { kind: 'wait'; ms: number }
  /** No sidecar runs. */
  | { kind: 'down'; ms: number }
  | { kind: 'edit'; world: number };

export interface PagedHistory {
  worlds: readonly Directory[];
  happenings: readonly Happening[];
  /** What channels answer, one after the other. */
  answers: readonly DeliveryOutcome[];
}

const target: fc.Arbitrary<StepTarget> = fc.oneof(
  fc.constantFrom('ann', 'ben', 'cleo', 'nobody').map(user),
  fc.constant<StepTarget>({ kind: 'rota', rota: 'sre', who: 'current' }),
  fc.constant<StepTarget>({ kind: 'roundRobin', users: ['ann', 'ben', 'cleo'] }),
  fc.constant<StepTarget>({ kind: 'channel', channel: 'board' }),
);

const policies: fc.Arbitrary<Policy> = fc
  .record({
    repeat: fc.nat(2),
    ackTimeout: fc.constantFrom(null, 30 * MINUTE),
    onExhausted: fc.constantFrom<StepTarget[] | null>(null, [user('cleo')]),
    steps: fc.array(
      fc
        .record({
          notify: fc.array(target, { maxLength: 2 }),
          wait: fc.constantFrom(0, MINUTE, 5 * MINUTE, HOUR),
          urgency: fc.constantFrom('default' as const, 'urgent' as const, null),
          onlyNew: fc.boolean(),
          requireAcks: fc.constantFrom(1, 1, 2),
          when: fc.constantFrom<StepConditions | null>(null, null, {
            window: null,
            minSeverity: null,
            match: [],
            alerts: { count: 2, within: 10 * MINUTE },
          }),
        })
        .map(({ notify, ...more }) => step(notify, more)),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ steps, ...more }) => policy(steps, more));

/** Quiet hours across the change of the clock; ways one after the other; nobody's ways. */
const people: fc.Arbitrary<Responder[]> = fc
  .tuple(fc.boolean(), fc.boolean(), fc.boolean())
  .map(([quiet, slow, disabled]) => [
    person('ann', ['chat', 'phone'], {
      quietHours: quiet
        ? { timeZone: 'Europe/Paris', holidays: null, windows: [{ days: ['daily'], from: '23:30', to: '02:30' }] }
        : null,
    }),
    person('ben', ['phone', 'email'], {
      rules: {
        default: [
          { method: 'email', after: 0, when: null },
          { method: 'phone', after: slow ? 2 * MINUTE : 0, when: null },
        ],
        urgent: [],
      },
      disabled,
    }),
    person('cleo', ['email'], { contactMethods: [method('email', { verified: !slow })] }),
  ]);

export const world: fc.Arbitrary<Directory> = fc
  .record({
    policies,
    others: policies,
    people,
    urgent: fc.boolean(),
    onCall: fc.constantFrom('ann', 'ben', 'cleo'),
    resolveDelay: fc.constantFrom(0, 2 * MINUTE),
    autoResolve: fc.constantFrom(null, null, 2 * HOUR),
    dropInfo: fc.boolean(),
  })
  .map((drawn) => {
    const integration = (id: string): Integration =>
      ({
        ...{ id, name: id, type: 'webhook', team: null, token: id, hmac: null, policy: 'p', groupBy: null },
        ...{ resolveDelay: drawn.resolveDelay, reopenWindow: 10 * MINUTE, autoResolve: drawn.autoResolve },
        ...{ heartbeat: null, template: null, sync: null },
        routes: [
          {
            match: [{ name: 'severity', operator: '=', value: 'info' }],
            when: null,
            policy: null,
            urgency: null,
            severity: null,
            labels: {},
            drop: drawn.dropInfo,
            heartbeat: null,
          },
          {
            match: [{ name: 'team', operator: '=', value: 'db' }],
            when: null,
            policy: 'q',
            urgency: drawn.urgent ? 'urgent' : null,
            severity: null,
            labels: {},
            drop: false,
            heartbeat: null,
          },
        ],
      }) as unknown as Integration;
    return directoryOf(drawn.people, {
      policies: new Map([
        ['p', drawn.policies],
        ['q', { ...drawn.others, id: 'q' }],
      ]),
      integrations: new Map(['scripts', 'zabbix'].map((id) => [id, integration(id)])),
      units: new Map(),
      profiles: new Map(),
      maintenances: [],
      onCall: (rota: string) => (rota === 'sre' ? [drawn.onCall] : null),
      facts: { zones: TEST_ZONES, holidays: {}, absences: [], swaps: [], calendars: {} },
    } as unknown as Partial<Directory>);
  });

const alerts = fc
  .record({
    fingerprint: fc.constantFrom('a', 'b', 'c'),
    groupKey: fc.constantFrom('g', 'h', 'i'),
    status: fc.constantFrom('firing' as const, 'firing' as const, 'firing' as const, 'resolved' as const),
    severity: fc.constantFrom(...SEVERITIES, null),
    labels: fc.constantFrom<Record<string, string>>({}, { team: 'db' }),
    startsAt: fc.constantFrom(null, 1, 2),
    problemId: fc.constantFrom(null, null, null, 'p1', 'p2'),
  })
  .map((drawn) => alert(drawn));

const commands = fc.constantFrom<Command>(
  { kind: 'acknowledge' },
  { kind: 'acknowledge' },
  { kind: 'acknowledge' },
  { kind: 'unacknowledge' },
  { kind: 'resolve' },
  { kind: 'unresolve' },
  { kind: 'escalate' },
  { kind: 'severity', severity: 'critical' },
  { kind: 'snooze', until: FROM + 4 * HOUR },
  { kind: 'responders', users: ['ben'], rotas: [] },
  { kind: 'reassign', to: { users: ['cleo'] } },
  { kind: 'note', text: 'looking' },
);

const outcome: fc.Arbitrary<DeliveryOutcome> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<DeliveryOutcome>({ kind: 'done', providerId: null }) },
  {
    weight: 2,
    arbitrary: fc.constant<DeliveryOutcome>({ kind: 'retry', reason: 'network', detail: 'x', after: null }),
  },
  {
    weight: 1,
    arbitrary: fc.constant<DeliveryOutcome>({
      kind: 'retry',
      reason: 'server-error',
      detail: 'x',
      after: null,
      most: 2,
    }),
  },
  { weight: 2, arbitrary: fc.constant<DeliveryOutcome>({ kind: 'never', reason: 'refused', detail: 'x' }) },
);

export const history: fc.Arbitrary<PagedHistory> = fc.record({
  worlds: fc.array(world, { minLength: 1, maxLength: 3 }),
  answers: fc.array(outcome, { maxLength: 20 }),
  happenings: fc.array(
    fc.oneof<fc.Arbitrary<Happening>[]>(
      fc
        .tuple(alerts, fc.constantFrom('scripts', 'zabbix'))
        .map(([one, integration]) => ({ kind: 'alert', alert: one, integration })),
      fc
        .tuple(commands, fc.constantFrom('ann', 'ben', 'cleo'), fc.nat(3))
        .map(([one, by, nth]) => ({ kind: 'command', command: one, by, nth })),
      fc.constantFrom(0, 10 * SECOND, MINUTE, 5 * MINUTE, HOUR).map((ms) => ({ kind: 'wait', ms })),
      fc.constantFrom(MINUTE, 10 * MINUTE).map((ms) => ({ kind: 'down', ms })),
      fc.nat(2).map((index) => ({ kind: 'edit', world: index })),
    ),
    { minLength: 1, maxLength: 30, size: 'max' },
  ),
});
