/** What `GET labour/findings` and `GET statements` cost of 200 people and a month, against their limits; exit 1 over one. */
import { contextOf } from '../support/grafana.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { until } from '../support/waiting.ts';
import { readRows } from '../stories/rows.ts';
import { figure, latencies, round } from './figures.ts';
import { cpuSeconds } from './process.ts';
import { withEachSidecar } from './subjects.ts';
import { fill, PEOPLE, unitOf200 } from './unit-of-200.ts';

const [WARM_UP, COUNT] = [5, 60];
/** ms */
const LIMIT = 500;
/** ms, for the months of all 200, each computed anew. */
const STATEMENTS_LIMIT = 3_000;

const month = new Date(new Date().setUTCDate(0)).toISOString().slice(0, 7);

async function isMade(url: string): Promise<boolean> {
  const [row] = await readRows<{ n: number | string }>(
    url,
    `select count(*) as n from statements where month = '${month}'`,
  );
  return Number(row?.n) === PEOPLE;
}

/** @returns ms of the slowest of three */
async function statementsTime(sidecar: Sidecar, headers: Record<string, string>): Promise<number> {
  let slowest = 0;
  for (let n = 0; n < 3; n++) {
    const started = performance.now();
    const query = `statements?month=${month}&limit=500`;
    const { status, body } = await sidecar.api<{ items: object[] }>('GET', query, undefined, { headers });
    if (status !== 200 || body.items.length !== PEOPLE) throw new Error(`the statements answered ${status}`);
    slowest = Math.max(slowest, performance.now() - started);
  }
  return slowest;
}

let isOver = false;
const nowhere = 'http://127.0.0.1:9/';
await withEachSidecar(unitOf200(nowhere, nowhere), async (sidecar, subject, url) => {
  await fill(url);
  const headers = { 'X-Grafana-Context': contextOf({ uid: 'u-hana', login: 'hana' }) };
  // A request reads the configuration that changed.
  await sidecar.api('GET', 'labour/findings?limit=1', undefined, { headers });
  await until('the last month is made', () => isMade(url), 120_000);
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
  isOver ||= p95 > LIMIT || found === 0 || slowest > STATEMENTS_LIMIT;
});
process.exitCode = isOver ? 1 : 0;
