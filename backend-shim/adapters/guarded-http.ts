/** Sends HTTP requests to addresses that users gave, and checks these addresses when it connects. */
import { isIP } from 'node:net';
import querystring from 'node:querystring';
import type { Dispatcher } from 'undici';
import { mayLeave, MOST_TEXT } from '../ports/http.ts';
import type { AttemptSignal, HttpClient, HttpFailure, HttpRequest, HttpResponse, HttpResult } from '../ports/http.ts';
import { isReachable, parseRanges } from './address-guard.ts';
import type { AddressRange } from './address-guard.ts';
import { createGuardedLookup, createResolver, RefusedAddressError } from './guarded-lookup.ts';

export interface GuardedHttpOptions {
  /** Addresses and CIDRs that may be reached besides public addresses: `VIGIE_OUTGOING_ALLOW`. */
  allow: readonly string[];
  /** Most connections to one host and port. */
  connections?: number;
}

export interface GuardedHttp extends HttpClient {
  close(): Promise<void>;
}

const TIMEOUT = 10_000;
const CONNECT_TIMEOUT = 5_000;
const LONGEST_BODY = 64 * 1024;
const CONNECTIONS = 128;

const REFUSED_HELP = 'may not be reached from here; VIGIE_OUTGOING_ALLOW lists the private networks that may';

function fail(kind: HttpFailure['kind'], detail: string, host?: string): HttpResult {
  return { ok: false, failure: { kind, detail, ...(host !== undefined && { host }) } };
}

/**
 * The settings were checked before, so an invalid entry is a bug; ignoring it would silently change what may be
 * reached.
 */
function rangesOf(allow: readonly string[]): AddressRange[] {
  const parsed = parseRanges(allow);
  if (!parsed.ok) {
    throw new Error(`VIGIE_OUTGOING_ALLOW: "${parsed.entry}" is not an address range like 10.0.0.0/8`);
  }
  return parsed.ranges;
}

/**
 * Cuts the body at the limit and closes the connection. No compression is requested, so the limit counts what arrives.
 */
function readBody(
  body: Dispatcher.ResponseData['body'],
  { largest: asked = LONGEST_BODY, asBytes }: Pick<HttpRequest, 'largest' | 'asBytes'>,
): Promise<Pick<HttpResponse, 'body' | 'bytes' | 'isCut'>> {
  const largest = asBytes === true ? asked : Math.min(asked, MOST_TEXT);
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    const done = () => {
      const isCut = size > largest;
      resolve(
        asBytes === true
          ? { body: '', bytes: joined(chunks), isCut }
          : { body: Buffer.concat(chunks).toString('utf8'), isCut },
      );
    };
    body.on('data', (chunk: Buffer) => {
      chunks.push(chunk.subarray(0, Math.max(0, largest - size)));
      size += chunk.length;
      if (size > largest) {
        done();
        body.destroy();
      }
    });
    // After the end, and after the cut, neither says anything any more.
    body.once('end', done).on('error', reject);
    body.once('close', () => reject(new Error('the connection was closed in the middle of the body')));
  });
}

/** In memory of their own, which can be handed to another thread; small Buffers share theirs. */
function joined(chunks: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let end = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, end);
    end += chunk.length;
  }
  return bytes;
}

function flat(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const all: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) {
      all[name] = String(value);
    }
  }
  return all;
}

/** Turns `https://user:password@host`, which many receivers want, into a header. */
function credentialsOf(url: URL): Record<string, string> {
  if (url.username === '' && url.password === '') {
    return {};
  }
  const pair = [url.username, url.password].map((part) => querystring.unescape(part)).join(':');
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

function failureOf(error: unknown, host: string): HttpResult {
  if (error instanceof RefusedAddressError) {
    return fail('refused-address', `${host} ${REFUSED_HELP}`, host);
  }
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return fail('timeout', `${host} did not accept a connection in time`, host);
  }
  if (code === 'UND_ERR_INVALID_ARG') {
    return fail('bad-url', 'the address or a header holds characters that HTTP does not allow');
  }
  if (/^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_CERT)/.test(code)) {
    return fail('network', `the certificate of ${host} is not trusted (${code})`, host);
  }
  return fail('network', `no answer from ${host}${code === '' ? '' : ` (${code})`}`, host);
}

/** Ends the exchange on a timeout or when the caller aborts, and records which of the two it was. */
function createDeadline(timeout: number, signal: AbortSignal | undefined) {
  const controller = new AbortController();
  let isLate = false;
  const cancel = () => controller.abort();
  const timer = setTimeout(() => {
    isLate = true;
    controller.abort();
  }, timeout);
  signal?.addEventListener('abort', cancel, { once: true });
  return {
    signal: controller.signal,
    isLate: () => isLate,
    clear() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    },
  };
}

/** What the dispatcher is told besides undici's own options. */
interface LeavingOptions {
  attempt?: AttemptSignal | undefined;
}

/**
 * Asks once more when a connection is there and the request is about to be written: the lookup, the handshake or the
 * wait for a free connection may have outlasted the lease.
 */
const askedBeforeLeaving: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) => {
  const { attempt } = options as LeavingOptions;
  if (attempt?.mayLeave === undefined) {
    return dispatch(options, handler);
  }
  return dispatch(options, {
    onRequestStart: (controller, context) => {
      handler.onRequestStart?.(controller, context);
      if (!mayLeave(attempt) && !controller.aborted) {
        controller.abort(new Error('no longer held'));
      }
    },
    onRequestUpgrade: (...given) => handler.onRequestUpgrade?.(...given),
    onResponseStart: (...given) => handler.onResponseStart?.(...given),
    onResponseData: (...given) => handler.onResponseData?.(...given),
    onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
    onResponseError: (...given) => handler.onResponseError?.(...given),
  });
};

async function exchange(agent: Dispatcher, url: URL, request: HttpRequest, timeout: number): Promise<HttpResult> {
  const deadline = createDeadline(timeout, request.signal);
  try {
    const { statusCode, headers, body } = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method,
      headers: { ...credentialsOf(url), ...request.headers },
      body: request.body ?? null,
      signal: deadline.signal,
      ...({ attempt: request.signal } satisfies LeavingOptions),
      headersTimeout: timeout,
      bodyTimeout: timeout,
    });
    return {
      ok: true,
      response: {
        status: statusCode,
        headers: flat(headers),
        ...(await readBody(body, request)),
      },
    };
  } catch (error) {
    if (request.signal?.aborted) {
      return fail('cancelled', `stopped while waiting for ${url.host}`, url.host);
    }
    return deadline.isLate()
      ? fail('timeout', `${url.host} did not answer within ${timeout / 1000} s`, url.host)
      : failureOf(error, url.host);
  } finally {
    deadline.clear();
  }
}

/** Reuses connections only between requests with the same trust. */
function createAgents(make: (trusted: boolean, ca: string | null) => Promise<Dispatcher>) {
  const agents = new Map<string, Promise<Dispatcher>>();
  return {
    of(trusted: boolean, ca: string | null): Promise<Dispatcher> {
      const key = `${trusted} ${ca ?? ''}`;
      const agent = agents.get(key) ?? make(trusted, ca);
      agents.set(key, agent);
      return agent;
    },
    close: () => Promise.all([...agents.values()].map(async (agent) => (await agent).destroy())),
  };
}

/** @throws where `allow` contains an entry that is not an address range */
export function createGuardedHttp({ allow, connections = CONNECTIONS }: GuardedHttpOptions): GuardedHttp {
  const ranges = rangesOf(allow);
  const resolve = createResolver();
  // Separate pools, because an open connection is not checked again: a stranger's URL must not use an Admin's
  // connection.
  const agents = createAgents(async (trusted, ca) => {
    const { Agent } = await import('undici');
    const connect = {
      timeout: CONNECT_TIMEOUT,
      lookup: createGuardedLookup(resolve, trusted, ranges),
      ...(ca === null ? {} : { ca }),
    };
    return new Agent({ connections, connect }).compose(askedBeforeLeaving);
  });
  return {
    async send(request) {
      const url = URL.parse(request.url);
      if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
        return fail('bad-url', 'must be a complete address that begins with https:// or http://');
      }
      // A literal address is never looked up, so the lookup cannot refuse it.
      const literal = url.hostname.replace(/^\[(.*)\]$/, '$1');
      if (isIP(literal) !== 0 && !isReachable(literal, request.trusted, ranges)) {
        return fail('refused-address', `${url.host} ${REFUSED_HELP}`, url.host);
      }
      const agent = await agents.of(request.trusted, request.ca ?? null);
      if (request.signal?.aborted) {
        return fail('cancelled', `stopped before ${url.host} was asked`, url.host);
      }
      return exchange(agent, url, request, request.timeout ?? TIMEOUT);
    },
    async close() {
      await agents.close();
    },
  };
}
