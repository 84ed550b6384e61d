/** Ten people who look: pages of the plugin that hear what changes, and ask again as the plugin does (src/api/live). */
import { setTimeout as pause } from 'node:timers/promises';
import { listen } from '../support/event-stream.ts';
import { contextOf } from '../support/grafana.ts';
import { way, type Sidecar } from '../support/sidecar.ts';

const NOT_OVER = 'state=open&state=acknowledged';
const HOME = [
  `incidents?${NOT_OVER}&sort=attention&limit=8`,
  `incidents?${NOT_OVER}&sort=attention&limit=100&mine=true`,
  'review-actions?done=false&mine=true&limit=10',
  'channel-states',
  'heartbeats',
  'integration-states',
];
const LIST = [`incidents?${NOT_OVER}&state=snoozed&sort=attention&limit=50`];
const PARTS = ['', '/alerts?limit=100', '/pages', '/timeline', '/sync', '/updates'];

type Kind = 'home' | 'list' | 'incident';
const OPEN: readonly Kind[] = [...Array<Kind>(4).fill('home'), ...Array<Kind>(4).fill('list'), 'incident', 'incident'];
/** How long somebody looks at one incident. */
const READS_MS = 15_000;
const TICK_MS = 50;

export interface PagesDeps {
  hear(incident: string): void;
  unexpected(what: string): void;
}

export async function openPages(sidecar: Sidecar, signal: AbortSignal, { hear, unexpected }: PagesDeps): Promise<void> {
  await Promise.all(
    OPEN.map((kind, n) => {
      const page = new Page(sidecar, kind, n, unexpected);
      return page.stayOpen(signal, n === 0 ? hear : () => undefined);
    }),
  );
}

class Page {
  readonly #sidecar: Sidecar;
  readonly #kind: Kind;
  readonly #headers: Record<string, string>;
  readonly #unexpected: PagesDeps['unexpected'];
  #shown: Asking[];
  #incident: { id: string; since: number } | null = null;

  constructor(sidecar: Sidecar, kind: Kind, n: number, unexpected: PagesDeps['unexpected']) {
    const login = `reader${n}`;
    this.#sidecar = sidecar;
    this.#kind = kind;
    this.#headers = { 'X-Grafana-Context': contextOf({ uid: `uid-${login}`, login, name: login, role: 'Editor' }) };
    this.#unexpected = unexpected;
    this.#shown = (kind === 'home' ? HOME : kind === 'list' ? LIST : []).map(newlyAsking);
  }

  /** Connects again when the server ends the stream, and asks for what it missed. */
  async stayOpen(signal: AbortSignal, hear: (incident: string) => void): Promise<void> {
    const { path, headers, token } = way('events', { headers: this.#headers });
    let lastId: string | null = null;
    while (!signal.aborted) {
      const stream = await listen(this.#sidecar.url + path, {
        ...headers,
        Authorization: `Bearer ${token}`,
        ...(lastId === null ? {} : { 'Last-Event-ID': lastId }),
      });
      let hasEnded = false;
      const ended = stream.ended.finally(() => (hasEnded = true));
      while (!signal.aborted && !hasEnded) {
        await pause(TICK_MS);
        for (const { event, data } of stream.events.take()) this.#hear(event, (data as { id: string }).id, hear);
        this.#ask(performance.now());
      }
      lastId = stream.lastId() ?? lastId;
      stream.close();
      await ended;
    }
  }

  #hear(event: string, id: string, hear: (incident: string) => void): void {
    if (event === 'reset') this.#unexpected('an open page was told to look at everything again');
    if (event !== 'incident') return;
    hear(id);
    const now = performance.now();
    if (this.#kind === 'incident') this.#turnTo(id, now);
    if (this.#kind !== 'incident' || this.#incident?.id === id) for (const one of this.#shown) one.changedAt ??= now;
  }

  /** To the newest incident, when the one before was read for long enough. */
  #turnTo(id: string, now: number): void {
    if (this.#incident !== null && now < this.#incident.since + READS_MS) return;
    this.#incident = { id, since: now };
    this.#shown = PARTS.map((part) => newlyAsking(`incidents/${id}${part}`));
  }

  #ask(now: number): void {
    for (const one of this.#shown.filter((asking) => isTime(asking, now))) {
      Object.assign(one, { changedAt: null, askedAt: now, isWaiting: true });
      this.#sidecar
        .api('GET', one.route, undefined, { headers: this.#headers })
        .then(({ status, body }) => {
          if (status !== 200) throw new Error(`${status} ${JSON.stringify(body).slice(0, 200)}`);
        })
        .catch((error: unknown) => this.#unexpected(`${one.route}: ${(error as Error).message}`))
        .finally(() => (one.isWaiting = false));
    }
  }
}

interface Asking {
  route: string;
  /** Monotonic ms; null: nothing changed since it was asked. */
  changedAt: number | null;
  askedAt: number;
  isWaiting: boolean;
}

const newlyAsking = (route: string): Asking => ({ route, changedAt: 0, askedAt: -EVERY, isWaiting: false });

/** As in src/api/live/pace.ts. */
const [CALM, EVERY] = [250, 1000];

const isTime = ({ changedAt, askedAt, isWaiting }: Asking, now: number): boolean =>
  changedAt !== null && !isWaiting && now >= Math.max(changedAt + CALM, askedAt + EVERY);
