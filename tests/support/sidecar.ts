/** Runs a real sidecar process for a test: own folder, own port, manual clock unless told otherwise. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Agent } from 'undici';
import { sourcesOf } from '../upgrade/released.ts';
import { runSidecar as runProcess, SidecarProcess, type Exit, type LogLine } from './sidecar-process.ts';
import { until } from './waiting.ts';

export interface SidecarOptions {
  /** Provisioning file as YAML; several by name. Absent: nothing is provisioned. */
  provisioning?: string | Record<string, string>;
  /** Default: SQLite in the sidecar's own folder. */
  databaseUrl?: string;
  /** Default: manual. */
  clock?: 'manual' | 'system';
  /** Changes to the usual environment; undefined removes a variable. */
  env?: Record<string, string | undefined>;
  /** A released version, whose sidecar is kept in `tests/upgrade`, e.g. `0.1.0`. Default: this one. */
  release?: string;
  /** A command that becomes the sidecar, given after it: for a namespace of its own. */
  through?: readonly string[];
}

export interface Answer<Body = unknown> {
  status: number;
  headers: Headers;
  /** Parsed if it is JSON, else the text. */
  body: Body;
}

/** `scripts`: `/api`. `plugin`: `/grafana/api`, where Grafana's plugin route leads. */
type Door = 'scripts' | 'plugin';

export interface RequestOptions {
  headers?: Record<string, string>;
  /** Null sends none. Default: the administrator's token; with Grafana's headers, the plugin's. */
  token?: string | null;
  /** Which of the two ways into the API; default: Grafana's plugin route if the headers are Grafana's. */
  door?: Door;
}

/** Links in messages start with this; `local` turns them into ones that work. */
export const publicUrl = 'http://vigie.test';
export const apiToken = 'test-api-token-0123456789';
export const pluginToken = 'test-plugin-token-0123456789';

/**
 * The sidecar closes connections that nobody uses for five seconds. A test that was kept waiting for as long by a busy machine
 * would send its next request into one that is being closed.
 */
const dispatcher = new Agent({ keepAliveTimeout: 1000, keepAliveMaxTimeout: 1000 });

/** The headers by which Grafana's proxy says who is asking. */
const GRAFANA = /^x-grafana-(?:id|context)$/i;

/** Path and headers by which a request goes to the API, as scripts send it or as Grafana's plugin route does. */
export function way(
  route: string,
  { headers = {}, token, door }: RequestOptions = {},
): { path: string; headers: Record<string, string>; token: string | null } {
  const isPlugin =
    (door ?? (Object.keys(headers).some((name) => GRAFANA.test(name)) ? 'plugin' : 'scripts')) === 'plugin';
  return isPlugin
    ? {
        path: `/grafana/api/v1/${route}`,
        headers: { 'X-Forwarded-For': '127.0.0.1, 127.0.0.1', ...headers },
        token: token === undefined ? pluginToken : token,
      }
    : { path: `/api/v1/${route}`, headers, token: token === undefined ? apiToken : token };
}

/** Resolves once `/readyz` says yes. Rejects with the sidecar's output if it does not start. */
export async function startSidecar(options: SidecarOptions = {}): Promise<Sidecar> {
  const folder = await sidecarFolder(options);
  const sidecar = new Sidecar(folder, options);
  try {
    await sidecar.start();
  } catch (error) {
    await sidecar.remove();
    throw error;
  }
  return sidecar;
}

/** Runs the sidecar to its end: with arguments such as `--check`, or with settings that keep it from starting. */
export async function runSidecar(
  args: readonly string[],
  options: SidecarOptions = {},
): Promise<Exit & { output: string }> {
  const folder = await sidecarFolder(options);
  try {
    return await runProcess(args, environment(folder, options, 0), folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export class Sidecar {
  /** Holds `provisioning/` and `data/`; the sidecar's working directory. */
  readonly folder: string;
  readonly #options: SidecarOptions;
  #process: SidecarProcess | null = null;
  #expectedToEnd = false;
  #port = 0;
  #earlierLog: LogLine[] = [];

  constructor(folder: string, options: SidecarOptions) {
    this.folder = folder;
    this.#options = options;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get pid(): number {
    return this.#running().pid;
  }

  /** Every log line of every life so far. */
  get log(): readonly LogLine[] {
    return [...this.#earlierLog, ...(this.#process?.log.items ?? [])];
  }

  /** Log lines that say somebody must act; a healthy sidecar writes none. */
  get errors(): LogLine[] {
    return this.log.filter(
      ({ level }) => level === 'error' || level === 'fatal' || (typeof level === 'number' && level >= 50),
    );
  }

  /** The same without those that tell of a database that takes no writes, which a test may have brought about. */
  get errorsBesideOutages(): LogLine[] {
    return this.errors.filter(({ msg }) => !msg.startsWith('nothing can be written: '));
  }

  /**
   * Starts on the same port as before, so that addresses given out earlier stay valid.
   * @param env over what it had
   * @param door says yes when the start is over: `/livez` where nothing can be written
   */
  async start(env: SidecarOptions['env'] = {}, door: '/readyz' | '/livez' = '/readyz'): Promise<void> {
    this.#forget();
    const one = new SidecarProcess(
      environment(this.folder, { ...this.#options, env: { ...this.#options.env, ...env } }, this.#port),
      this.folder,
      [],
      mainOf(this.#options),
      this.#options.through,
    );
    this.#process = one;
    // A failed start is reported by the error thrown here; only an end after a good start is a surprise.
    this.#expectedToEnd = true;
    await this.#ready(one, door);
    this.#expectedToEnd = false;
  }

  async #ready(one: SidecarProcess, door: string): Promise<void> {
    const { url } = await one.firstLine(({ msg, url }) => msg === 'listening' && typeof url === 'string');
    this.#port = Number(new URL(String(url)).port);
    await until('the sidecar is ready', async () => {
      if (!one.isRunning) throw new Error(`The sidecar ended before it was ready and had said:\n${one.lastWords()}`);
      const answer = await this.request('GET', door).catch(() => null);
      return answer?.status === 200;
    });
  }

  /** Stops the sidecar gracefully, as a service manager does. */
  async stop(limit = 20_000): Promise<Exit> {
    const one = this.#running();
    this.#expectedToEnd = true;
    one.signal('SIGTERM');
    const exit = await Promise.race([one.exited, pause(limit, null, { ref: false })]);
    if (exit !== null) return exit;
    one.signal('SIGKILL');
    await one.exited;
    throw new Error(`The sidecar did not stop within ${limit} ms of SIGTERM; its last words:\n${one.lastWords()}`);
  }

  /** Kills the sidecar at once, as a power cut does. */
  async kill9(): Promise<void> {
    const one = this.#running();
    this.#expectedToEnd = true;
    one.signal('SIGKILL');
    await one.exited;
  }

  /** Waits for an end by itself that the test expects. */
  ended(): Promise<Exit> {
    this.#expectedToEnd = true;
    return this.#running().exited;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Freezes the sidecar, as a stalled machine does; `resume` thaws it. */
  pause(): void {
    this.#running().signal('SIGSTOP');
  }

  resume(): void {
    this.#running().signal('SIGCONT');
  }

  /** Stops the sidecar and removes its folder. Throws if it had ended by itself, which no test may overlook. */
  async remove(): Promise<void> {
    const one = this.#process;
    const died = one !== null && !one.isRunning && !this.#expectedToEnd;
    if (one !== null && one.isRunning) await this.kill9();
    await rm(this.folder, { recursive: true, force: true });
    if (died) throw new Error(`The sidecar ended by itself; its last words:\n${one.lastWords()}`);
  }

  /** Replaces the provisioning files and asks for a reload; wait for `logLine` or the API to see its effect. */
  async provision(provisioning: string | Record<string, string>): Promise<void> {
    await writeProvisioning(this.folder, provisioning);
    this.#running().signal('SIGHUP');
  }

  /** The first line of this life's log that matches, now or within `limit` ms. */
  logLine(match: (line: LogLine) => boolean, limit?: number): Promise<LogLine> {
    return this.#running().firstLine(match, limit);
  }

  /** @param route below `/api/v1/`, e.g. `incidents?state=open`; with Grafana's headers it goes the plugin's way */
  api<Body = unknown>(method: string, route: string, body?: unknown, options?: RequestOptions): Promise<Answer<Body>> {
    const {
      path: address,
      headers,
      token,
    } = way(route, isOneDoor(this.#options.release) ? { door: 'scripts', ...options } : options);
    return this.request(method, address, body, { headers, token });
  }

  /** Sends an alert to an integration's URL. A string body goes as it is, with the `Content-Type` given. */
  ingest<Body = unknown>(token: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    return this.request('POST', `/in/${token}`, body, { headers, token: null });
  }

  async request<Body = unknown>(
    method: string,
    route: string,
    body?: unknown,
    { headers = {}, token = apiToken }: RequestOptions = {},
  ): Promise<Answer<Body>> {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const options: RequestInit & { dispatcher: Agent } = {
      dispatcher,
      method,
      headers: {
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined || isRaw ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : isRaw ? (body as string | Uint8Array<ArrayBuffer>) : JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(120_000),
    };
    const response = await fetch(new URL(route, this.url), options).catch((error: Error) => {
      throw new Error(`${method} ${route.slice(0, 200)}: ${error.message} (${String(error.cause)})`, { cause: error });
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as Body };
  }

  /** Runs everything that falls due within a duration such as `5m`. @returns the new time, ISO 8601 */
  advance(duration: string): Promise<string> {
    return this.#clock({ advance: duration });
  }

  /** Moves the manual clock to an instant, ISO 8601, running what falls due on the way. */
  setClock(instant: string): Promise<string> {
    return this.#clock({ set: instant });
  }

  async now(): Promise<string> {
    const { body } = await this.request<{ now: string }>('GET', '/test/clock');
    return body.now;
  }

  /** The working form of a link found in a message. */
  local(link: string): string {
    if (!link.startsWith(`${publicUrl}/`)) throw new Error(`Not a link of the sidecar: ${link}`);
    return this.url + link.slice(publicUrl.length);
  }

  async #clock(body: object): Promise<string> {
    const answer = await this.request<{ now: string }>('POST', '/test/clock', body);
    if (answer.status !== 200)
      throw new Error(`POST /test/clock answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body.now;
  }

  #running(): SidecarProcess {
    if (this.#process === null) throw new Error('The sidecar was not started');
    return this.#process;
  }

  #forget(): void {
    if (this.#process === null) return;
    if (this.#process.isRunning) throw new Error('The sidecar is still running');
    this.#earlierLog = [...this.log];
    this.#process = null;
  }
}

async function sidecarFolder({ provisioning = {} }: SidecarOptions): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-sidecar-'));
  await mkdir(path.join(folder, 'data'));
  await writeProvisioning(folder, provisioning);
  return folder;
}

async function writeProvisioning(folder: string, provisioning: string | Record<string, string>): Promise<void> {
  const files = typeof provisioning === 'string' ? { 'test.yaml': provisioning } : provisioning;
  await rm(path.join(folder, 'provisioning'), { recursive: true, force: true });
  await mkdir(path.join(folder, 'provisioning'));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, 'provisioning', name), text);
}

/** Release 0.1 has one way into its API. */
const isOneDoor = (release: string | undefined) => release?.startsWith('0.1.') === true;

const mainOf = ({ release }: SidecarOptions) =>
  release === undefined ? undefined : path.join(sourcesOf(release), 'backend-shim/main.ts');

function environment(
  folder: string,
  { databaseUrl, clock = 'manual', env = {}, release }: SidecarOptions,
  port: number,
): Record<string, string> {
  const all: Record<string, string | undefined> = {
    PATH: process.env.PATH,
    // The tests' zone is one that nobody would choose, so that tests notice if the machine's zone matters.
    TZ: process.env.TZ,
    VIGIE_LISTEN: `127.0.0.1:${port}`,
    VIGIE_PUBLIC_URL: publicUrl,
    VIGIE_DATABASE_URL: databaseUrl ?? `sqlite:${path.join(folder, 'data/vigie.db')}`,
    VIGIE_PROVISIONING: path.join(folder, 'provisioning'),
    VIGIE_API_TOKEN: apiToken,
    // Release 0.1 refuses to start on settings that it does not know.
    VIGIE_PLUGIN_TOKEN: isOneDoor(release) ? undefined : pluginToken,
    VIGIE_SECRET_KEY: 'test-secret-key-that-is-long-enough-0123456789',
    VIGIE_OUTGOING_ALLOW: '127.0.0.0/8',
    VIGIE_CLOCK: clock,
    ...env,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
