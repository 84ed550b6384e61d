/**
 * What `GET labour/findings` and `GET statements` cost of 200 people and a month, and how long pages take while months are
 * made, against their limits; exit 1 over one.
 */
import { setTimeout } from 'node:timers/promises';
import { DAY, HOUR, MINUTE, WEEK } from '#domain/time/duration';
import { contextOf } from '../support/grafana.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';
import { changeRows } from '../stories/rows.ts';
import { figure, latencies, round } from './figures.ts';
import { cpuSeconds } from './process.ts';
import { ingestToken, withEachSidecar } from './subjects.ts';

const PEOPLE = 200;
const WEEKS = 20;
const [WARM_UP, COUNT] = [5, 60];
/** ms */
const LIMIT = 500;
/** ms, for the months of all 200, each computed anew. */
const STATEMENTS_LIMIT = 3_000;
/** How much longer a page may take while statements are made: p99 to p99. */
const PAGES_LIMIT = 1.2;
const PAGES_BEFORE = 200;

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const logins = range(PEOPLE).map((i) => `person${i}`);
const LONG_AGO = '2025-01-01';

const sink = await startWebhookSink();
const provisioning = JSON.stringify({
  apiVersion: 1,
  users: [
    ...[...logins, 'hana', 'cleo'].map((login) => ({ login, email: `${login}@example.com` })),
    {
      login: 'pat',
      contactMethods: [{ id: 'hook', type: 'webhook', to: sink.url('/pat') }],
      notificationRules: { urgent: [{ method: 'hook', after: '0s' }] },
    },
  ],
  escalationPolicies: [{ id: 'main', steps: [{ notify: [{ user: 'pat' }], urgency: 'urgent', wait: '1d' }] }],
  integrations: [{ id: 'bench', type: 'webhook', policy: 'main', token: ingestToken }],
  rotas: range(4).map((n) => ({
    id: `rota${n}`,
    timeZone: 'Europe/Paris',
    layers: [{ id: 'a', participants: logins.filter((_, i) => i % 4 === n).map((login) => [login]) }],
  })),
  units: [
    {
      id: 'ops',
      name: 'Ops',
      since: LONG_AGO,
      timeZone: 'Europe/Paris',
      holidays: 'FR',
      managers: ['cleo'],
      hr: ['hana'],
      duties: range(4).map((n) => ({ rota: `rota${n}`, kind: 'onCall' })),
      rules: [{ from: LONG_AGO, pack: 'fr-default@1' }],
    },
  ],
  workProfiles: logins.map((user) => ({
    user,
    unit: 'ops',
    from: LONG_AGO,
    contract: 'hours',
    schedule: [
      { days: ['workday'], from: '09:00', to: '12:30' },
      { days: ['workday'], from: '14:30', to: '18:00' },
    ],
  })),
});

/** Each is on call every fourth week, with two nights of work in it. */
async function fill(url: string): Promise<void> {
  await changeRows(url, `update config set created_at = ${Date.parse(LONG_AGO)} where kind = 'units'`);
  await changeRows(
    url,
    "update meta set value = cast(cast(value as bigint) + 1 as text) where key = 'config_revision'",
  );
  const monday = Math.floor(Date.now() / WEEK) * WEEK - WEEKS * WEEK;
  const turns = logins.flatMap((user, i) =>
    range(WEEKS / 4).map((n) => ({
      user,
      rota: `rota${i % 4}`,
      start: monday + (n * 4 + (i % 4)) * WEEK,
      hour: i % 8,
    })),
  );
  const duties = turns.map(
    ({ user, rota, start }, i) => `('d${i}', '${rota}', '${user}', ${start}, ${start + WEEK}, '{"layer":"a"}')`,
  );
  await changeRows(url, `insert into duties (id, rota, "user", start_at, end_at, why) values ${duties.join(', ')}`);
  const worked = turns.flatMap(({ user, start, hour }, i) =>
    [1, 4].map((day) => {
      const at = start + day * DAY + hour * HOUR;
      return `('i${i}-${day}', 'none', '${user}', ${at}, ${at + 40 * MINUTE}, 0, '', '[]', 1)`;
    }),
  );
  await changeRows(
    url,
    `insert into interventions (id, incident, "user", start_at, end_at, travel_ms, note, history, version) values ${worked.join(', ')}`,
  );
}

/** @returns ms from the alert to the page */
async function pageTime(sidecar: Sidecar, id: string): Promise<number> {
  sink.take();
  const started = performance.now();
  const { status } = await sidecar.ingest(ingestToken, { id, title: id, severity: 'critical', status: 'firing' });
  if (status !== 202) throw new Error(`the alert was answered ${status}`);
  const { at } = await sink.waitFor(({ body }) => body['kind'] === 'page');
  return at - started;
}

const lastMonth = (): string => new Date(new Date().setUTCDate(0)).toISOString().slice(0, 7);

/** Pages one after the other while the months of all are made, which takes a transaction for every 20. */
async function pagesMeanwhile(
  sidecar: Sidecar,
  headers: Record<string, string>,
): Promise<{ ms: number[]; took: number }> {
  const last = logins.toSorted().at(-1) ?? '';
  const started = performance.now();
  const ms: number[] = [];
  for (let n = 0; ; n++) {
    ms.push(await pageTime(sidecar, `meanwhile-${n}`));
    if (n % 10 === 0) {
      const query = `statements?month=${lastMonth()}&user=${last}`;
      const { body } = await sidecar.api<{ items: object[] }>('GET', query, undefined, { headers });
      if (body.items.length > 0) {
        return { ms, took: performance.now() - started };
      }
    }
  }
}

/** Once all are made, which happens beside the requests. @returns ms of the slowest of three */
async function statementsTime(sidecar: Sidecar, headers: Record<string, string>): Promise<number> {
  const month = lastMonth();
  let slowest = 0;
  for (let n = 0; n < 3;) {
    const started = performance.now();
    const { status, body } = await sidecar.api<{ items: object[] }>(
      'GET',
      `statements?month=${month}&limit=500`,
      undefined,
      { headers },
    );
    if (status !== 200) throw new Error(`the statements answered ${status}`);
    if (body.items.length === PEOPLE) {
      slowest = Math.max(slowest, performance.now() - started);
      n++;
    } else {
      await setTimeout(200);
    }
  }
  return slowest;
}

let isOver = false;
await withEachSidecar(provisioning, async (sidecar, subject, url) => {
  const before: number[] = [];
  for (let n = 0; n < PAGES_BEFORE; n++) {
    before.push(await pageTime(sidecar, `before-${n}`));
  }
  await fill(url);
  const headers = { 'X-Grafana-Context': contextOf({ uid: 'u-hana', login: 'hana' }) };
  const meanwhile = await pagesMeanwhile(sidecar, headers);
  const [alone, beside] = [latencies(before), latencies(meanwhile.ms)];
  const ratio = round(beside.p99 / alone.p99);
  figure('pages-beside-statements', subject, {
    ...{ alone: alone.p99, beside: beside.p99, ratio, limit: PAGES_LIMIT, pages: meanwhile.ms.length },
    took: round(meanwhile.took),
  });
  const ms: number[] = [];
  let found = 0;
  let busy = 0;
  for (let n = 0; n < WARM_UP + COUNT; n++) {
    busy = n === WARM_UP ? cpuSeconds(sidecar.pid) : busy;
    const started = performance.now();
    const { status, body } = await sidecar.api<{ items: object[] }>('GET', 'labour/findings?limit=500', undefined, {
      headers,
    });
    if (status !== 200) throw new Error(`the findings answered ${status}`);
    found = body.items.length;
    if (n >= WARM_UP) ms.push(performance.now() - started);
  }
  const p95 = round(ms.toSorted((a, b) => a - b)[Math.floor(COUNT * 0.95)] ?? NaN);
  const cpu = round(((cpuSeconds(sidecar.pid) - busy) * 1000) / COUNT);
  figure('labour-findings', subject, { ...latencies(ms), p95, cpu, limit: LIMIT, people: PEOPLE, found });
  const slowest = await statementsTime(sidecar, headers);
  figure('labour-statements', subject, { slowest: round(slowest), limit: STATEMENTS_LIMIT, people: PEOPLE });
  isOver ||= p95 > LIMIT || found === 0 || slowest > STATEMENTS_LIMIT || ratio > PAGES_LIMIT;
});
await sink.stop();
process.exitCode = isOver ? 1 : 0;
