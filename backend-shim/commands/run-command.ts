/** Runs a command that an operator types, beside a sidecar that may be running. */
import { tryListening } from '../adapters/listening/try-listening.ts';
import { createLog } from '../adapters/pino-log.ts';
import { createIds } from '../adapters/random-ids.ts';
import { createSystemClock } from '../adapters/system-clock.ts';
import { environmentValue } from '../config/config.ts';
import type { SidecarConfig } from '../config/config.ts';
import type { HttpAnswer } from '../starting/listening-problem.ts';
import { secretFiles } from '../starting/secrets.ts';
import { checkStart } from '../starting/start-check.ts';
import type { StartOutlook } from '../starting/start-check.ts';
import type { LookDeps } from '../store/upkeep/open-to-read.ts';
import { world } from '../wire/zones.ts';
import { MODULES } from '../modules/index.ts';
import { formatProblem, loadProvisioning } from '../provisioning/load.ts';
import type { LoadedProvisioning } from '../provisioning/load.ts';
import type { SidecarCommand } from './arguments.ts';
import { runCheck } from './check.ts';
import { inputs, provisioning } from './inputs.ts';
import { maintain } from './maintain.ts';
import { missingParts } from './missing-parts.ts';
import { runRekey } from './rekey.ts';
import { runStatus } from './status.ts';
import { runToken } from './token.ts';

export type OperatorCommand = Exclude<SidecarCommand, { name: 'run' | 'help' | 'unknown' }>;

const { env } = process;

export interface CommandOutput {
  print(line: string): void;
  printError(line: string): void;
}

/** @returns the exit code */
export async function runCommand(command: OperatorCommand, { print, printError }: CommandOutput): Promise<number> {
  switch (command.name) {
    case 'check':
      return runCheck({
        env,
        inputs,
        provisioning,
        checkStart: beforeStart,
        findings: (config, files) => MODULES.flatMap((one) => one.findings?.(config, files) ?? []),
        filesOnly: command.files,
        json: command.json,
        print,
      });
    case 'status':
      return runStatus({ env, inputs, files: secretFiles, get, print });
    case 'token':
      return runToken({ env, inputs, files: secretFiles, print });
    case 'rekey':
      return runRekey({ ...looking('warn'), files: secretFiles, env, inputs, print });
    case 'module': {
      const run = await MODULES.flatMap(({ commands = [] }) => commands)
        .find(({ name }) => name === command.command)
        ?.load();
      return run?.({ args: command.args, env, provisioning, references: world, print, printError }) ?? 2;
    }
    case 'replay':
      return replayThere(command.args, { print, printError });
    case 'backup':
    case 'restore':
      return maintain(command.name, command.file, {
        env,
        inputs,
        print,
        now: createSystemClock().machine(),
        missingParts: missingBeside,
      });
  }
}

async function replayThere(args: readonly string[], output: CommandOutput): Promise<number> {
  const { runReplayCommand } = await import('./replay.ts');
  const interruption = new AbortController();
  // The second one ends the process, as always.
  process.once('SIGINT', () => interruption.abort());
  process.once('SIGTERM', () => interruption.abort());
  return runReplayCommand({
    args,
    load: async (folder) => {
      // Values that CI does not have decide nothing.
      const loaded = await loadProvisioning(folder, (name) => env[name] ?? `not-set-${name}`, provisioning);
      return loaded.ok ? loaded : { ok: false, problems: loaded.problems.map(formatProblem) };
    },
    request: async (method, url, token, body) => {
      const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await fetch(url, { method, headers, ...sent, signal: AbortSignal.timeout(60_000) }).catch(
        (error: Error & { cause?: { code?: string } }) => {
          throw new Error(`${url} cannot be reached (${error.cause?.code ?? error.message})`);
        },
      );
      return { status: answer.status, body: await answer.json().catch(() => null) };
    },
    wait: (time) => createSystemClock().sleep(time),
    interrupted: interruption.signal,
    ...output,
  });
}

function beforeStart(config: SidecarConfig, loaded: LoadedProvisioning): Promise<StartOutlook> {
  return checkStart(config, loaded, { ...looking('silent'), files: secretFiles, world, tryListening, get });
}

async function missingBeside(config: SidecarConfig): Promise<string[]> {
  const loaded = await loadProvisioning(config.provisioning, (name) => environmentValue(env, inputs, name), {
    ...provisioning,
    allowEmpty: config.allowEmpty,
  });
  return missingParts(env, config, loaded, await beforeStart(config, loaded));
}

/** @param level `silent` where what is found is printed */
function looking(level: 'warn' | 'silent'): LookDeps {
  return { clock: createSystemClock(), ids: createIds(), log: createLog(level) };
}

async function get(url: string, token: string | null): Promise<HttpAnswer> {
  const headers: Record<string, string> = token === null ? {} : { Authorization: `Bearer ${token}` };
  const answer = await fetch(url, { headers, signal: AbortSignal.timeout(10_000) });
  return { status: answer.status, body: await answer.json().catch(() => null) };
}
