/** `npm run test:soak`: one JSON line per sample and per bound. Exits with 0 (held), 1 (broken) or 2 (could not run). */
import { setTimeout as pause } from 'node:timers/promises';
import { formatDuration, MINUTE, SECOND } from '#domain/time/duration';
import { figure, latencies, round } from '../bench/figures.ts';
import { cpuSeconds, residentMb } from '../bench/process.ts';
import { startCluster } from '../support/postgres-cluster.ts';
import { findPostgres } from '../support/postgres-find.ts';
import { until } from '../support/waiting.ts';
import { exitCode, judge, type Judgement, type Outcome, type Sample } from './judge.ts';
import { collectedHeapMb, databaseMb } from './probe.ts';
import { readSettings, USAGE, type SoakSettings } from './settings.ts';
import { drive } from './traffic.ts';
import { startWorld, type World } from './world.ts';

const MOST_BETWEEN_SAMPLES = 5 * MINUTE;
/** Escalation, its answer and its end take some 15 s. */
const SETTLE_MS = 60_000;
const MOST_NAMED = 20;

/** @param databaseUrl absent: SQLite */
async function soak(settings: SoakSettings, databaseUrl: string | undefined): Promise<Judgement[]> {
  const { duration, rate } = settings;
  const subject = `vigie on ${databaseUrl === undefined ? 'SQLite' : 'PostgreSQL'}`;
  const world = await startWorld(databaseUrl);
  const { sidecar, ledger } = world;
  try {
    const cpuBefore = cpuSeconds(sidecar.pid);
    const sent = drive(world, rate, duration);
    const { samples, probeSeconds } = await takeSamples(world, settings, databaseUrl, subject);
    const outcome = await settle(world, await sent);
    const judgements = judge(samples, outcome);
    figure('soak', subject, {
      load: formatDuration(duration),
      rate,
      accepted: ledger.accepted,
      repeats: ledger.repeats,
      cpuMicrosPerAlert: round(((cpuSeconds(sidecar.pid) - cpuBefore - probeSeconds) / ledger.accepted) * 1e6),
    });
    for (const { bound, verdict, measured, limit, needsMinutes } of judgements) {
      const told: Record<string, string | number> =
        measured === null ? { needs: `${needsMinutes}m of load` } : { measured: round(measured), limit: round(limit) };
      figure('soak', subject, { bound, verdict, ...told });
    }
    for (const [what, lines] of Object.entries(outcome))
      for (const line of lines.slice(0, MOST_NAMED)) process.stderr.write(`${what}: ${line}\n`);
    return judgements;
  } finally {
    await world.close();
  }
}

async function takeSamples(
  world: World,
  { duration }: SoakSettings,
  databaseUrl: string | undefined,
  subject: string,
): Promise<{ samples: Sample[]; probeSeconds: number }> {
  const { sidecar, ledger } = world;
  const every = Math.min(MOST_BETWEEN_SAMPLES, duration / 10);
  const started = performance.now();
  const samples: Sample[] = [];
  let probeSeconds = 0;
  for (let n = 1; n * every <= duration; n++) {
    while (performance.now() < started + n * every) {
      await pause(Math.min(10 * SECOND, Math.max(1, started + n * every - performance.now())));
      ledger.sweep(performance.now());
    }
    const { p50, p99, max } = latencies(ledger.takeLatencies());
    const minute = (performance.now() - started) / MINUTE;
    const rssMb = residentMb(sidecar.pid);
    const sizeMb = await databaseMb(sidecar, databaseUrl);
    const cpu = cpuSeconds(sidecar.pid);
    const sample = { minute, rssMb, databaseMb: sizeMb, p99Ms: p99, heapMb: await collectedHeapMb(sidecar) };
    samples.push(sample);
    probeSeconds += cpuSeconds(sidecar.pid) - cpu;
    // The collection held pages up, which is the probe's doing and no figure of the sidecar.
    await pause(SECOND);
    ledger.takeLatencies();
    figure('soak', subject, {
      minute: round(minute),
      heapMb: round(sample.heapMb),
      rssMb: round(rssMb),
      databaseMb: round(sizeMb),
      p50,
      p99,
      max,
      accepted: ledger.accepted,
    });
  }
  return { samples, probeSeconds };
}

/** Lets what was accepted come to its end, then says what did not. */
async function settle({ sidecar, ledger }: World, sent: number): Promise<Outcome> {
  // What is still missing then is told by name.
  await until('everything has come', () => ledger.owed().length === 0, SETTLE_MS).catch(() => undefined);
  const { body: metrics } = await sidecar.request<string>('GET', '/metrics');
  const counters = ['vigie_incidents_unattended', 'vigie_engine_row_failures_total'].filter(
    (name) => !new RegExp(`^${name} 0$`, 'm').test(metrics),
  );
  return {
    lost: ledger.owed(),
    unexpected: [
      ...(ledger.accepted === sent ? [] : [`${sent} alerts were sent, ${ledger.accepted} opened an incident`]),
      ...ledger.unexpected,
      ...ledger.strays(),
      ...counters.map((name) => `${name} is not 0`),
      ...sidecar.errors.map((line) => JSON.stringify(line)),
    ],
  };
}

async function main(): Promise<number> {
  const read = readSettings(process.argv.slice(2));
  if (!read.ok) {
    process.stderr.write(`vigie: ${read.problem}\n${USAGE}\n`);
    return 2;
  }
  const { settings } = read;
  if (settings.database === 'sqlite') return exitCode(await soak(settings, undefined));
  if (findPostgres() === null) {
    process.stderr.write('vigie: no PostgreSQL on this machine: sudo apt-get install -y postgresql\n');
    return 2;
  }
  const cluster = await startCluster({ durable: true });
  try {
    return exitCode(await soak(settings, await cluster.createDatabase('soak')));
  } finally {
    await cluster.destroy();
  }
}

process.exit(await main());
