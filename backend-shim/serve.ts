/** Runs the sidecar: reads settings, starts, reloads on SIGHUP, stops on SIGTERM and SIGINT. */
import { createLog } from './adapters/pino-log.ts';
import { createIds } from './adapters/random-ids.ts';
import { createSystemClock } from './adapters/system-clock.ts';
import { heapShares } from './adapters/threads/memory.ts';
import { createPool } from './adapters/threads/pool.ts';
import { allowOptimizing, keepCompiledCode, tuneForWork } from './adapters/v8/tuning.ts';
import { createServiceManager } from './adapters/systemd/notifier.ts';
import type { ServiceManager } from './adapters/systemd/notifier.ts';
import { inputs, provisioning } from './commands/inputs.ts';
import { environmentValue, formatConfigProblem, loadConfig } from './config/config.ts';
import { keyMissing } from './starting/keyring.ts';
import { loadProvisioning } from './provisioning/load.ts';
import { FILE_WORKER } from './provisioning/place.ts';
import { readApart } from './provisioning/read-apart.ts';
import { ensureSecrets, secretFiles } from './starting/secrets.ts';
import { start } from './start.ts';
import { createBreathing } from './store/concurrency/in-portions.ts';
import type { RunningSidecar } from './start.ts';

/**
 * One reload at a time. Its thread makes way for paging, and ends with each file, before what the file says is checked: both
 * take memory. ms
 */
const FILES = { atOnce: 1, perCaller: 2, waiting: 2, patience: 60_000, time: 60_000, idle: 0 };

/** Runs until it is stopped. @returns what keeps it from starting; empty: it runs */
export async function serve(): Promise<readonly string[]> {
  const loaded = loadConfig(process.env, inputs);
  if (!loaded.ok) {
    return loaded.problems.map(formatConfigProblem);
  }
  const { config } = loaded;
  const log = createLog(config.logLevel);
  const ids = createIds();
  const machine = createSystemClock();
  const noKey = await keyMissing(config, secretFiles, { clock: machine, ids, log });
  if (noKey !== null) {
    return [noKey];
  }
  const ensured = await ensureSecrets(config, secretFiles, ids);
  if (!ensured.ok) {
    return [ensured.problem];
  }
  ensured.secrets.notes.forEach((note) => log.warn({}, note));
  // A reload reads them while people are paged.
  const breathe = createBreathing(() => machine.monotonic()).of.requests;
  let isStart = true;
  const readText = readApart(createPool(FILE_WORKER, { ...FILES, heap: heapShares().files }), () => isStart);
  const loadFiles = () =>
    loadProvisioning(config.provisioning, (name) => environmentValue(process.env, inputs, name), {
      ...provisioning,
      allowEmpty: config.allowEmpty,
      breathe,
      readText,
    });
  const started = await start({
    config,
    secrets: ensured.secrets,
    machine,
    ids,
    log,
    loadFiles,
    onWired: allowOptimizing,
  });
  if (!started.ok) {
    return [started.problem];
  }
  isStart = false;
  const manager = createServiceManager({ env: process.env, clock: createSystemClock(), log });
  handleSignals(started.running, manager, log);
  await manager.ready();
  // Also if this process is killed later; does nothing without a folder for it.
  keepCompiledCode();
  tuneForWork();
  return [];
}

function handleSignals(running: RunningSidecar, manager: ServiceManager, log: ReturnType<typeof createLog>): void {
  let stopping = false;
  const watched = new AbortController();
  void manager.feedWatchdog(running.isAlive, watched.signal);
  const stop = (why: object, exitCode: number) => {
    if (stopping) {
      return;
    }
    stopping = true;
    log.info(why, 'stopping');
    watched.abort();
    void manager.stopping();
    running.stop().then(
      () => process.exit(exitCode),
      (error: unknown) => {
        log.error({ err: error }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop({ signal: 'SIGTERM' }, 0));
  process.on('SIGINT', () => stop({ signal: 'SIGINT' }, 0));
  void running.mustStop.then((problem) => {
    log.error({ problem }, 'this sidecar must stop');
    stop({ problem }, 1);
  });
  process.on('SIGHUP', () => {
    running
      .reload()
      .catch((error: unknown) => log.error({ err: error }, 'reload failed; the last valid configuration stays in use'));
  });
}
