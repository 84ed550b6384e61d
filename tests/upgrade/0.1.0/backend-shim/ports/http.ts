/**
 * Outgoing HTTP. Every URL that a user gave goes through this port, which refuses addresses that a
 * user may not reach (SSRF) at connect time, follows no redirect and bounds time and size.
 */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  url: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** ms for the whole exchange; default 10 s. */
  timeout?: number;
  /** May this URL reach private ranges? True for URLs from files or Admins. Loopback never, unless allowed by VIGIE_OUTGOING_ALLOW. */
  trusted: boolean;
  /** Bytes of the answer's body that are read; default 64 KiB. */
  largest?: number;
  /** PEM of the authority that must have signed the other side's certificate, in place of the public ones. */
  ca?: string | null;
  signal?: AbortSignal;
}

export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  /** At most as much as was asked for; the rest is cut. */
  body: string;
  /** There was more. */
  isCut?: boolean;
}

/** `detail` never contains the URL's path, query or credentials; `host` is what it calls the other side, for whoever must not tell that. */
export interface HttpFailure {
  kind: 'refused-address' | 'bad-url' | 'timeout' | 'cancelled' | 'network';
  detail: string;
  host?: string;
}

export type HttpResult = { ok: true; response: HttpResponse } | { ok: false; failure: HttpFailure };

export interface Http {
  send(request: HttpRequest): Promise<HttpResult>;
}
