/**
 * What insights cost with a year of answered incidents, on both databases: keeping past days, each chapter just after a
 * start and then again and again, and ingest and paging in turn alone, beside somebody who reads insights, and beside a
 * replay. BENCH_INCIDENTS (1,000,000) and BENCH_INCIDENTS_POSTGRES (200,000) are stored; 0 leaves a database out.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { readRows } from '../stories/rows.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';
import { figure, latencies, round } from './figures.ts';
import { expectOnly, load } from './load.ts';
import { cpuSeconds } from './process.ts';
import { PEOPLE, seedYear, TEAMS } from './seeded-year.ts';
import { ingestToken, withEachSidecar } from './subjects.ts';

const STORED = {
  sqlite: Number(process.env['BENCH_INCIDENTS'] ?? 1_000_000),
  postgres: Number(process.env['BENCH_INCIDENTS_POSTGRES'] ?? 200_000),
};
const [ASKED, ASKED_FOR_MS] = [100, 5000];
/** Teams that are asked about once each, so that each answer is computed. */
const COMPUTED = 20;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 4);
const ALERTS = 4000;
const PAGES = 40;
/** Somebody who reads asks again after this. */
const READS_EVERY_MS = 2000;
/** Days of the year that are over, and kept. */
const DAYS = 389;
/** ms */
const [WARM, COLD] = [300, 2000];
/** How much slower ingest and paging may be beside somebody who reads. */
const SLOWER = 1.05;

const sink = await startWebhookSink();
const people = Array.from({ length: PEOPLE }, (_, i) => `  - { login: u${i}, name: U${i}, timeZone: Europe/Paris }`);
const teams = Array.from(
  { length: TEAMS },
  (_, i) => `  - { id: t${i}, name: T${i}, members: [${[0, 1, 2, 3].map((n) => `u${i + TEAMS * n}`).join(', ')}] }`,
);
const policies = Array.from(
  { length: TEAMS },
  (_, i) => `  - { id: t${i}, name: T${i}, team: t${i}, steps: [{ notify: [{ team: t${i} }], wait: 1d }] }`,
);
const hook = `contactMethods: [{ id: hook, type: webhook, to: "${sink.url('/ann')}" }]`;
const provisioning = `
apiVersion: 1
users:
  - { login: ann, name: Ann, timeZone: Europe/Paris, ${hook}, notificationRules: { urgent: [{ method: hook, after: 0s }] } }
${people.join('\n')}
teams:
${teams.join('\n')}
escalationPolicies:
  - { id: quiet, name: Quiet, steps: [{ notify: [], wait: 1d }] }
  - { id: loud, name: Loud, steps: [{ notify: [{ user: ann }], urgency: urgent, wait: 1d }] }
${policies.join('\n')}
integrations:
  - { id: bench, name: Bench, type: webhook, token: ${ingestToken}, policy: quiet, routes: [{ match: ['loud=yes'], policy: loud }] }
`;

const QUESTIONS = {
  'a team': 'insights/team?team=t7&compare=previous',
  'alerts of a team': 'insights/alerts?team=t7&compare=previous',
  'the pager for a team': 'insights/pager?team=t7&compare=previous',
  everybody: 'insights/team?compare=previous',
  'all alerts': 'insights/alerts?compare=previous',
  'the whole pager': 'insights/pager?compare=previous',
};

let isMissed = false;

async function ask(sidecar: Sidecar, question: string): Promise<number> {
  const started = performance.now();
  const answer = await sidecar.api<{ figures: Array<{ key: string; n: number }> }>('GET', question);
  if (answer.status !== 200 || !answer.body.figures.some(({ n }) => n > 0)) {
    throw new Error(`${question} answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 500)}`);
  }
  return performance.now() - started;
}

async function keepDays(sidecar: Sidecar, subject: string, url: string, stored: number): Promise<void> {
  const building = performance.now();
  await sidecar.stop();
  await seedYear(url, stored, Date.now());
  await sidecar.start();
  const [started, used] = [performance.now(), cpuSeconds(sidecar.pid)];
  const ms = await pageTimes(sidecar);
  const countKept = async () =>
    Number((await readRows<{ n: number }>(url, 'select count(*) as n from insight_days'))[0]?.n);
  while ((await countKept()) < DAYS) {
    if (performance.now() - started > 600_000) {
      throw new Error(`only ${await countKept()} days are kept after ten minutes`);
    }
    ms.push(...(await pageTimes(sidecar, 10)));
  }
  figure('insights', `${subject}, keeping all past days of ${stored} incidents`, {
    builtSeconds: round((started - building) / 1000),
    seconds: round((performance.now() - started) / 1000),
    processorSeconds: round(cpuSeconds(sidecar.pid) - used),
    pages: ms.length,
    pageP50: latencies(ms).p50,
    pageP99: latencies(ms).p99,
  });
}

async function measureQuestions(sidecar: Sidecar, on: string): Promise<void> {
  for (const [subject, question] of Object.entries(QUESTIONS)) {
    await sidecar.stop();
    await sidecar.start();
    const before = cpuSeconds(sidecar.pid);
    const cold = await ask(sidecar, question);
    const coldProcessorMs = 1000 * (cpuSeconds(sidecar.pid) - before);
    const ms: number[] = [];
    const used = cpuSeconds(sidecar.pid);
    // A question that takes seconds is asked less often.
    for (const until = performance.now() + ASKED_FOR_MS; ms.length < ASKED && performance.now() < until;) {
      ms.push(await ask(sidecar, question));
    }
    const warm = latencies(ms);
    isMissed ||= warm.p99 > WARM || cold > COLD;
    figure('insights', `${on}, ${subject}`, {
      cold: round(cold),
      coldProcessorMs: round(coldProcessorMs),
      asked: ms.length,
      ...warm,
      processorMs: round((1000 * (cpuSeconds(sidecar.pid) - used)) / ms.length),
    });
  }
}

/** What is asked for the first time is computed. */
async function measureComputed(sidecar: Sidecar, on: string): Promise<void> {
  const used = cpuSeconds(sidecar.pid);
  const ms: number[] = [];
  for (let n = 0; n < COMPUTED; n++) {
    ms.push(await ask(sidecar, `insights/team?team=t${n + 10}&compare=previous`));
  }
  const computed = latencies(ms);
  isMissed ||= computed.p99 > WARM;
  const processorMs = round((1000 * (cpuSeconds(sidecar.pid) - used)) / COMPUTED);
  figure('insights', `${on}, ${COMPUTED} teams, each computed`, { ...computed, processorMs });
}

let made = 0;
const alertOf = (labels: object) => ({ id: `new-${made++}`, title: 'Disk full', severity: 'critical', labels });

/** @returns alerts a second */
async function ingestRate(sidecar: Sidecar): Promise<number> {
  const result = await load({
    origin: sidecar.url,
    path: `/in/${ingestToken}`,
    connections: 16,
    count: ALERTS,
    body: () => JSON.stringify(alertOf({})),
  });
  expectOnly(result, 202);
  return ALERTS / result.seconds;
}

/** @returns ms from the alert to its page */
async function pageTimes(sidecar: Sidecar, count = PAGES): Promise<number[]> {
  const ms: number[] = [];
  for (let n = 0; n < count; n++) {
    sink.take();
    const started = performance.now();
    await sidecar.ingest(ingestToken, alertOf({ loud: 'yes' }));
    ms.push((await sink.waitFor(({ body }) => body.kind === 'page')).at - started);
    await pause(50);
  }
  return ms;
}

/** Does something again and again, until told that it is over. */
function again(work: () => Promise<unknown>): () => Promise<void> {
  let isOver = false;
  const working = (async () => {
    while (!isOver) {
      await work();
    }
  })();
  return async () => {
    isOver = true;
    await working;
  };
}

const CHAPTERS = ['team', 'alerts', 'pager'];
let asked = 0;
/** Somebody looks at one chapter after the other, of one team after the other. */
async function read(sidecar: Sidecar): Promise<void> {
  const n = asked++;
  await ask(sidecar, `insights/${CHAPTERS[n % 3]}?team=t${n % TEAMS}&compare=previous`);
  await pause(READS_EVERY_MS);
}

/** Of all alerts that came in so far. */
async function replay(sidecar: Sidecar, from: string): Promise<void> {
  const order = { from, to: new Date().toISOString(), draft: {}, answers: 'never' };
  const { status, body } = await sidecar.api<{ id: string }>('POST', 'replays', order);
  if (status !== 202) {
    throw new Error(`a replay was answered ${status}: ${JSON.stringify(body).slice(0, 500)}`);
  }
  for (let state = 'running'; state !== 'done';) {
    await pause(200);
    state = (await sidecar.api<{ state: string }>('GET', `replays/${body.id}`)).body.state;
    if (state === 'failed') {
      throw new Error('a replay failed');
    }
  }
}

const median = (values: readonly number[]) => latencies(values).p50;
const BESIDE = ['alone', 'reader', 'replay'] as const;
type Beside = (typeof BESIDE)[number];

async function measureBeside(sidecar: Sidecar, on: string, from: string): Promise<void> {
  const empty = (): Record<Beside, number[]> => ({ alone: [], reader: [], replay: [] });
  const [rates, pages] = [empty(), empty()];
  const start: Record<Beside, () => () => Promise<void>> = {
    alone: () => () => Promise.resolve(),
    reader: () => again(() => read(sidecar)),
    replay: () => again(() => replay(sidecar, from)),
  };
  await ingestRate(sidecar);
  for (let n = 0; n < ROUNDS * BESIDE.length; n++) {
    const where = BESIDE[n % BESIDE.length] as Beside;
    const stop = start[where]();
    rates[where].push(await ingestRate(sidecar));
    pages[where].push(...(await pageTimes(sidecar)));
    await stop();
  }
  for (const where of ['reader', 'replay'] as const) {
    const [slower, later] = [median(rates.alone) / median(rates[where]), median(pages[where]) / median(pages.alone)];
    isMissed ||= where === 'reader' && Math.max(slower, later) > SLOWER;
    figure('insights', `${on}, beside a ${where}`, {
      alertsAlone: median(rates.alone),
      alertsBeside: median(rates[where]),
      alertsSlower: round(slower),
      pageAlone: median(pages.alone),
      pageBeside: median(pages[where]),
      pageSlower: round(later),
      pageAloneP99: latencies(pages.alone).p99,
      pageBesideP99: latencies(pages[where]).p99,
    });
  }
}

try {
  await withEachSidecar(provisioning, async (sidecar, on, url) => {
    const stored = url.startsWith('sqlite:') ? STORED.sqlite : STORED.postgres;
    if (stored > 0) {
      const from = new Date().toISOString();
      await keepDays(sidecar, on, url, stored);
      await measureQuestions(sidecar, on);
      await measureComputed(sidecar, on);
      await measureBeside(sidecar, on, from);
    }
  });
} finally {
  await sink.stop();
}
process.exitCode = isMissed ? 1 : 0;
