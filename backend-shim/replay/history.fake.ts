/** Makes arbitrary histories, and runs the real stages over rows through them. */
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
import { command } from '../incident/command.ts';
import { giveBackIncidents } from '../escalation/lost-owners.ts';
import type { Log } from '../ports/log.ts';
import { adjustHolds } from '../incident/holds.ts';
import { method, person, directoryOf } from '../outbox/people.fake.ts';
import type { Channel, ChannelRegistry, DeliveryOutcome } from '../ports/channel.ts';
import type { Directory } from '../ports/directory.ts';
import { createIngest } from '../pipeline/ingest.ts';
import { createRounds } from '../pipeline/rounds.ts';
import type { RoundsDeps } from '../pipeline/rounds.ts';
import { storeRequests } from '../store/outbox-requests.ts';
import { insertDowntime } from '../store/past/recorded.ts';
import { earliestDue } from '../store/timers.ts';
import type { Work } from '../store/work.ts';
import { openWork } from '../store/work.fake.ts';
import type { WorkBench } from '../store/work.fake.ts';
import { isSending } from '../store/deliveries/sending.ts';
import type { World } from './recorded.ts';

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

const nothing = { inc: () => undefined, observe: () => undefined };
const silent = { error: () => undefined, info: () => undefined, warn: () => undefined, debug: () => undefined };

/** Channels that answer as the history says, and at last that all is well. */
export function channelsOf(answers: readonly DeliveryOutcome[]): ChannelRegistry {
  let next = 0;
  return new Map(
    ['email', 'phone', 'chat'].map((kind): [string, Channel] => [
      kind,
      {
        definition: {
          ...{ kind, bundleWithin: null, limit: { count: Number.MAX_SAFE_INTEGER, per: 1 } },
          carries: { update: false, reply: false, buttons: false, receipt: false },
        } as unknown as Channel['definition'],
        lane: () => kind,
        send: () => Promise.resolve(answers[next++] ?? { kind: 'done', providerId: null }),
      },
    ]),
  );
}

export interface PlayedHistory {
  bench: WorkBench;
  to: number;
  worlds: World[];
}

/** The real stages over rows, on a clock that the history moves. */
class RealStages {
  readonly bench: WorkBench;
  readonly inForce: World[];
  readonly #rounds: ReturnType<typeof createRounds>;
  readonly #ingest: ReturnType<typeof createIngest>;

  constructor(bench: WorkBench, channels: ChannelRegistry) {
    this.bench = bench;
    this.inForce = [{ from: FROM, directory: bench.directory }];
    this.#rounds = createRounds({
      ...{ store: bench.store, channels, metrics: new Proxy({}, { get: () => nothing }), log: silent },
      transact: <T>(work: (work: Work) => Promise<T>) => this.#transact(work),
      links: { home: '', incident: () => '', responder: () => ({ page: '' }) },
      clock: { monotonic: () => 0, now: () => Promise.resolve(bench.now), sleep: () => Promise.resolve() },
      ...{ owner: 'me', wake: () => undefined, report: () => undefined, tickSwaps: () => Promise.resolve(0) },
      rests: { refresh: () => Promise.resolve() },
    } as unknown as RoundsDeps);
    this.#ingest = createIngest(
      (work) => this.#transact(work),
      channels,
      () => undefined,
    );
  }

  async #transact<T>(work: (work: Work) => Promise<T>): Promise<T> {
    return this.bench.transact(async (own) => {
      const done = await work(own);
      await storeRequests(own);
      return done;
    });
  }

  async happens(happening: Happening, worlds: readonly Directory[]): Promise<void> {
    const { bench } = this;
    switch (happening.kind) {
      case 'alert': {
        const integration = bench.directory.integrations.get(happening.integration) as Integration;
        await this.#ingest.submit({ integration, alerts: [happening.alert], pageTest: false });
        break;
      }
      case 'command':
        await this.#command(happening);
        break;
      case 'wait':
        await this.runUntil(bench.now + happening.ms);
        break;
      case 'down':
        bench.now += happening.ms;
        await this.#transact((work) => insertDowntime(work, happening.ms));
        break;
      case 'edit':
        await this.#edit(worlds[happening.world]);
        break;
    }
    await this.#settle();
  }

  async #command({ command: given, by, nth }: Extract<Happening, { kind: 'command' }>): Promise<void> {
    const rows = await this.bench.read.selectFrom('incidents').select('id').orderBy('number').execute();
    const id = rows[nth % Math.max(1, rows.length)]?.id;
    if (id !== undefined) {
      const actor = { name: by, kind: 'person' as const, via: 'link' };
      await this.#transact((work) => command(work, { id, command: given, actor, ifVersion: null }));
    }
  }

  async #edit(directory: Directory | undefined): Promise<void> {
    if (directory) {
      this.bench.directory = directory;
      this.inForce.push({ from: this.bench.now, directory });
      await this.#transact(adjustHolds);
      await this.#transact((work) => giveBackIncidents(work, silent as unknown as Log));
    }
  }

  async #settle(): Promise<void> {
    const { bench } = this;
    for (;;) {
      await this.#rounds.run(bench.now);
      const due = await earliestDue(bench.read);
      if (this.#rounds.inFlight() === 0 && !(await isSending(bench.read)) && (due === null || due > bench.now)) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async runUntil(target: number): Promise<void> {
    const { bench } = this;
    for (let due = await earliestDue(bench.read); due !== null && due <= target; due = await earliestDue(bench.read)) {
      bench.now = Math.max(bench.now, due);
      await this.#settle();
    }
    bench.now = target;
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }
}

/** Plays it with the real stages. The caller closes the bench. */
export async function play({ worlds, happenings, answers }: PagedHistory): Promise<PlayedHistory> {
  const bench = await openWork({ now: FROM, directory: worlds[0] as Directory });
  const stages = new RealStages(bench, channelsOf(answers));
  for (const happening of happenings) {
    await stages.happens(happening, worlds);
    // Two things never happen in the same millisecond.
    bench.now += 1;
  }
  await stages.runUntil(bench.now + 6 * HOUR);
  await stages.stop();
  return { bench, to: bench.now + 1, worlds: stages.inForce };
}
