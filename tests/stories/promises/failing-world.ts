/** The real stages over a real database, in this process, so that what they look up can be made to throw. */
import type { Policy } from '#domain/escalation/policy';
import type { Alert } from '#domain/incident/signal/alert';
import type { Command } from '#domain/incident/commands/command';
import type { Incident } from '#domain/incident/model';
import type { Message } from '#domain/notify/message/message';
import type { Responder } from '#domain/notify/responder';
import { fakeIntegration } from '#domain/routing/integration.fake';
import { createLog } from '../../../backend-shim/adapters/pino-log.ts';
import { createMetrics } from '../../../backend-shim/adapters/prom-metrics.ts';
import { createIds } from '../../../backend-shim/adapters/random-ids.ts';
import { createSystemClock } from '../../../backend-shim/adapters/system-clock.ts';
import { createWebhookChannel } from '../../../backend-shim/channels/webhook/send.ts';
import { nobodyRests } from '../../../backend-shim/engine/rests.ts';
import { createTransact, reportTo } from '../../../backend-shim/engine/transact.ts';
import { watch } from '../../../backend-shim/stages/escalation/watchdog.ts';
import { command } from '../../../backend-shim/stages/incident/command.ts';
import { planRequests } from '../../../backend-shim/stages/outbox/planning/requests.ts';
import { createIngest } from '../../../backend-shim/pipeline/ingest.ts';
import type { IngestQueue } from '../../../backend-shim/pipeline/ingest.ts';
import { createRounds } from '../../../backend-shim/pipeline/rounds.ts';
import type { PagingRounds } from '../../../backend-shim/pipeline/rounds.ts';
import type { ChannelRegistry, DeliveryOutcome } from '../../../backend-shim/ports/channel.ts';
import type { Clock } from '../../../backend-shim/ports/clock.ts';
import type { CommandResult } from '../../../backend-shim/ports/commands.ts';
import type { Directory } from '../../../backend-shim/ports/directory.ts';
import type { IngestAnswer } from '../../../backend-shim/ports/ingest.ts';
import { CAPABILITIES } from '../../../backend-shim/store/capabilities.ts';
import { readIncidents } from '../../../backend-shim/store/incidents/incidents.ts';
import { createPolicyCopies } from '../../../backend-shim/store/incidents/policy-copies.ts';
import { migrate } from '../../../backend-shim/store/migrate.ts';
import { openPostgres } from '../../../backend-shim/store/postgres/postgres.ts';
import { run } from '../../../backend-shim/store/query.ts';
import { openSqlite } from '../../../backend-shim/store/sqlite/sqlite.ts';
import { createUnreadableRegistry } from '../../../backend-shim/store/stored/unreadable.ts';
import type { Store } from '../../../backend-shim/store/store.ts';
import { earliestDue } from '../../../backend-shim/store/timers.ts';
import type { RunTransaction, Work } from '../../../backend-shim/store/work.ts';

export const START = Date.parse('2026-03-02T12:00:00Z');
export const MINUTE = 60_000;

const step = { urgency: null, when: null, requireAcks: 1, onlyNew: false, wait: 5 * MINUTE };

/** Ann, then Ben; at last the team's manager. */
export const POLICY: Policy = {
  id: 'main',
  name: 'Main',
  team: 'sre',
  repeat: 0,
  ackTimeout: null,
  onExhausted: null,
  steps: [
    { ...step, notify: [{ kind: 'rota', rota: 'first', who: 'current' }] },
    { ...step, notify: [{ kind: 'rota', rota: 'second', who: 'current' }] },
  ],
};

export const INTEGRATION = fakeIntegration({
  id: 'scripts',
  name: 'Scripts',
  team: 'sre',
  token: 't',
  policy: 'main',
});

export function person(login: string): Responder {
  return {
    login,
    name: login,
    email: null,
    timeZone: 'UTC',
    language: 'en',
    admin: login === 'dee',
    disabled: false,
    contactMethods: [
      { id: 'hook', type: 'webhook', to: `https://${login}.example.com/`, secret: null, verified: true },
    ],
    rules: { default: [{ method: 'hook', after: 0, when: null }], urgent: [{ method: 'hook', after: 0, when: null }] },
    mute: [],
    handoffAhead: null,
    quietHours: null,
  };
}

function directoryOf(): Directory {
  return {
    revision: 1,
    facts: { zones: {}, holidays: {}, absences: [], swaps: [] },
    responders: new Map(['ann', 'ben', 'cleo', 'dee'].map((login) => [login, person(login)])),
    teams: new Map([
      ['sre', { id: 'sre', name: 'SRE', members: ['ann', 'ben'], managers: ['cleo'], grafanaTeam: null }],
    ]),
    policies: new Map([['main', POLICY]]),
    integrations: new Map([['scripts', INTEGRATION]]),
    rooms: new Map(),
    rotas: new Map(),
    maintenances: [],
    calendars: new Map(),
    subscriptions: [],
    timeWindows: new Map(),
    timeZone: 'UTC',
    units: new Map(),
    profiles: new Map(),
    admins: ['dee'],
    onCall: (rota) => (rota === 'first' ? ['ann'] : rota === 'second' ? ['ben'] : null),
    isTrusted: () => true,
    holdersBefore: () => 0,
    integrationByToken: () => INTEGRATION,
    brokenIntegrations: [],
    brokenRoutes: [],
    mustComeAgain: () => false,
    tokenEnds: () => null,
  };
}

export function alertOf(id: string, more: Partial<Alert> = {}): Alert {
  return {
    fingerprint: id,
    groupKey: id,
    status: 'firing',
    severity: 'error',
    title: `Disk full on ${id}`,
    description: null,
    labels: {},
    links: [],
    startsAt: null,
    problemId: null,
    actor: null,
    note: null,
    wholeGroup: false,
    test: false,
    raw: null,
    ...more,
  };
}

const ANN = { name: 'ann', kind: 'person', via: 'api' } as const;

export class FailingWorld {
  now = START;
  directory = directoryOf();
  /** Everything that left: `ann: Disk full on a`. */
  readonly sent: string[] = [];
  readonly messages: Message[] = [];
  /** What the channel does before it sends, and what it answers then; nothing: it was sent. */
  onSend: (message: Message) => DeliveryOutcome | void | Promise<DeliveryOutcome | void> = () => undefined;
  #isHolding = false;
  #registry = createUnreadableRegistry(createLog('silent'));
  readonly #metrics = createMetrics();
  readonly #ids = createIds();
  #store!: Store;
  #transact!: RunTransaction;
  #rounds!: PagingRounds;
  #ingest!: IngestQueue;
  #channels!: ChannelRegistry;

  async boot(url: string): Promise<void> {
    const clock: Clock = {
      now: () => Promise.resolve(this.now),
      monotonic: () => 0,
      machine: () => this.now,
      sleep: createSystemClock().sleep,
    };
    const log = createLog('silent');
    const opened = url.startsWith('sqlite:')
      ? openSqlite(url.slice('sqlite:'.length), clock)
      : await openPostgres([url], clock, log, this.#ids, 'reads');
    if (!opened.ok) throw new Error(opened.reason);
    this.#store = opened.store;
    await migrate(opened.store);
    const report = reportTo(log, this.#metrics);
    this.#transact = createTransact({
      store: opened.store,
      clock,
      ids: this.#ids,
      copies: createPolicyCopies(this.#registry),
      unreadable: this.#registry,
      directory: () => this.directory,
      rests: nobodyRests,
      report,
    });
    const webhook = createWebhookChannel({ http: { send: () => Promise.reject(new Error('not used')) }, clock });
    this.#channels = new Map([
      [
        'webhook',
        {
          ...webhook,
          send: async ({ message }) => {
            if (this.#isHolding) return { kind: 'retry', reason: 'network', detail: 'held', after: null };
            const outcome = await this.onSend(message);
            this.sent.push(`${message.person?.login}: ${message.incident?.title}`);
            this.messages.push(message);
            return outcome ?? { kind: 'done', providerId: null };
          },
        },
      ],
    ]);
    const responder = () => ({
      page: 'http://vigie.test/r/x',
      acknowledge: 'http://vigie.test/r/x/acknowledge',
      resolve: 'http://vigie.test/r/x/resolve',
    });
    const swap = () => ({ take: '', decline: '' });
    const bundle = () => '';
    this.#rounds = createRounds({
      rests: nobodyRests,
      tickSwaps: () => Promise.resolve(0),
      store: opened.store,
      transact: this.#transact,
      channels: this.#channels,
      clock,
      log,
      metrics: this.#metrics,
      links: {
        home: 'http://vigie.test',
        incident: () => null,
        rota: () => null,
        hours: null,
        responder,
        swap,
        bundle,
      },
      owner: this.#ids.next(),
      wake: () => undefined,
      report,
    });
    this.#ingest = createIngest({
      transact: this.#transact,
      channels: this.#channels,
      committed: () => undefined,
      hand: this.#rounds.dispatchNow,
    });
  }

  async close(): Promise<void> {
    await this.#rounds.stop();
    await this.#store.close();
  }

  async alerts(...alerts: Alert[]): Promise<IngestAnswer> {
    const answer = await this.#ingest.submit({ integration: INTEGRATION, alerts, pageTest: false });
    await this.passes(0);
    return answer;
  }

  async command(id: string, wanted: Command): Promise<CommandResult> {
    const answer = await this.commits(id, wanted);
    await this.passes(0);
    return answer;
  }

  /** The same without waiting for what follows: for a command that comes in while something is sent. */
  commits(id: string, wanted: Command): Promise<CommandResult> {
    return this.transact(async (work) => {
      const result = await command(work, { id, command: wanted, actor: ANN, ifVersion: null });
      await planRequests(work, this.#channels);
      return result;
    });
  }

  transact<Answer>(change: (work: Work) => Promise<Answer>): Promise<Answer> {
    return this.#transact(change);
  }

  /** As the engine does: every due row at its own instant. */
  async passes(ms: number): Promise<void> {
    const until = this.now + ms;
    for (let rounds = 0; ; rounds++) {
      if (rounds > 500) throw new Error('rows that never come to rest');
      await this.#rounds.run(this.now);
      while (this.#rounds.inFlight() > 0) await new Promise((resolve) => setImmediate(resolve));
      const due = await earliestDue(this.#store.read);
      if (due === null || due > until) break;
      this.now = Math.max(this.now, due);
    }
    this.now = until;
  }

  watchdog(): Promise<number> {
    return this.#transact((work) => watch(work, createLog('silent')));
  }

  change(text: string): Promise<unknown> {
    return this.#store.transaction((tx) => run(tx, text, []));
  }

  rows<Row>(text: string): Promise<Row[]> {
    return run<Row>(this.#store.read, text, []);
  }

  async incident(title = 'Disk full on a'): Promise<Incident> {
    const row = await this.#store.read
      .selectFrom('incidents')
      .select('id')
      .where('title', '=', title)
      .orderBy('number', 'desc')
      .executeTakeFirstOrThrow();
    const found = (
      await readIncidents(this.#store.read, CAPABILITIES[this.#store.dialect], createPolicyCopies(this.#registry), [
        row.id,
      ])
    ).get(row.id);
    if (!found) throw new Error(`There is no incident ${title}`);
    return found;
  }

  /** Reasons in its timeline, in order. */
  async reasons(title?: string): Promise<string[]> {
    const { id } = await this.incident(title);
    const rows = await this.#store.read
      .selectFrom('timeline')
      .select('data')
      .where('incident', '=', id)
      .orderBy('id')
      .execute();
    return rows.flatMap(({ data }) => (JSON.parse(data) as { reason?: string }).reason ?? []);
  }

  /** Of `vigie_incident_advance_failures_total`, all stages together. */
  async failures(): Promise<number> {
    const lines = (await this.#metrics.text())
      .split('\n')
      .filter((line) => line.startsWith('vigie_incident_advance_failures_total{'));
    return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  }

  /** The channel sends nothing meanwhile. */
  hold(isHolding = true): void {
    this.#isHolding = isHolding;
  }

  /** `incidents <id> inner`, of everything that was found damaged. */
  unreadable(): string[] {
    return this.#registry.list().map(({ kind, id, field }) => `${kind} ${id} ${field}`);
  }

  /** Who was reached since the last look. */
  reached(): string[] {
    return this.sent.splice(0);
  }
}

/** Throws whatever is asked of it. */
export function broken(what: string): () => never {
  return () => {
    throw new Error(`injected: ${what}`);
  };
}
