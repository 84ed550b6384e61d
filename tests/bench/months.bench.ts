/**
 * What pages cost while 200 statements are made, against their limits. Rounds alternate on one sidecar: pages with nothing
 * beside them, then pages while the last month of all 200 people is made again; a machine that gets busier slows both. Exit 1
 * over a limit.
 */
import { setTimeout } from 'node:timers/promises';
import { until } from '../support/waiting.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';
import { changeRows, readRows } from '../stories/rows.ts';
import { figure, latencies, round } from './figures.ts';
import { pageTime } from './page-time.ts';
import { cpuSeconds } from './process.ts';
import { withEachSidecar } from './subjects.ts';
import { fill, PEOPLE, unitOf200 } from './unit-of-200.ts';

const ROUNDS = 5;
const [WARM_UP, PAGES_ALONE] = [20, 60];
/** ms for 200 statements. */
const MONTH_LIMIT = 3_000;
/** How much longer a page may take while statements are made: p99 to p99. */
const PAGES_LIMIT = 1.2;
/** ms between pages, so that they come at any moment of what is done beside them. */
const PAUSES = [0, 7, 3, 11, 1, 13, 5, 9];

const lastMonth = new Date(new Date().setUTCDate(0)).toISOString().slice(0, 7);
const ofLastMonth = `from statements where month = '${lastMonth}'`;

const sink = await startWebhookSink();
let pages = 0;

async function nextPage(sidecar: Sidecar): Promise<number> {
  await setTimeout(PAUSES[pages % PAUSES.length]);
  return pageTime(sidecar, sink, `page-${pages++}`);
}

async function countMade(url: string): Promise<number> {
  const [row] = await readRows<{ n: number | string }>(url, `select count(*) as n ${ofLastMonth}`);
  return Number(row?.n);
}

/** The month is forgotten behind the sidecar's back, and made again as on the 1st. */
async function makeAgain(url: string): Promise<void> {
  await changeRows(url, `delete ${ofLastMonth}`);
  await changeRows(url, "update timers set due_at = 0, rank = 0, attempt = 0 where kind = 'unit'");
}

/** @returns ms from the first statement to the last; the engine may sleep for a second before it looks at the changed row */
async function timeAlone(url: string): Promise<number> {
  await makeAgain(url);
  await until('the first is made again', async () => (await countMade(url)) > 0);
  const started = performance.now();
  await until('the month is made again', async () => (await countMade(url)) === PEOPLE, 400_000);
  return performance.now() - started;
}

interface Beside {
  ms: number[];
  took: number;
  cpu: number;
}

async function pagesBeside(sidecar: Sidecar, url: string): Promise<Beside> {
  const busy = cpuSeconds(sidecar.pid);
  await makeAgain(url);
  const started = performance.now();
  const ms: number[] = [];
  while ((await countMade(url)) < PEOPLE) {
    ms.push(await nextPage(sidecar));
  }
  return { ms, took: performance.now() - started, cpu: cpuSeconds(sidecar.pid) - busy };
}

const middle = (values: readonly number[]): number => round(latencies(values).p50);

let isOver = false;
await withEachSidecar(unitOf200(sink.url('/pat'), sink.url('/people')), async (sidecar, subject, url) => {
  await fill(url);
  // A request reads the configuration that changed.
  await sidecar.api('GET', 'units');
  await until('all months are made', async () => (await countMade(url)) === PEOPLE, 400_000);
  for (let n = 0; n < WARM_UP; n++) await nextPage(sidecar);
  const alone: number[][] = [];
  const beside: Beside[] = [];
  const quiet: number[] = [];
  for (let n = 0; n < ROUNDS; n++) {
    const own: number[] = [];
    while (own.length < PAGES_ALONE) own.push(await nextPage(sidecar));
    alone.push(own);
    beside.push(await pagesBeside(sidecar, url));
    quiet.push(await timeAlone(url));
  }
  const [without, meanwhile] = [latencies(alone.flat()), latencies(beside.flatMap(({ ms }) => ms))];
  const ratios = { p50: round(meanwhile.p50 / without.p50), p99: round(meanwhile.p99 / without.p99) };
  const [took, alone200] = [latencies(beside.map((one) => one.took)), latencies(quiet)];
  figure('months', subject, {
    aloneP50: without.p50,
    besideP50: meanwhile.p50,
    ratioP50: ratios.p50,
    aloneP99: without.p99,
    besideP99: meanwhile.p99,
    ratioP99: ratios.p99,
    limit: PAGES_LIMIT,
    roundsP50: middle(alone.map((own, i) => latencies(beside[i]?.ms ?? []).p50 / latencies(own).p50)),
    pagesAlone: alone.flat().length,
    pagesBeside: beside.flatMap(({ ms }) => ms).length,
    took: alone200.p50,
    slowest: alone200.max,
    tookLimit: MONTH_LIMIT,
    tookBeside: took.p50,
    cpu: middle(beside.map((one) => one.cpu * 1000)),
  });
  isOver ||= ratios.p99 > PAGES_LIMIT || alone200.p50 > MONTH_LIMIT;
});
await sink.stop();
process.exitCode = isOver ? 1 : 0;
