/** Gives the steps of an import what they need, on both sides: the sidecar's ports, and the thread's world of them. */
import type { Problem } from '#contract/base/problem';
import type { ConfigKind } from '#contract/config';
import type { ReferenceFacts } from '#contract/references';
import type { ZoneTable } from '#domain/time/zone';
import { ForbiddenAddressError } from '../client/reading/reader.ts';
import type { PagerRequest } from '../client/reading/reader.ts';
import type { ImportWorld } from '../client/settings.ts';
import type { SnapshotFolder } from '../client/snapshot/files.ts';
import type { VigieAnswer, VigieRequest } from '../client/vigie/client.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { HttpClient } from '../../../ports/http.ts';
import type { StoredImportCaller } from '../store/stored-import.ts';
import type { PagerBytes, StepPorts, StepTask } from './step-ports.ts';

/** Asks this sidecar's API in somebody's name, without a socket. */
type InsideApi = (caller: StoredImportCaller, request: VigieRequest) => Promise<VigieAnswer>;

export interface RunPortsDeps {
  http: HttpClient;
  clock: Clock;
  /** Waits as long as a pager wants to be left alone. */
  pause: Clock['sleep'];
  inside: InsideApi;
}

export interface RunningImport {
  folder: SnapshotFolder;
  caller: StoredImportCaller;
  /** Aborted when this sidecar no longer works on the import. */
  signal: AbortSignal;
}

/** Names of what the steps read by file name. */
export const KEY_FILE = 'keys';
export const TOKEN_FILE = 'token';

const TIME_LIMIT = 60_000;
const MIB = 1024 * 1024;
/** No pager's pages are that large: what the thread reads of an answer is sealed and stored in the thread that pages. */
const LONGEST_ANSWER = 4 * MIB;
/** Of all answers of a step. Reading by the command line, beside the sidecar, has no such limit. */
const MOST_ANSWERS = 192 * MIB;

export function runPorts(
  { http, pause, inside }: Omit<RunPortsDeps, 'clock'>,
  { folder, caller, signal }: RunningImport,
): StepPorts {
  return {
    pager: (request) => askPager(http, request, signal),
    vigie: (request) => (signal.aborted ? Promise.reject(new Error('stopped')) : inside(caller, request)),
    sleep: (ms) => pause(ms, signal),
    read: (file) => folder.read(file),
    write: (file, text) => folder.write(file, text),
    list: (below) => folder.list(below),
    remove: (below) => folder.remove(below),
    move: (from, to) => folder.move(from, to),
  };
}

/** What the thread has with it. */
export interface RunWorldDeps {
  ports: StepPorts;
  monotonic(): number;
  zone(name: string): ZoneTable | null;
  references: ReferenceFacts;
  checkOwn(kind: ConfigKind, body: unknown): Problem[];
  progress(line: string): void;
}

export function runWorld(deps: RunWorldDeps, { keys, now }: Pick<StepTask, 'keys' | 'now'>): ImportWorld {
  const { ports, monotonic } = deps;
  const began = monotonic();
  return {
    transport: async (request) => {
      const { bytes, ...rest } = await ports.pager(request);
      return { ...rest, body: new TextDecoder().decode(bytes) };
    },
    mostRead: MOST_ANSWERS,
    vigieTransport: ports.vigie,
    clock: {
      // The store's time, which tests set; it moves on with this process.
      machine: () => Math.round(now + monotonic() - began),
      sleep: ports.sleep,
    },
    zone: deps.zone,
    references: deps.references,
    checkOwn: deps.checkOwn,
    readFile: (file) =>
      file === KEY_FILE ? Promise.resolve(keys) : file === TOKEN_FILE ? Promise.resolve('inside') : ports.read(file),
    writeFile: async (file, text) => (await ports.write(file, text)).ok,
    progress: deps.progress,
    print: () => undefined,
    ask: () => Promise.resolve(null),
  };
}

/** An Admin gave the address, so it may lie in a private network; loopback only where the operator allows it. */
async function askPager(
  http: HttpClient,
  { method, url, headers, body }: PagerRequest,
  signal: AbortSignal,
): Promise<PagerBytes> {
  const result = await http.send({
    method,
    url,
    headers: { ...headers },
    trusted: true,
    timeout: TIME_LIMIT,
    largest: LONGEST_ANSWER,
    asBytes: true,
    signal,
    ...(body === undefined ? {} : { body }),
  });
  if (!result.ok) {
    const { kind, detail } = result.failure;
    throw kind === 'refused-address' ? new ForbiddenAddressError(detail) : new Error(detail);
  }
  if (result.response.isCut === true) {
    throw new Error(`an answer is longer than ${LONGEST_ANSWER / MIB} MiB`);
  }
  const { status, headers: answered, bytes = new Uint8Array() } = result.response;
  return { status, headers: answered, bytes };
}
