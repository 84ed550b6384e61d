/** Gives the steps of an import what they need in the sidecar: guarded requests, the API in process, sealed keys. */
import type { Problem } from '#contract/base/problem';
import type { ConfigKind } from '#contract/config';
import type { ReferenceFacts } from '#contract/references';
import type { ZoneTable } from '#domain/time/zone';
import { ForbiddenAddressError } from '../importing/reading/reader.ts';
import type { PagerRequest, PagerResponse } from '../importing/reading/reader.ts';
import type { ImportWorld } from '../importing/settings.ts';
import type { SnapshotFolder } from '../importing/snapshot/files.ts';
import type { VigieAnswer, VigieRequest } from '../importing/vigie/client.ts';
import type { Clock } from '../ports/clock.ts';
import type { HttpClient } from '../ports/http.ts';
import type { StoredImportCaller } from '../store/imports/stored-import.ts';
import { breathe } from './breathe.ts';

/** Asks this sidecar's API in somebody's name, without a socket. */
export type InsideApi = (caller: StoredImportCaller, request: VigieRequest) => Promise<VigieAnswer>;

export interface RunWorldDeps {
  http: HttpClient;
  clock: Clock;
  zone(name: string): ZoneTable | null;
  references: ReferenceFacts;
  checkOwn(kind: ConfigKind, body: unknown): Problem[];
  inside: InsideApi;
}

export interface RunningImport {
  folder: SnapshotFolder;
  /** The pager's, a line each. */
  keys: string;
  caller: StoredImportCaller;
  /** Aborted when this sidecar no longer works on the import. */
  signal: AbortSignal;
  /** Epoch ms at which the step began. */
  now: number;
  progress(line: string): void;
}

/** Names of what the steps read by file name. */
export const KEY_FILE = 'keys';
export const TOKEN_FILE = 'token';

const TIME_LIMIT = 60_000;
const LONGEST_ANSWER = 16 * 1024 * 1024;

export function runWorld(deps: RunWorldDeps, running: RunningImport): ImportWorld {
  const { clock } = deps;
  const { folder, signal, keys, caller } = running;
  const began = clock.monotonic();
  return {
    transport: (request) => askPager(deps.http, request, signal),
    vigieTransport: async (request) => {
      await breathe();
      if (signal.aborted) {
        throw new Error('stopped');
      }
      return deps.inside(caller, request);
    },
    clock: {
      // The store's time, which tests set; it moves on with this process.
      machine: () => Math.round(running.now + clock.monotonic() - began),
      sleep: (ms) => clock.sleep(ms, signal),
    },
    zone: deps.zone,
    references: deps.references,
    checkOwn: deps.checkOwn,
    readFile: (file) =>
      file === KEY_FILE ? Promise.resolve(keys) : file === TOKEN_FILE ? Promise.resolve('inside') : folder.read(file),
    writeFile: async (file, text) => (await folder.write(file, text)).ok,
    progress: running.progress,
    print: () => undefined,
    ask: () => Promise.resolve(null),
  };
}

/** An Admin gave the address, so it may lie in a private network; loopback only where the operator allows it. */
async function askPager(
  http: HttpClient,
  { method, url, headers, body }: PagerRequest,
  signal: AbortSignal,
): Promise<PagerResponse> {
  const result = await http.send({
    method,
    url,
    headers: { ...headers },
    trusted: true,
    timeout: TIME_LIMIT,
    largest: LONGEST_ANSWER,
    signal,
    ...(body === undefined ? {} : { body }),
  });
  if (!result.ok) {
    const { kind, detail } = result.failure;
    throw kind === 'refused-address' ? new ForbiddenAddressError(detail) : new Error(detail);
  }
  if (result.response.isCut === true) {
    throw new Error(`an answer is longer than ${LONGEST_ANSWER / 1024 / 1024} MiB`);
  }
  return result.response;
}
