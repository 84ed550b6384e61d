/** The real stages over a real SQLite file in this process, with a channel that does what the test says, and crashes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import type { Policy } from '#domain/escalation/policy';
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { Alert } from '#domain/incident/signal/alert';
import type { Command } from '#domain/incident/commands/command';
import type { Actor, Incident } from '#domain/incident/model';
import { dueAt } from '#domain/incident/model';
import { unattended } from '#domain/incident/progress/watchdog';
import type { Page } from '#domain/notify/page';
import type { Responder } from '#domain/notify/responder';
import type { Integration } from '#domain/routing/integration';
import { nobodyRests } from '../../backend-shim/engine/rests.ts';
import { createTransact } from '../../backend-shim/engine/transact.ts';
import { createMetrics } from '../../backend-shim/adapters/prom-metrics.ts';
import { createIds } from '../../backend-shim/adapters/random-ids.ts';
import { createLog } from '../../backend-shim/adapters/pino-log.ts';
import { createWebhookChannel } from '../../backend-shim/channels/webhook/send.ts';
import { command } from '../../backend-shim/stages/incident/command.ts';
import { voidLeases } from '../../backend-shim/store/concurrency/leases.ts';
import { planRequests } from '../../backend-shim/stages/outbox/planning/requests.ts';
import { createIngest } from '../../backend-shim/pipeline/ingest.ts';
import { createRounds } from '../../backend-shim/pipeline/rounds.ts';
import type { PagingRounds } from '../../backend-shim/pipeline/rounds.ts';
import type { ChannelRegistry, DeliveryOutcome } from '../../backend-shim/ports/channel.ts';
import type { Clock } from '../../backend-shim/ports/clock.ts';
import type { Directory } from '../../backend-shim/ports/directory.ts';
import { CAPABILITIES } from '../../backend-shim/store/capabilities.ts';
import { readIncidents } from '../../backend-shim/store/incidents/incidents.ts';
import { migrate } from '../../backend-shim/store/migrate.ts';
import { createPolicyCopies } from '../../backend-shim/store/incidents/policy-copies.ts';
import { openSqlite } from '../../backend-shim/store/sqlite/sqlite.ts';
import { earliestDue } from '../../backend-shim/store/timers.ts';
import type { Store } from '../../backend-shim/store/store.ts';
import { createUnreadableRegistry } from '../../backend-shim/store/stored/unreadable.ts';

/** What the channel does with the next deliveries, in turn. */
export type Fate = 'done' | 'retry' | 'never' | 'lost';
/** Where the process dies: before the commit of its nth transaction from now, or right after. */
export interface Crash {
  transaction: number;
  after: boolean;
}

class Crashed extends Error {}

const OUTCOMES: Record<Exclude<Fate, 'lost'>, DeliveryOutcome> = {
  done: { kind: 'done', providerId: null },
  retry: { kind: 'retry', reason: 'server-error', detail: 'answered 500', after: null },
  never: { kind: 'never', reason: 'bad-address', detail: 'answered 404' },
};

const integration: Integration = {
  id: 'zabbix',
  name: 'Zabbix',
  type: 'zabbix',
  team: null,
  token: 't',
  hmac: null,
  policy: 'p',
  routes: [],
  groupBy: null,
  resolveDelay: 0,
  reopenWindow: 600_000,
  autoResolve: null,
  heartbeat: null,
  template: null,
  sync: null,
};

function person(login: string): Responder {
  const contactMethods = ['one', 'two'].map((id) => ({
    id,
    type: 'webhook',
    to: `https://${login}.example.com/${id}`,
    secret: null,
    verified: true,
  }));
  const rules = [
    { method: 'one', after: 0, when: null },
    { method: 'two', after: 60_000, when: null },
  ];
  return {
    login,
    name: login,
    email: null,
    timeZone: 'UTC',
    language: 'en',
    admin: login === 'cleo',
    disabled: login === 'dee',
    contactMethods,
    rules: { default: rules, urgent: rules },
    mute: [],
    handoffAhead: null,
    quietHours: null,
  };
}

function directoryWith(policy: Policy): Directory {
  const logins = ['ann', 'ben', 'cleo', 'dee'];
  return {
    revision: 1,
    facts: { zones: {}, holidays: {}, absences: [], swaps: [] },
    responders: new Map(logins.map((login) => [login, person(login)])),
    teams: new Map([
      ['sre', { id: 'sre', name: 'SRE', members: ['ann', 'ben'], managers: ['cleo'], grafanaTeam: null }],
    ]),
    policies: new Map([['p', { ...policy, id: 'p' }]]),
    integrations: new Map([['zabbix', integration]]),
    rooms: new Map([
      [
        'room',
        { id: 'room', type: 'webhook', name: 'Room', settings: { url: 'https://room.example.com' }, secrets: {} },
      ],
    ]),
    rotas: new Map(),
    maintenances: [],
    calendars: new Map(),
    subscriptions: [],
    timeWindows: new Map(),
    timeZone: 'UTC',
    units: new Map(),
    profiles: new Map(),
    admins: ['cleo'],
    onCall: (rota, who) =>
      rota === 'sre'
        ? who === 'everyone'
          ? ['ann', 'ben']
          : who === 'next'
            ? ['ben']
            : ['ann']
        : rota === 'empty'
          ? []
          : null,
    isTrusted: () => true,
    holdersBefore: () => 0,
    brokenIntegrations: [],
    brokenRoutes: [],
    mustComeAgain: () => false,
    integrationByToken: () => integration,
    tokenEnds: () => null,
  };
}

export interface Sent {
  key: string;
  /** State of the incident and of the page when it left. */
  incident: string;
  page: { id: string; step: number | null; state: string; user: string; method: string } | null;
}

export class StagesWorld {
  now: number;
  readonly sent: Sent[] = [];
  fates: Fate[] = [];
  #crash: Crash | null = null;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'vigie-stages-'));
  readonly #directory: Directory;
  readonly #ids = createIds();
  readonly #states = new Map<string, string>();
  #store!: Store;
  #rounds!: PagingRounds;
  #ingest!: ReturnType<typeof createIngest>;
  #transact!: ReturnType<typeof createTransact>;
  #channels!: ChannelRegistry;

  constructor(policy: Policy, start: number) {
    this.now = start;
    this.#directory = directoryWith(policy);
  }

  /** A process begins: what an earlier one held in memory is gone. */
  async boot(): Promise<void> {
    const clock: Clock = {
      now: () => Promise.resolve(this.now),
      monotonic: () => 0,
      machine: () => this.now,
      sleep: () => Promise.resolve(),
    };
    const opened = openSqlite(path.join(this.#folder, 'vigie.db'), clock);
    if (!opened.ok) throw new Error(opened.reason);
    this.#store = opened.store;
    await migrate(opened.store);
    const store: Store = { ...opened.store, transaction: (work) => this.#transaction(opened.store, work) };
    const copies = createPolicyCopies();
    this.#transact = createTransact({
      store,
      clock,
      ids: this.#ids,
      copies,
      unreadable: createUnreadableRegistry(createLog('silent')),
      directory: () => this.#directory,
      rests: nobodyRests,
      report: ({ error }) => expect(error).toBe(null),
    });
    const webhook = createWebhookChannel({ http: { send: () => Promise.reject(new Error('not used')) }, clock });
    this.#channels = new Map([
      ['webhook', { ...webhook, send: ({ idempotencyKey }) => this.#send(opened.store, idempotencyKey) }],
    ]);
    const links = {
      bundle: () => '',
      swap: () => ({ take: '', decline: '' }),
      home: 'http://vigie.test',
      incident: () => null,
      rota: () => null,
      hours: null,
      responder: () => ({
        page: 'http://vigie.test/r/x',
        acknowledge: 'http://vigie.test/r/x/acknowledge',
        resolve: 'http://vigie.test/r/x/resolve',
      }),
    };
    this.#rounds = createRounds({
      rests: nobodyRests,
      tickSwaps: () => Promise.resolve(0),
      store,
      transact: this.#transact,
      channels: this.#channels,
      clock,
      log: createLog('silent'),
      metrics: createMetrics(),
      links,
      owner: this.#ids.next(),
      wake: () => undefined,
      report: ({ error }) => expect(error).toBe(null),
    });
    this.#ingest = createIngest({
      transact: this.#transact,
      channels: this.#channels,
      committed: () => undefined,
      hand: this.#rounds.dispatchNow,
    });
    await this.#transact((work) => voidLeases(work));
  }

  async close(): Promise<void> {
    await this.#store.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  dieAt(crash: Crash): void {
    this.#crash = crash;
  }

  async #transaction<T>(store: Store, work: Parameters<Store['transaction']>[0]): Promise<T> {
    const dies = this.#crash !== null && this.#crash.transaction-- <= 0 ? this.#crash : null;
    const result = await store.transaction(async (tx) => {
      const done = await work(tx);
      if (dies?.after === false) throw new Crashed('before the commit');
      return done;
    });
    if (dies !== null) throw new Crashed('after the commit');
    return result as T;
  }

  async #send(store: Store, key: string): Promise<DeliveryOutcome> {
    const row = await store.read.selectFrom('deliveries').selectAll().where('id', '=', key).executeTakeFirstOrThrow();
    // Managers hear of what is wrong with Vigie itself by messages that belong to no incident.
    if (row.incident === null) return OUTCOMES.done;
    const incident = await store.read
      .selectFrom('incidents')
      .select('state')
      .where('id', '=', row.incident)
      .executeTakeFirstOrThrow();
    const page =
      row.page === null
        ? null
        : await store.read.selectFrom('pages').selectAll().where('id', '=', row.page).executeTakeFirstOrThrow();
    this.sent.push({
      key,
      incident: incident.state,
      page: page && { id: page.id, step: page.step, state: page.state, user: page.user, method: row.method ?? '' },
    });
    const fate = this.fates.shift() ?? 'done';
    // The process will not live to hear the answer.
    return fate === 'lost' ? new Promise(() => undefined) : OUTCOMES[fate];
  }

  alert(alert: Alert): Promise<void> {
    return this.#live(async () => void (await this.#ingest.submit({ integration, alerts: [alert], pageTest: false })));
  }

  command(wanted: Command, actor: Actor): Promise<void> {
    return this.#live(async () => {
      const latest = await this.#store.read
        .selectFrom('incidents')
        .select('id')
        .orderBy('number', 'desc')
        .executeTakeFirst();
      if (!latest || wanted.kind === 'merge') return;
      await this.#transact(async (work) => {
        await command(work, { id: latest.id, command: wanted, actor, ifVersion: null });
        await planRequests(work, this.#channels);
      });
    });
  }

  /** As the engine does: every due row at its own instant. */
  wait(ms: number): Promise<void> {
    const until = this.now + ms;
    return this.#live(async () => {
      for (let rounds = 0; ; rounds++) {
        expect(rounds, 'rows that never come to rest').toBeLessThan(1000);
        await this.#rounds.run(this.now);
        for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve));
        const due = await earliestDue(this.#store.read);
        if (due === null || due > until) break;
        this.now = Math.max(this.now, due);
      }
      this.now = until;
    });
  }

  /** Runs it, and where the process dies of it, starts another one. */
  async #live(work: () => Promise<void>): Promise<void> {
    const crashing = this.#crash !== null;
    await work().catch((error: unknown) => {
      if (!crashing) throw error;
    });
    if (crashing) {
      this.#crash = null;
      await this.#store.close();
      await this.boot();
    }
    await this.check();
  }

  /** What holds between any two transactions. */
  async check(): Promise<void> {
    const db = this.#store.read;
    const rows = await db.selectFrom('incidents').selectAll().execute();
    const incidents = await readIncidents(
      db,
      CAPABILITIES.sqlite,
      createPolicyCopies(),
      rows.map((row) => row.id),
    );
    for (const incident of incidents.values()) await this.#checkIncident(incident);
    expect(await db.selectFrom('outbox_requests').selectAll().execute()).toEqual([]);
    await this.#checkPages();
    const keys = new Map<string, Set<string>>();
    for (const { key, page, incident } of this.sent) {
      const name = page ? `${page.id} ${page.method}` : key;
      keys.set(name, (keys.get(name) ?? new Set()).add(key));
      if (page && page.step !== null)
        expect(incident, 'a page of the escalation left although somebody had it').toBe('open');
      if (page) expect(page.state, 'a page left after its end').not.toBe('ended');
    }
    expect(
      [...keys.values()].filter((set) => set.size > 1),
      'one rule of a page, two keys',
    ).toEqual([]);
  }

  async #checkIncident(incident: Incident): Promise<void> {
    const db = this.#store.read;
    expect(unattended(incident), `#${incident.number}`).toBe(null);
    const timer = await db
      .selectFrom('timers')
      .select('due_at')
      .where('kind', '=', 'incident')
      .where('subject', '=', incident.id)
      .executeTakeFirst();
    expect(timer?.due_at ?? null, `the timer row of #${incident.number}`).toBe(dueAt(incident.timers));
    const alerts = await db
      .selectFrom('alerts')
      .select(['status', 'severity'])
      .where('incident', '=', incident.id)
      .execute();
    expect(incident.firing).toEqual(
      SEVERITIES.map((severity) => alerts.filter((row) => row.status === 'firing' && row.severity === severity).length),
    );
    const timeline = await db
      .selectFrom('timeline')
      .selectAll()
      .where('incident', '=', incident.id)
      .orderBy('id')
      .execute();
    if (this.#states.get(incident.id) !== incident.state) {
      const words: Record<string, string[]> = {
        open: ['opened', 'unacknowledged', 'reopened', 'woken', 'escalated', 'reassigned', 'restarted'],
      };
      expect(
        timeline.map((row) => row.kind).some((kind) => (words[incident.state] ?? [incident.state]).includes(kind)),
        `how #${incident.number} became ${incident.state}`,
      ).toBe(true);
      this.#states.set(incident.id, incident.state);
    }
    const pages = await db
      .selectFrom('pages')
      .select(['user', 'entry'])
      .where('incident', '=', incident.id)
      .where('step', 'is not', null)
      .execute();
    const paged = timeline
      .filter((row) => row.kind === 'step' || row.kind === 'exhausted')
      .flatMap((row) => (JSON.parse(row.data) as { users?: string[]; step?: number }).users ?? []);
    const byHand = timeline.filter(
      (row) => row.kind === 'step' && (JSON.parse(row.data) as { step?: number }).step === undefined,
    ).length;
    expect(pages.length, `pages of #${incident.number} as its timeline tells`).toBe(paged.length - byHand);
  }

  /** A running page waits for a rule or has something under way; an ended one has nothing left to send. */
  async #checkPages(): Promise<void> {
    const db = this.#store.read;
    for (const row of await db.selectFrom('pages').selectAll().execute()) {
      const live = await db
        .selectFrom('deliveries')
        .select('state')
        .where('page', '=', row.id)
        .where('state', 'in', ['due', 'sending'])
        .execute();
      const timer = await db
        .selectFrom('timers')
        .select('due_at')
        .where('kind', '=', 'page')
        .where('subject', '=', row.id)
        .executeTakeFirst();
      expect((JSON.parse(row.inner) as Page).state).toBe(row.state);
      if (row.state === 'running')
        expect(live.length > 0 || timer !== undefined, `page ${row.id} waits for nothing`).toBe(true);
      else
        expect([timer, ...live.filter(({ state }) => state === 'due')], `page ${row.id} is ${row.state}`).toEqual([
          undefined,
        ]);
    }
  }
}
