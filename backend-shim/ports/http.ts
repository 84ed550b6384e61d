/**
 * Defines the port for outgoing HTTP. Every URL that a user gave goes through this port, which refuses addresses that
 * the user may not reach (SSRF) at connect time, follows no redirect, and bounds time and size.
 */
/**
 * The signal of an attempt that is made under a lease. A process that was frozen goes on where it stopped, before any of
 * its timers, so the lease is looked at again right before the first byte leaves.
 */
export interface AttemptSignal extends AbortSignal {
  /** Aborts the signal where the lease has run out. @returns whether this process may still send */
  mayLeave?(): boolean;
}

export function mayLeave(signal: AttemptSignal | undefined): boolean {
  return signal === undefined || (!signal.aborted && (signal.mayLeave?.() ?? true));
}

/** Bytes that are decoded and parsed in the thread that pages; what is longer goes to another thread as bytes. */
export const MOST_TEXT = 1024 * 1024;

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  url: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** ms for the whole exchange; default 10 s. */
  timeout?: number;
  /**
   * Whether the URL may reach private ranges: true for URLs from files or Admins. Loopback is never allowed, except by
   * VIGIE_OUTGOING_ALLOW.
   */
  trusted: boolean;
  /** The most bytes of the response body that are read; default 64 KiB. Of a text never more than `MOST_TEXT`. */
  largest?: number;
  /** For what another thread reads: the answer is in `bytes`, and costs this one no decoding and no second copy. */
  asBytes?: true;
  /** PEM of the authority that must have signed the server's certificate, in place of the public ones. */
  ca?: string | null;
  signal?: AttemptSignal;
}

export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  /** At most as long as requested; the rest is cut. Empty where bytes were asked for. */
  body: string;
  bytes?: Uint8Array<ArrayBuffer>;
  /** Whether the body was cut. */
  isCut?: boolean;
}

/**
 * `detail` never contains the URL's path, query or credentials; `host` is the name used in it, for callers that must
 * hide it.
 */
export interface HttpFailure {
  kind: 'refused-address' | 'bad-url' | 'timeout' | 'cancelled' | 'network';
  detail: string;
  host?: string;
}

export type HttpResult = { ok: true; response: HttpResponse } | { ok: false; failure: HttpFailure };

export interface HttpClient {
  send(request: HttpRequest): Promise<HttpResult>;
}
