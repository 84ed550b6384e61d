/**
 * Runs an HTTP server on loopback that answers as Grafana 12.4 (tests/captures/grafana-api) or as Alertmanager do when
 * they are asked for alerts, silences and rules: one rule, with an instance per host. The story passes on what it
 * sends.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

interface Matcher {
  name: string;
  value: string;
  isRegex: boolean;
  isEqual: boolean;
}

interface Silence {
  id: string;
  createdBy: string;
  comment: string;
  startsAt: string;
  endsAt: string;
  matchers: Matcher[];
  state: 'active' | 'expired';
}

/** `hang`: this many requests are never answered, later ones are. */
type Mode = 'ok' | 'drop' | { hang: number } | { status: number };

const NEVER = '0001-01-01T00:00:00Z';
const RULE = { alertname: 'DiskFull', grafana_folder: 'Shop', severity: 'warning', team: 'sre' };

export class SilencingMonitor {
  readonly url: string;
  /** Method and path of each request, without query. */
  readonly asked: string[] = [];
  /** The `Authorization` of each request, in the same order. */
  readonly bearers: Array<string | undefined> = [];
  mode: Mode = 'ok';
  readonly #server: Server;
  readonly #silences: Silence[] = [];
  /** Hosts that ever fired, with the instant at which they began to fire or became normal. */
  readonly #hosts = new Map<string, { fires: boolean; since: string; forgotten: boolean }>();
  #isEvaluated = true;
  #isPaused = false;
  #startedAt: string | null = null;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on(
      'request',
      (request: IncomingMessage, response: ServerResponse) =>
        void this.#answer(request, response).catch(() => response.destroy()),
    );
  }

  static async start(): Promise<SilencingMonitor> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    return new SilencingMonitor(server);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** @returns the webhook body that says that these hosts fire */
  fires(at: string, ...hosts: string[]): object {
    hosts.forEach((host) => this.#hosts.set(host, { fires: true, since: at, forgotten: false }));
    return this.#webhook(hosts, 'firing');
  }

  /** @returns the webhook body that says that these hosts recovered, if they were not silenced */
  recovers(at: string, ...hosts: string[]): object {
    const body = this.#webhook(hosts, 'resolved');
    hosts.forEach((host) => this.#hosts.set(host, { fires: false, since: at, forgotten: true }));
    return body;
  }

  /** Silences these hosts by hand. */
  silence(by: string, comment: string, endsAt: string, ...hosts: string[]): string[] {
    return hosts.map((host) =>
      this.#add({
        createdBy: by,
        comment,
        startsAt: NEVER,
        endsAt,
        matchers: [{ name: 'host', value: host, isRegex: false, isEqual: true }],
      }),
    );
  }

  /** Ends silences, by hand or because their time is over. */
  end(...ids: string[]): void {
    this.#silences.filter(({ id }) => ids.includes(id)).forEach((silence) => (silence.state = 'expired'));
  }

  get active(): string[] {
    return this.#silences.filter(({ state }) => state === 'active').map(({ id, createdBy }) => `${id} by ${createdBy}`);
  }

  /** Restarts: its Alertmanager knows nothing until the rule is evaluated again. */
  restarts(at: string): void {
    this.#isEvaluated = false;
    this.#startedAt = at;
    this.#hosts.forEach((host) => (host.forgotten = true));
  }

  evaluates(): void {
    this.#isEvaluated = true;
    this.#hosts.forEach((host) => (host.forgotten = !host.fires));
  }

  pauses(): void {
    this.#isPaused = true;
    this.#hosts.forEach((host) => (host.forgotten = true));
  }

  #add(silence: Omit<Silence, 'id' | 'state'>): string {
    const id = `s${this.#silences.length + 1}`;
    this.#silences.push({ ...silence, id, state: 'active' });
    return id;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.url);
    this.asked.push(`${request.method} ${pathname}`);
    this.bearers.push(request.headers.authorization);
    const body: unknown = request.method === 'POST' ? await json(request) : null;
    if (typeof this.mode === 'object' && 'hang' in this.mode) {
      this.mode = this.mode.hang > 1 ? { hang: this.mode.hang - 1 } : 'ok';
      return;
    }
    if (this.mode === 'drop') {
      request.socket.destroy();
      return;
    }
    const [status, answer] =
      this.mode === 'ok'
        ? this.#know(request.method ?? 'GET', pathname, body)
        : [this.mode.status, { message: 'not now' }];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  #know(method: string, path: string, body: unknown): [number, unknown] {
    const api = path.replace(/^.*\/api\/v[12]\//, '');
    const [what = '', id] = api.split('/');
    switch (`${method} ${what}`) {
      case 'GET alerts':
        return [
          200,
          [...this.#hosts.entries()]
            .filter(([, { forgotten }]) => !forgotten)
            .map(([host, { since }]) => this.#alert(host, since)),
        ];
      case 'GET silences':
        return [
          200,
          this.#silences.map(({ state, ...silence }) => ({
            ...silence,
            status: { state },
            updatedAt: silence.startsAt,
          })),
        ];
      case 'POST silences':
        return [202, { silenceID: this.#add(body as Omit<Silence, 'id' | 'state'>) }];
      case 'DELETE silence':
        this.end(id ?? '');
        return [200, { message: 'silence deleted' }];
      case 'GET status':
        return [
          200,
          {
            cluster: { status: 'disabled', peers: [] },
            uptime: path.includes('/grafana/') ? null : (this.#startedAt ?? '2026-01-01T00:00:00Z'),
          },
        ];
      case 'GET rules':
        return [200, { status: 'success', data: { groups: [this.#group()] } }];
      default:
        return [404, { message: 'not found' }];
    }
  }

  #labels(host: string): Record<string, string> {
    return { ...RULE, host };
  }

  #alert(host: string, startsAt: string): object {
    const silencedBy = this.#silences
      .filter(
        ({ state, matchers }) =>
          state === 'active' && matchers.every(({ name, value }) => this.#labels(host)[name] === value),
      )
      .map(({ id }) => id);
    return {
      annotations: { summary: `Disk of ${host} is full` },
      startsAt,
      endsAt: '2099-01-01T00:00:00Z',
      fingerprint: `fp-${host}`,
      receivers: [{ name: 'vigie' }],
      status: { inhibitedBy: [], silencedBy, state: silencedBy.length > 0 ? 'suppressed' : 'active' },
      labels: { __alert_rule_uid__: 'disk', ...this.#labels(host) },
    };
  }

  #group(): object {
    const instances = [...this.#hosts.entries()].map(([host, { fires, since }]) => ({
      labels: this.#labels(host),
      state: fires ? 'Alerting' : 'Normal',
      activeAt: since,
      value: '',
    }));
    const rule = {
      state: instances.some(({ state }) => state === 'Alerting') ? 'firing' : 'inactive',
      name: RULE.alertname,
      uid: 'disk',
      health: 'ok',
      type: 'alerting',
      alerts: this.#isPaused ? [] : instances,
      isPaused: this.#isPaused,
      lastEvaluation: this.#isEvaluated && !this.#isPaused ? '2026-02-01T00:00:00Z' : NEVER,
    };
    return { name: 'disks', file: 'Shop', folderUid: 'shop', interval: 60, rules: [rule] };
  }

  #webhook(hosts: string[], status: 'firing' | 'resolved'): object {
    const alerts = hosts.map((host) => ({
      status,
      labels: this.#labels(host),
      annotations: { summary: `Disk of ${host} is full` },
      startsAt: this.#hosts.get(host)?.since ?? NEVER,
      endsAt: NEVER,
      fingerprint: `fp-${host}`,
      values: null,
      orgId: 1,
    }));
    return {
      receiver: 'vigie',
      status,
      alerts,
      groupLabels: { alertname: RULE.alertname, grafana_folder: RULE.grafana_folder },
      commonLabels: RULE,
      groupKey: '{}:{alertname="DiskFull", grafana_folder="Shop"}',
      truncatedAlerts: 0,
      orgId: 1,
      version: '1',
    };
  }
}
