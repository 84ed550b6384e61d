/** What `GET labour/findings` and `GET statements` cost of 200 people and a month, against their limits; exit 1 over one. */
import { setTimeout } from 'node:timers/promises';
import { DAY, HOUR, MINUTE, WEEK } from '#domain/time/duration';
import { contextOf } from '../support/grafana.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { changeRows } from '../stories/rows.ts';
import { figure, latencies, round } from './figures.ts';
import { cpuSeconds } from './process.ts';
import { withEachSidecar } from './subjects.ts';

const PEOPLE = 200;
const WEEKS = 20;
const [WARM_UP, COUNT] = [5, 60];
/** ms */
const LIMIT = 500;
/** ms, for the months of all 200, each computed anew. */
const STATEMENTS_LIMIT = 3_000;

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const logins = range(PEOPLE).map((i) => `person${i}`);
const LONG_AGO = '2025-01-01';

const provisioning = JSON.stringify({
  apiVersion: 1,
  users: [...logins, 'hana', 'cleo'].map((login) => ({ login, email: `${login}@example.com` })),
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

/** Once all are made, which happens beside the requests. @returns ms of the slowest of three */
async function statementsTime(sidecar: Sidecar, headers: Record<string, string>): Promise<number> {
  const month = new Date(new Date().setUTCDate(0)).toISOString().slice(0, 7);
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
  await fill(url);
  const headers = { 'X-Grafana-Context': contextOf({ uid: 'u-hana', login: 'hana' }) };
  const ms: number[] = [];
  let found = 0;
  let before = 0;
  for (let n = 0; n < WARM_UP + COUNT; n++) {
    before = n === WARM_UP ? cpuSeconds(sidecar.pid) : before;
    const started = performance.now();
    const { status, body } = await sidecar.api<{ items: object[] }>('GET', 'labour/findings?limit=500', undefined, {
      headers,
    });
    if (status !== 200) throw new Error(`the findings answered ${status}`);
    found = body.items.length;
    if (n >= WARM_UP) ms.push(performance.now() - started);
  }
  const p95 = round(ms.toSorted((a, b) => a - b)[Math.floor(COUNT * 0.95)] ?? NaN);
  const cpu = round(((cpuSeconds(sidecar.pid) - before) * 1000) / COUNT);
  figure('labour-findings', subject, { ...latencies(ms), p95, cpu, limit: LIMIT, people: PEOPLE, found });
  const slowest = await statementsTime(sidecar, headers);
  figure('labour-statements', subject, { slowest: round(slowest), limit: STATEMENTS_LIMIT, people: PEOPLE });
  isOver ||= p95 > LIMIT || found === 0 || slowest > STATEMENTS_LIMIT;
});
process.exitCode = isOver ? 1 : 0;
