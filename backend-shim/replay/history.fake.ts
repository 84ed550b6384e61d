/** Makes arbitrary histories. */
import fc from 'fast-check';
import { alert, policy, step, user } from '#domain/incident/incident.fake';
import type { Policy, StepConditions, StepTarget } from '#domain/escalation/policy';
import type { Alert } from '#domain/incident/signal/alert';
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { Command } from '#domain/incident/commands/command';
import type { Responder } from '#domain/notify/responder';
import { onCallAt } from '#domain/rota/on-call';
import type { Rota } from '#domain/rota/model';
import { fakeIntegration } from '#domain/routing/integration.fake';
import { HOUR, MINUTE, SECOND } from '#domain/time/duration';
import type { WeeklyWindow } from '#domain/time/weekly';
import type { TimeWindow } from '#domain/time/window';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import { method, person, directoryOf } from '../stages/outbox/people.fake.ts';
import type { DeliveryOutcome } from '../ports/channel.ts';
import type { Directory } from '../ports/directory.ts';

/** Nights on which clocks change: an hour back and forth in the north and in the south, and half an hour. */
const CHANGES = [
  { zone: 'Europe/Paris', at: Date.UTC(2026, 9, 25, 1) },
  { zone: 'Europe/Paris', at: Date.UTC(2026, 2, 29, 1) },
  { zone: 'Pacific/Auckland', at: Date.UTC(2026, 3, 4, 14) },
  { zone: 'Pacific/Auckland', at: Date.UTC(2026, 8, 26, 14) },
  { zone: 'Australia/Lord_Howe', at: Date.UTC(2026, 3, 4, 15) },
  { zone: 'Australia/Lord_Howe', at: Date.UTC(2026, 9, 3, 15, 30) },
];
const ZONES = {
  ...TEST_ZONES,
  'Pacific/Auckland': {
    changes: [Date.UTC(2026, 3, 4, 14), Date.UTC(2026, 8, 26, 14)],
    offsets: [13 * HOUR, 12 * HOUR, 13 * HOUR],
  },
};

/** Where and when a history plays. */
interface ChangeNight {
  zone: string;
  from: number;
}

export type Happening =
  | { kind: 'alert'; alert: Alert; integration: string }
  /** The last alert comes again, as it was. */
  | { kind: 'again' }
  /** `by` null: whoever was paged last. */
  | { kind: 'command'; command: Command; by: string | null; nth: number }
  | { kind: 'wait'; ms: number }
  /** No sidecar runs. */
  | { kind: 'down'; ms: number }
  | { kind: 'edit'; world: number };

export interface PagedHistory extends ChangeNight {
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

/** Opens and closes around the change. */
const NIGHTLY: WeeklyWindow[] = [{ days: ['daily'], from: '23:30', to: '02:30' }];

const policiesIn = (zone: string): fc.Arbitrary<Policy> => {
  const nightly: TimeWindow = { timeZone: zone, holidays: null, windows: NIGHTLY };
  return fc
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
            when: fc.constantFrom<StepConditions | null>(
              null,
              null,
              { window: null, minSeverity: null, match: [], alerts: { count: 2, within: 10 * MINUTE } },
              { window: nightly, minSeverity: null, match: [], alerts: null },
            ),
            waits: fc.constantFrom(false, false, false, true),
          })
          .map(({ notify, waits, ...more }) =>
            step(notify, { ...more, ...(waits && { until: { id: 'nightly', window: nightly } }) }),
          ),
        { minLength: 1, maxLength: 3 },
      ),
    })
    .map(({ steps, ...more }) => policy(steps, more));
};

/** Quiet hours across the change of the clock; ways one after the other; nobody's ways. */
const peopleIn = (zone: string): fc.Arbitrary<Responder[]> =>
  fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()).map(([quiet, slow, disabled]) => [
    person('ann', ['chat', 'phone'], {
      timeZone: zone,
      quietHours: quiet ? { timeZone: zone, holidays: null, windows: NIGHTLY } : null,
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

/** Hands over in the hour that is missing, or there twice. */
const rotaIn = (timeZone: string, participants: string[][]): Rota => ({
  id: 'sre',
  name: 'SRE',
  team: null,
  timeZone,
  holidays: null,
  onAbsence: 'flag',
  overrides: [],
  layers: [
    {
      id: 'night',
      timeZone: null,
      participants,
      restrictions: null,
      effectiveFrom: null,
      effectiveUntil: null,
      rotation: { every: 1, unit: 'day', start: '2026-01-05T02:15', advance: 'always' },
    },
  ],
});

const worldIn = (zone: string): fc.Arbitrary<Directory> =>
  fc
    .record({
      policies: policiesIn(zone),
      others: policiesIn(zone),
      people: peopleIn(zone),
      urgent: fc.boolean(),
      onCall: fc.constantFrom<string[][]>([['ann'], ['ben']], [['ben', 'cleo'], ['ann']], [['cleo']]),
      resolveDelay: fc.constantFrom(0, 2 * MINUTE),
      autoResolve: fc.constantFrom(null, null, 2 * HOUR),
      dropInfo: fc.boolean(),
      atNight: fc.boolean(),
    })
    .map((drawn) => worldOf(zone, drawn));

interface DrawnWorld {
  policies: Policy;
  others: Policy;
  people: Responder[];
  urgent: boolean;
  onCall: string[][];
  resolveDelay: number;
  autoResolve: number | null;
  dropInfo: boolean;
  atNight: boolean;
}

function worldOf(zone: string, drawn: DrawnWorld): Directory {
  const route = {
    match: [],
    when: null,
    policy: null,
    urgency: null,
    severity: null,
    labels: {},
    drop: false,
    heartbeat: null,
  };
  const integration = (id: string) =>
    fakeIntegration({
      id,
      name: id,
      token: id,
      resolveDelay: drawn.resolveDelay,
      autoResolve: drawn.autoResolve,
      routes: [
        { ...route, match: [{ name: 'severity', operator: '=', value: 'info' }], drop: drawn.dropInfo },
        {
          ...route,
          match: [{ name: 'team', operator: '=', value: 'db' }],
          when: drawn.atNight ? { timeZone: zone, holidays: null, windows: NIGHTLY } : null,
          policy: 'q',
          urgency: drawn.urgent ? 'urgent' : null,
        },
      ],
    });
  const facts = { zones: ZONES, holidays: {}, absences: [], swaps: [], calendars: {} };
  const rota = rotaIn(zone, drawn.onCall);
  return directoryOf(drawn.people, {
    policies: new Map([
      ['p', drawn.policies],
      ['q', { ...drawn.others, id: 'q' }],
    ]),
    integrations: new Map(['scripts', 'zabbix'].map((id) => [id, integration(id)])),
    units: new Map(),
    profiles: new Map(),
    maintenances: [],
    onCall: (id: string, _who: string, at: number) =>
      id === 'sre' ? onCallAt(rota, facts, at).map(({ user: login }) => login) : null,
    facts,
  } as unknown as Partial<Directory>);
}

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

const commandsFrom = (from: number) =>
  fc.constantFrom<Command>(
    { kind: 'acknowledge' },
    { kind: 'acknowledge' },
    { kind: 'acknowledge' },
    { kind: 'unacknowledge' },
    { kind: 'resolve' },
    { kind: 'unresolve' },
    { kind: 'escalate' },
    { kind: 'severity', severity: 'critical' },
    { kind: 'snooze', until: from + 4 * HOUR },
    { kind: 'snooze', until: 0, for: 10 * MINUTE },
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

const historyAt = ({ zone, from }: ChangeNight): fc.Arbitrary<PagedHistory> =>
  fc.record({
    zone: fc.constant(zone),
    from: fc.constant(from),
    worlds: fc.array(worldIn(zone), { minLength: 1, maxLength: 3 }),
    answers: fc.array(outcome, { maxLength: 20 }),
    happenings: fc.array(
      fc.oneof<fc.Arbitrary<Happening>[]>(
        fc
          .tuple(alerts, fc.constantFrom('scripts', 'zabbix'))
          .map(([one, integration]) => ({ kind: 'alert', alert: one, integration })),
        fc
          .tuple(commandsFrom(from), fc.constantFrom('ann', 'ben', 'cleo', null, null, null), fc.nat(3))
          .map(([one, by, nth]) => ({ kind: 'command', command: one, by, nth })),
        fc.constant<Happening>({ kind: 'again' }),
        fc.constantFrom(0, 10 * SECOND, MINUTE, 5 * MINUTE, HOUR).map((ms) => ({ kind: 'wait', ms })),
        fc.constantFrom(MINUTE, 10 * MINUTE).map((ms) => ({ kind: 'down', ms })),
        fc.nat(2).map((index) => ({ kind: 'edit', world: index })),
      ),
      { minLength: 1, maxLength: 30, size: 'max' },
    ),
  });

export const history: fc.Arbitrary<PagedHistory> = fc
  .constantFrom(...CHANGES)
  .chain(({ zone, at }) => historyAt({ zone, from: at - 4 * HOUR }));
