/**
 * Reads from a pager's API: paced, patient with its limits, and with a memory of what a run that was interrupted has read.
 * It sends GET, and POST where the API asks in a body (GraphQL); it never changes anything.
 */
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import { readJson } from '#contract/foreign/json-shape';
import { hashOf, stableJson } from '../snapshot/files.ts';
import type { SnapshotFolder } from '../snapshot/files.ts';
import { jsonOrNull } from '../snapshot/json.ts';

export interface PagerRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
}

export interface PagerResponse {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Rejects if nothing answers; with `ForbiddenAddressError` if the address may not be asked. */
export type PagerTransport = (request: PagerRequest) => Promise<PagerResponse>;

/** The address lies where nothing may be asked from here, so that asking again is no use. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError';
}

export interface ReaderClock {
  /** Epoch ms of the machine. */
  machine(): number;
  sleep(ms: number): Promise<void>;
}

export interface ReaderSettings {
  transport: PagerTransport;
  clock: ReaderClock;
  /** Least ms between two requests. */
  pace: number;
  keyHint: string;
  /** Where answers are remembered until the snapshot is whole; null: nowhere. */
  memory: SnapshotFolder | null;
  progress(line: string): void;
  /** Characters of all answers; absent: no limit. */
  mostRead?: number;
}

interface ReaderState {
  last: number;
  requests: number;
  read: number;
  remembers: boolean;
  /** Something of the source has answered. */
  hasAnswered: boolean;
}

export interface PagerReader {
  /** @param what for people, when it fails: `the schedules` */
  json(what: string, request: PagerRequest): Promise<ImportResult<unknown>>;
  /** From here on nothing that was remembered counts. */
  forget(): void;
  requests(): number;
}

const MOST_TRIES = 6;
const FIRST_TRIES = 3;
const MIB = 1024 * 1024;
/** Folder of the snapshot in which an interrupted run leaves what it has read. */
export const PARTIAL = 'partial';

export function createReader(settings: ReaderSettings): PagerReader {
  const state: ReaderState = { last: 0, requests: 0, read: 0, remembers: settings.memory !== null, hasAnswered: false };
  return {
    async json(what, request) {
      const file = `${PARTIAL}/${hashOf(`${request.method} ${request.url} ${request.body ?? ''}`)}.json`;
      const known = state.remembers ? await settings.memory?.read(file) : null;
      if (known !== null && known !== undefined) {
        return done(jsonOrNull(known));
      }
      const answer = await patiently(settings, state, what, request);
      const written =
        answer.ok && state.remembers ? await settings.memory?.write(file, stableJson(answer.value)) : null;
      return written?.ok === false ? written : answer;
    },
    forget() {
      state.remembers = false;
    },
    requests: () => state.requests,
  };
}

async function patiently(
  settings: ReaderSettings,
  state: ReaderState,
  what: string,
  request: PagerRequest,
): Promise<ImportResult<unknown>> {
  for (let attempt = 1; ; attempt++) {
    await settings.clock.sleep(Math.max(0, state.last + settings.pace - settings.clock.machine()));
    state.last = settings.clock.machine();
    state.requests++;
    const response = await answerOf(settings, request);
    if (response instanceof ForbiddenAddressError) {
      return importFailure('address-refused', { url: hostOf(request.url) });
    }
    if (response instanceof Error) {
      // Where nothing has answered yet, the address is wrong, more often than the network.
      const most = state.hasAnswered ? MOST_TRIES : FIRST_TRIES;
      if (attempt >= most) {
        return importFailure('unreachable', { url: hostOf(request.url), detail: causeOf(response) });
      }
      const wait = 1_000 * 2 ** (attempt - 1);
      settings.progress(againLine(`${hostOf(request.url)}: ${causeOf(response)}`, wait, attempt, most));
      await settings.clock.sleep(wait);
      continue;
    }
    state.hasAnswered = true;
    state.read += response.body.length;
    if (state.read > (settings.mostRead ?? Infinity)) {
      return importFailure('too-much', { most: `${Math.floor((settings.mostRead ?? 0) / MIB)} MiB` });
    }
    const wait = waitOf(response, attempt);
    if (wait === null || attempt >= MOST_TRIES) {
      return resultOf(settings, what, request, response, attempt);
    }
    settings.progress(
      response.status === 429
        ? `${hostOf(request.url)} asks for a pause of ${Math.ceil(wait / 1_000)} s`
        : againLine(`${hostOf(request.url)} answered HTTP ${response.status} to ${what}`, wait, attempt, MOST_TRIES),
    );
    await settings.clock.sleep(wait);
  }
}

/** An answer that was cut off in its middle is none. */
async function answerOf({ transport }: ReaderSettings, request: PagerRequest): Promise<PagerResponse | Error> {
  const response = await transport(request).catch((error: unknown) => error as Error);
  const isCut =
    !(response instanceof Error) &&
    response.status === 200 &&
    /^\s*[[{]/.test(response.body) &&
    !isWhole(response.body);
  return isCut ? new Error('the answer was cut off') : response;
}

function isWhole(body: string): boolean {
  const read = readJson(body);
  return read.ok || read.why === 'misshapen';
}

function againLine(what: string, wait: number, attempt: number, most: number): string {
  return `${what}; asking again in ${Math.ceil(wait / 1_000)} s (${attempt + 1} of ${most})`;
}

/** How long the source asks to wait, ms; null: the answer is final. */
function waitOf({ status, headers }: PagerResponse, attempt: number): number | null {
  if (status === 429) {
    const asked = Number(headers['retry-after'] ?? headers['ratelimit-reset'] ?? Number.NaN);
    return Number.isFinite(asked) ? Math.min(Math.max(asked, 1), 600) * 1_000 : 2_000 * 2 ** attempt;
  }
  return status >= 500 ? 1_000 * 2 ** attempt : null;
}

function resultOf(
  { keyHint: hint }: ReaderSettings,
  what: string,
  request: PagerRequest,
  { status, body }: PagerResponse,
  tries: number,
): ImportResult<unknown> {
  const url = hostOf(request.url);
  switch (status) {
    case 200: {
      const read = readJson(body);
      if (!read.ok && read.why === 'misshapen') {
        return importFailure('unexpected-shape', { what, detail: read.detail });
      }
      return !read.ok || read.value === null ? importFailure('not-json', { url, what }) : done(read.value);
    }
    case 401:
      return importFailure('key-refused', { url, status, hint });
    case 403:
      return importFailure('key-too-weak', { what, status, hint });
    case 404:
      return importFailure('not-found', { url, what, hint });
    case 429:
      return importFailure('rate-limited', { url, tries });
    default:
      return importFailure('http-error', { url, status, what });
  }
}

/** An address may hold a key in its path or query. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}

function causeOf({ cause, message }: Error): string {
  return cause instanceof Error ? cause.message : message;
}
