/** Starts the sidecar as a process and reads its log. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { node24, sidecarArguments, sidecarEnvironment } from '../../scripts/lib/paths.mjs';
import { Received } from './inbox.ts';

/** One line of the sidecar's log, or `{ msg }` if it printed something else. */
export interface LogLine {
  level?: number | string;
  msg: string;
  [field: string]: unknown;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

const running = new Set<ChildProcess>();
// A test process that ends early must not leave sidecars behind.
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));
// Nor one that the test runner ends, without which no 'exit' is told.
process.once('SIGTERM', () => process.exit());

/** One life of the sidecar, from its start to its exit. */
export class SidecarProcess {
  readonly log = new Received<LogLine>((line) => JSON.stringify(line));
  readonly exited: Promise<Exit>;
  readonly #child: ChildProcess;

  /**
   * Starts the sidecar as `npm run sidecar` does.
   * @param env the whole environment: only the PATH is taken from ours
   * @param main another sidecar's entry
   * @param through a command that becomes the one after it (`exec`)
   */
  constructor(
    env: Record<string, string>,
    cwd: string,
    args: readonly string[] = [],
    main?: string,
    through: readonly string[] = [],
  ) {
    const how = main === undefined ? sidecarArguments : sidecarArguments.with(-1, main);
    const [command = node24, ...rest] = [...through, node24, ...how, ...args];
    const child = spawn(command, rest, {
      cwd,
      env: { ...sidecarEnvironment, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    running.add(child);
    this.#read(child.stdout);
    this.#read(child.stderr);
    this.exited = new Promise((resolve, reject) => {
      child.once('error', reject);
      // `close` comes after the last line was read, `exit` may come before.
      child.once('close', (code, signal) => {
        running.delete(child);
        resolve({ code, signal });
      });
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** The first log line that matches; rejects with the log so far if the process ends before it comes. */
  async firstLine(match: (line: LogLine) => boolean, limit = 30_000): Promise<LogLine> {
    const found = this.log.waitFor(match, limit);
    const ended = this.exited.then(({ code, signal }) => {
      throw new Error(`The sidecar ended (${signal ?? `exit code ${code}`}) and had said:\n${this.lastWords()}`);
    });
    return Promise.race([found, ended]).finally(() => {
      // The promise that lost the race still settles; its failure is no news any more.
      found.catch(() => undefined);
      ended.catch(() => undefined);
    });
  }

  lastWords(lines = 60): string {
    return this.log.items.slice(-lines).map(asText).join('\n');
  }

  #read(stream: Readable): void {
    createInterface({ input: stream }).on('line', (text) => this.log.add(parse(text)));
  }
}

/** The line as it was printed, if it is no JSON. */
const asText = (line: LogLine) => (Object.keys(line).length === 1 ? line.msg : JSON.stringify(line));

function parse(text: string): LogLine {
  try {
    const line = JSON.parse(text) as LogLine;
    return typeof line === 'object' && line !== null ? line : { msg: text };
  } catch {
    return { msg: text };
  }
}

/** Starts the sidecar with arguments such as `--check` and waits for its end. */
export async function runSidecar(
  args: readonly string[],
  env: Record<string, string>,
  cwd: string,
): Promise<Exit & { output: string }> {
  const one = new SidecarProcess(env, cwd, args);
  const exit = await one.exited;
  return { ...exit, output: one.log.items.map(asText).join('\n') };
}
