/** How long pages take while a replay of a month is running, and without one, in turn on one sidecar of each database. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ReplayWire } from '#contract/replay';
import { DAY, MINUTE } from '#domain/time/duration';
import { changeRows } from '../stories/rows.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';
import { figure, latencies, round } from './figures.ts';
import { pageTime } from './page-time.ts';
import { ingestToken, withEachSidecar } from './subjects.ts';

const ROUNDS = Number(process.env['REPLAY_ROUNDS'] ?? 3);
const WARM_UP = 50;
const PAUSE_MS = 50;
const ROWS_AT_ONCE = 1000;

/** @param alerts in each replay */
export async function measurePagesBeside(alerts: number): Promise<void> {
  const sink = await startWebhookSink();
  const hook = (login: string) => `contactMethods: [{ id: hook, type: webhook, to: "${sink.url(`/${login}`)}" }]`;
  const person = (login: string) =>
    `{ login: ${login}, name: ${login}, timeZone: Europe/Paris, ${hook(login)}, notificationRules: { urgent: [{ method: hook, after: 0s }], default: [{ method: hook, after: 0s }] } }`;
  const provisioning = `
apiVersion: 1
users:
  - ${person('ann')}
  - ${person('ben')}
escalationPolicies:
  - { id: loud, name: Loud, steps: [{ notify: [{ user: ann }], urgency: urgent, wait: 1d }] }
  - { id: four, name: Four, repeat: 1, steps: [{ notify: [{ user: ann }], wait: 2m }, { notify: [{ user: ben }], wait: 2m }] }
integrations:
  - { id: bench, name: Bench, type: webhook, token: ${ingestToken}, policy: loud }
  - { id: past, name: Past, type: webhook, token: past-token-0123456789012345, policy: four }
`;
  await withEachSidecar(provisioning, async (sidecar, subject, databaseUrl) => {
    const now = Date.now();
    await record(databaseUrl, alerts, now - 30 * DAY);
    await measure(sidecar, { subject, alerts, pages: pagesTo(sidecar, sink), to: now });
  });
  await sink.stop();
}

/** 5,000 problems of which each comes and goes; nobody answers. */
async function record(databaseUrl: string, count: number, from: number): Promise<void> {
  // What is configured has been so all the time.
  await changeRows(databaseUrl, `update config_versions set at = ${from - DAY}`);
  for (let first = 0; first < count; first += ROWS_AT_ONCE) {
    const rows = Array.from({ length: Math.min(ROWS_AT_ONCE, count - first) }, (_, n) => {
      const index = first + n;
      const key = `g${(index >> 1) % 5000}`;
      const status = index % 2 === 0 ? 'firing' : 'resolved';
      const body = { fingerprint: key, groupKey: key, status, severity: 'critical', title: `Disk ${key}` };
      const at = from + Math.floor((index * 29 * DAY) / count) + (index % 2) * 15 * MINUTE;
      return `('past-${index}', ${at}, 'past', 0, '${JSON.stringify(body)}')`;
    });
    await changeRows(
      databaseUrl,
      `insert into signal_bodies (signal, at, integration, tests, body) values ${rows.join(', ')}`,
    );
  }
}

type Pages = (goesOn: (made: number) => boolean) => Promise<number[]>;

function pagesTo(sidecar: Sidecar, sink: Awaited<ReturnType<typeof startWebhookSink>>): Pages {
  let made = 0;
  return async (goesOn) => {
    const ms: number[] = [];
    while (goesOn(ms.length)) {
      ms.push(await pageTime(sidecar, sink, `page-${made++}`));
      await pause(PAUSE_MS);
    }
    return ms;
  };
}

interface Beside {
  subject: string;
  alerts: number;
  pages: Pages;
  to: number;
}

async function measure(sidecar: Sidecar, { subject, alerts, pages, to }: Beside): Promise<void> {
  await pages((made) => made < WARM_UP);
  const [alone, beside]: [number[], number[]] = [[], []];
  const seconds: number[] = [];
  for (let n = 0; n < ROUNDS; n++) {
    const started = performance.now();
    const replay = await follow(sidecar, to);
    const during = await pages(replay.isRunning);
    const { result } = await replay.ended;
    if (result?.alerts !== alerts || result.problems.length > 0 || (result.pages.length ?? 0) === 0) {
      throw new Error(`the replay went wrong: ${JSON.stringify(result)?.slice(0, 500)}`);
    }
    seconds.push((performance.now() - started) / 1000);
    beside.push(...during);
    // As many without, at once after: what else the machine does changes slowly.
    alone.push(...(await pages((made) => made < during.length)));
  }
  const [without, along] = [latencies(alone), latencies(beside)];
  figure('replay', `alert to page, without and beside a replay of ${alerts} alerts, ${subject}`, {
    rounds: ROUNDS,
    pages: beside.length,
    replaySeconds: latencies(seconds).p50,
    aloneP50: without.p50,
    besideP50: along.p50,
    slower: round(along.p50 / without.p50),
    aloneP99: without.p99,
    besideP99: along.p99,
    aloneMax: without.max,
    besideMax: along.max,
  });
}

async function follow(sidecar: Sidecar, to: number) {
  const range = { from: new Date(to - 31 * DAY).toISOString(), to: new Date(to).toISOString(), draft: {} };
  const begun = await sidecar.api<ReplayWire>('POST', 'replays', range);
  if (begun.status !== 202) {
    throw new Error(`the replay was answered ${begun.status}: ${JSON.stringify(begun.body)}`);
  }
  let isRunning = true;
  const ended = (async () => {
    for (;;) {
      const { body } = await sidecar.api<ReplayWire>('GET', `replays/${begun.body.id}`);
      if (body.state !== 'running') {
        isRunning = false;
        return body;
      }
      await pause(500);
    }
  })();
  return { isRunning: () => isRunning, ended };
}
