/**
 * A monitor that reports new problems one after the other and tries again until it is told 2xx, as
 * real ones do, and what must be true afterwards whatever happened to the sidecars meanwhile.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { outageMs } from '../support/depth.ts';
import type { Answer, Sidecar } from '../support/sidecar.ts';
import type { WebhookDelivery, WebhookSink } from '../support/webhook-sink.ts';
import { until } from '../support/waiting.ts';

export const stormToken = 'storm-token-0123456789abcdef';

/** Step 1 pages Ann, step 2 a second later Ben; nobody answers. */
export function stormProvisioning(sink: WebhookSink): string {
  const user = (login: string) => `  - login: ${login}
    name: ${login}
    email: ${login}@example.com
    timeZone: Europe/Paris
    contactMethods: [{ id: hook, type: webhook, to: "${sink.url(`/${login}`)}" }]
    notificationRules: { default: [{ method: hook, after: 0s }], urgent: [{ method: hook, after: 0s }] }
`;
  return `apiVersion: 1
users:
${user('ann')}${user('ben')}teams: [{ id: sre, name: SRE, members: [ann, ben] }]
escalationPolicies:
  - { id: sre, name: SRE, team: sre, steps: [{ notify: [{ user: ann }], wait: 1s }, { notify: [{ user: ben }], wait: 1d }] }
integrations:
  - { id: storm, name: Storm, type: webhook, team: sre, token: ${stormToken}, policy: sre }
`;
}

/** Random moments that can be had again: the seed is printed, FAULT_SEED sets it. */
export function seededChance(name: string): () => number {
  let state = Number(process.env.FAULT_SEED ?? randomInt(2 ** 31)) >>> 0;
  console.log(`${name}: FAULT_SEED=${state}`);
  // Mulberry32.
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Accepted {
  fingerprint: string;
  incident: string;
  /** When it was answered, monotonic ms. */
  at: number;
}

export interface Storm {
  /** What was answered 2xx. */
  accepted: readonly Accepted[];
  /** Lets what is under way come to its answer, then resolves. */
  stop(): Promise<void>;
}

/** @param targets every problem goes to one of them, and after a failure to the next */
export function startStorm(targets: readonly Sidecar[], workers = 4, gapMs = 15, name = 'problem'): Storm {
  const accepted: Accepted[] = [];
  let next = 0;
  let stopping = false;
  async function work(): Promise<void> {
    while (!stopping) {
      const n = next++;
      const incident = await report(targets, name, n);
      accepted.push({ fingerprint: `${name}-${n}`, incident, at: performance.now() });
      await pause(gapMs);
    }
  }
  const running = Promise.all(Array.from({ length: workers }, work));
  return {
    accepted,
    stop: async () => {
      stopping = true;
      await running;
    },
  };
}

/** As long as the longest outage, and a minute to come back. */
const MOST_TRIES = (outageMs + 60_000) / 25;

async function report(targets: readonly Sidecar[], name: string, n: number): Promise<string> {
  const problem = { id: `${name}-${n}`, title: `Disk full, ${name} ${n}`, severity: 'error', status: 'firing' };
  for (let tries = 0; ; tries++) {
    const target = targets[(n + tries) % targets.length] as Sidecar;
    const answer = await target.ingest<{ incidents: string[] }>(stormToken, problem).catch(() => null);
    if (answer?.status === 202) return answer.body.incidents[0] as string;
    if (answer !== null && answer.status !== 503)
      throw new Error(`${name} ${n} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    if (tries > MOST_TRIES)
      throw new Error(`${name} ${n} found nobody who would take it: ${JSON.stringify(answer?.body ?? null)}`);
    await pause(25);
  }
}

interface IncidentBody {
  id: string;
  number: number;
  state: string;
  title: string;
}

async function allIncidents(sidecar: Sidecar): Promise<IncidentBody[]> {
  const found: IncidentBody[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { status, body }: Answer<{ items: IncidentBody[]; next: string | null }> = await sidecar.api(
      'GET',
      `incidents?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    expect(status, JSON.stringify([body, ...sidecar.errors])).toBe(200);
    found.push(...body.items);
    cursor = body.next;
  }
  return found;
}

export interface Pages {
  /** Idempotency keys by `<incident> <person>`. */
  keys: ReadonlyMap<string, ReadonlySet<string>>;
  /** Pages that came more than once (under one key). */
  repeats: number;
}

export function pagesOf(deliveries: readonly WebhookDelivery[]): Pages {
  const keys = new Map<string, Set<string>>();
  const seen = new Set<string>();
  const pages = deliveries.filter(({ body }) => body['kind'] === 'page');
  for (const { path, body, headers } of pages) {
    const name = `${(body['incident'] as { id: string }).id} ${path.slice(1)}`;
    const key = String(headers['idempotency-key']);
    keys.set(name, (keys.get(name) ?? new Set()).add(key));
    seen.add(key);
  }
  return { keys, repeats: pages.length - seen.size };
}

/** Waits until every incident's pages have come, then checks what was promised. */
export async function expectNothingLost(
  sidecar: Sidecar,
  sink: WebhookSink,
  storms: readonly Storm[],
): Promise<{ incidents: number; repeats: number }> {
  const incidents = await allIncidents(sidecar);
  const stored = new Set(incidents.map(({ id }) => id));
  expect(
    storms.flatMap(({ accepted }) => accepted).filter(({ incident }) => !stored.has(incident)),
    'answered 2xx, and gone',
  ).toEqual([]);
  const numbers = incidents.map(({ number }) => number);
  expect(new Set(numbers).size, 'a number belongs to one incident').toBe(numbers.length);
  expect(new Set(incidents.map(({ title }) => title)).size, 'one incident per problem').toBe(incidents.length);
  const wanted = incidents.flatMap(({ id }) => [`${id} ann`, `${id} ben`]);
  const missing = () => {
    const { keys } = pagesOf(sink.items);
    return wanted.filter((name) => !keys.has(name));
  };
  await until('every page has come', () => missing().length === 0, 30_000).catch(() => undefined);
  expect(missing(), 'pages that never came').toEqual([]);
  const { keys, repeats } = pagesOf(sink.items);
  expect(
    [...keys].filter(([, set]) => set.size > 1),
    'pages under two keys',
  ).toEqual([]);
  expect(
    [...keys.keys()].filter((name) => !wanted.includes(name)),
    'pages nobody expected',
  ).toEqual([]);
  await expectWatchdogIdle(sidecar);
  return { incidents: incidents.length, repeats };
}

async function expectWatchdogIdle(sidecar: Sidecar): Promise<void> {
  const { body } = await sidecar.request<string>('GET', '/metrics');
  expect(body).toMatch(/^vigie_incidents_unattended 0$/m);
  expect(body).toMatch(/^vigie_engine_row_failures_total 0$/m);
}
