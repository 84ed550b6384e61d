/**
 * What insights cost with a year of 1,000,000 answered incidents, on SQLite: each chapter just after a start and then
 * again and again, and ingest and paging with and without somebody who reads them meanwhile.
 */
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startSidecar } from '../support/sidecar.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';
import { figure, latencies, round } from './figures.ts';
import { expectOnly, load } from './load.ts';
import { cpuSeconds } from './process.ts';
import { PEOPLE, seedYear, TEAMS } from './seeded-year.ts';
import { ingestToken } from './subjects.ts';

const STORED = Number(process.env['INSIGHT_INCIDENTS'] ?? 1_000_000);
const ASKED = 100;
const ROUNDS = 8;
const ALERTS = 1500;
const PAGES = 60;
/** Somebody who reads asks again after this. */
const READS_EVERY_MS = 2000;
/** ms */
const [WARM, COLD] = [300, 2000];

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

const sidecar = await startSidecar({ provisioning, clock: 'system' });
const QUESTIONS = {
  'a team': 'insights/team?team=t7&compare=previous',
  'alerts of a team': 'insights/alerts?team=t7&compare=previous',
  'the pager for a team': 'insights/pager?team=t7&compare=previous',
  everybody: 'insights/team?compare=previous',
  'all alerts': 'insights/alerts?compare=previous',
  'the whole pager': 'insights/pager?compare=previous',
};

async function ask(question: string): Promise<number> {
  const started = performance.now();
  const answer = await sidecar.api<{ figures: Array<{ key: string; n: number }> }>('GET', question);
  if (answer.status !== 200 || !answer.body.figures.some(({ n }) => n > 0)) {
    throw new Error(`${question} answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 500)}`);
  }
  return performance.now() - started;
}

let isMissed = false;
async function measureQuestions(): Promise<void> {
  for (const [subject, question] of Object.entries(QUESTIONS)) {
    await sidecar.stop();
    await sidecar.start();
    const cold = await ask(question);
    const ms: number[] = [];
    const used = cpuSeconds(sidecar.pid);
    // A question that takes seconds is asked less often.
    for (const until = performance.now() + 20_000; ms.length < ASKED && performance.now() < until;) {
      ms.push(await ask(question));
    }
    const warm = latencies(ms);
    isMissed ||= warm.p99 > WARM || cold > COLD;
    figure('insights', `${subject}, ${STORED} incidents stored`, {
      ...{ cold: round(cold), asked: ms.length, ...warm },
      processorMs: round((1000 * (cpuSeconds(sidecar.pid) - used)) / ms.length),
    });
  }
}

let made = 0;
const alertOf = (labels: object) => ({ id: `new-${made++}`, title: 'Disk full', severity: 'critical', labels });

/** @returns alerts a second */
async function ingestRate(): Promise<number> {
  const result = await load({
    ...{ origin: sidecar.url, path: `/in/${ingestToken}`, connections: 16, count: ALERTS },
    body: () => JSON.stringify(alertOf({})),
  });
  expectOnly(result, 202);
  return ALERTS / result.seconds;
}

/** @returns ms from the alert to its page */
async function pageTimes(): Promise<number[]> {
  const ms: number[] = [];
  for (let n = 0; n < PAGES; n++) {
    sink.take();
    const started = performance.now();
    await sidecar.ingest(ingestToken, alertOf({ loud: 'yes' }));
    ms.push((await sink.waitFor(({ body }) => body.kind === 'page')).at - started);
    await pause(50);
  }
  return ms;
}

const CHAPTERS = ['team', 'alerts', 'pager'];
let asked = 0;
/** Somebody looks at one chapter after the other, of one team after the other, until told that it is over. */
function somebodyReads(): () => Promise<void> {
  let isOver = false;
  const reading = (async () => {
    for (let n = 0; !isOver; n++) {
      // Each is asked for the first time: what is asked again costs nothing.
      await ask(`insights/${CHAPTERS[n % 3]}?team=t${asked++ % TEAMS}&compare=previous`);
      await pause(READS_EVERY_MS);
    }
  })();
  return async () => {
    isOver = true;
    await reading;
  };
}

const median = (values: readonly number[]) => latencies(values).p50;

async function measureBeside(): Promise<void> {
  const rates = { alone: [] as number[], beside: [] as number[] };
  const pages = { alone: [] as number[], beside: [] as number[] };
  await ingestRate();
  for (let n = 0; n < 2 * ROUNDS; n++) {
    const where = n % 2 === 0 ? 'alone' : 'beside';
    const stop = where === 'beside' ? somebodyReads() : () => Promise.resolve();
    rates[where].push(await ingestRate());
    pages[where].push(...(await pageTimes()));
    await stop();
  }
  figure('insights', 'alerts a second, and with somebody who reads', {
    alone: median(rates.alone),
    beside: median(rates.beside),
    slower: round(median(rates.alone) / median(rates.beside)),
  });
  figure('insights', 'alert to page, and with somebody who reads', {
    ...{ alone: median(pages.alone), beside: median(pages.beside) },
    slower: round(median(pages.beside) / median(pages.alone)),
    ...{ aloneP99: latencies(pages.alone).p99, besideP99: latencies(pages.beside).p99 },
  });
}

try {
  await sidecar.stop();
  seedYear(path.join(sidecar.folder, 'data/vigie.db'), STORED, Date.now());
  await sidecar.start();
  await measureQuestions();
  await measureBeside();
} finally {
  await sidecar.remove();
  await sink.stop();
}
process.exitCode = isMissed ? 1 : 0;
