/** The process: reads settings, starts, reloads on SIGHUP, stops on SIGTERM and SIGINT. */
import { readFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { createLog } from './adapters/pino-log.ts';
import { createIds } from './adapters/random-ids.ts';
import { createSystemClock } from './adapters/system-clock.ts';
import { createServiceManager } from './adapters/systemd/notifier.ts';
import type { ServiceManager } from './adapters/systemd/notifier.ts';
import { readArguments, USAGE } from './commands/arguments.ts';
import { runCheck } from './commands/check.ts';
import { environmentValue, formatConfigProblem, loadConfig } from './config.ts';
import type { ConfigInputs } from './config.ts';
import { checkKey, runRekey } from './commands/key-commands.ts';
import type { KeyCommandDeps } from './commands/key-commands.ts';
import { runImportCommand } from './commands/import.ts';
import { maintain } from './commands/maintain.ts';
import { runStatus } from './commands/status.ts';
import type { HttpAnswer } from './commands/status.ts';
import { runToken } from './commands/token.ts';
import { namesUsedIn, provisioningFiles } from './provisioning/files.ts';
import { loadProvisioning } from './provisioning/load.ts';
import { checkOwn } from './configuration/own-checks.ts';
import { CHANNEL_DEFINITIONS } from './channels/registry.ts';
import { sources } from './sources/registry.ts';
import type { ConfigKind } from '#contract/config';
import { ensureSecrets, secretFiles } from './secrets.ts';
import { start } from './start.ts';
import type { RunningSidecar } from './start.ts';
import { world } from './wire/world.ts';

const inputs: ConfigInputs = { readFile: readOrNull, namesUsedIn };
const provisioning = {
  files: provisioningFiles,
  world,
  checkOwn: (kind: ConfigKind, body: unknown) => checkOwn(CHANNEL_DEFINITIONS, sources, kind, body),
};

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The caller reports the variable that names the file.
    return null;
  }
}

function refuse(problems: readonly string[]): never {
  problems.forEach((problem) => console.error(`vigie: ${problem}`));
  process.exit(1);
}

async function run(): Promise<void> {
  const command = readArguments(process.argv.slice(2));
  const print = (line: string) => console.log(line);
  switch (command.name) {
    case 'unknown':
      return refuse([command.problem]);
    case 'check':
      return process.exit(
        await runCheck({
          env: process.env,
          inputs,
          provisioning,
          checkKey: (config) => checkKey(config, keyCommands(command.json ? 'silent' : 'warn')),
          json: command.json,
          print,
        }),
      );
    case 'help':
      return print(USAGE);
    case 'status':
      return process.exit(await runStatus({ env: process.env, inputs, files: secretFiles, get, print }));
    case 'token':
      return process.exit(await runToken({ env: process.env, inputs, files: secretFiles, print }));
    case 'rekey':
      return process.exit(await runRekey({ ...keyCommands(), env: process.env, inputs, print }));
    case 'import':
      return process.exit(
        await runImportCommand({
          args: command.args,
          references: world,
          checkOwn: provisioning.checkOwn,
          print,
          printError: (line) => console.error(line),
        }),
      );
    case 'backup':
    case 'restore':
      return process.exit(
        await maintain(command.name, command.file, {
          env: process.env,
          inputs,
          now: createSystemClock().machine(),
          print,
        }),
      );
    case 'run':
      return serve();
  }
}

/** @param level `silent` if a program reads the output */
function keyCommands(level: 'warn' | 'silent' = 'warn'): KeyCommandDeps {
  return { files: secretFiles, clock: createSystemClock(), ids: createIds(), log: createLog(level) };
}

async function get(url: string, token: string | null): Promise<HttpAnswer> {
  const headers: Record<string, string> = token === null ? {} : { Authorization: `Bearer ${token}` };
  const answer = await fetch(url, { headers, signal: AbortSignal.timeout(10_000) });
  return { status: answer.status, body: await answer.json().catch(() => null) };
}

async function serve(): Promise<void> {
  const loaded = loadConfig(process.env, inputs);
  if (!loaded.ok) {
    refuse(loaded.problems.map(formatConfigProblem));
  }
  const { config } = loaded;
  const log = createLog(config.logLevel);
  const ids = createIds();
  const ensured = await ensureSecrets(config, secretFiles, ids);
  if (!ensured.ok) {
    refuse([ensured.problem]);
  }
  ensured.secrets.notes.forEach((note) => log.warn({}, note));
  const loadFiles = () =>
    loadProvisioning(config.provisioning, (name) => environmentValue(process.env, inputs, name), provisioning);
  const started = await start({ config, secrets: ensured.secrets, machine: createSystemClock(), ids, log, loadFiles });
  if (!started.ok) {
    refuse([started.problem]);
  }
  const manager = createServiceManager({ env: process.env, clock: createSystemClock(), log });
  handleSignals(started.running, manager, log);
  await manager.ready();
  // For the next start, even if this process is killed; does nothing without NODE_COMPILE_CACHE.
  flushCompileCache();
}

function handleSignals(running: RunningSidecar, manager: ServiceManager, log: ReturnType<typeof createLog>): void {
  let stopping = false;
  const watched = new AbortController();
  void manager.feedWatchdog(running.isHealthy, watched.signal);
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
  void running.unfit.then((problem) => {
    log.error({ problem }, 'this sidecar must stop');
    stop({ problem }, 1);
  });
  process.on('SIGHUP', () => {
    running
      .reload()
      .catch((error: unknown) => log.error({ err: error }, 'reload failed; the last valid configuration stays in use'));
  });
}

// Files of this process contain addresses, alerts or secrets, so only its own user may read them.
process.umask(0o077);
await run();
