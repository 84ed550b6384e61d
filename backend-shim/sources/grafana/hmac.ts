/**
 * Verifies Grafana's signature of a webhook (contact point setting `hmacConfig`): lower-case hex HMAC-SHA-256 with the
 * shared secret over `[<unix seconds>:]<raw body>`, without a prefix. The timestamp is included only if a timestamp
 * header is configured.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** The most that Grafana's clock may be off, and the time within which a recorded request can be replayed. */
const SKEW_SECONDS = 300;

export type HmacResult = 'ok' | 'missing' | 'bad-signature' | 'stale';

export interface HmacInput {
  secret: string;
  /** The value of the signature header. */
  signature: string | null | undefined;
  /**
   * null: the integration has no timestamp header. Undefined or blank: it has one, and the request did not carry it.
   */
  timestamp: string | null | undefined;
  /** The bytes after decompression and before any decoding. */
  rawBody: Buffer;
  /** Epoch ms of the machine's clock, even under a manual clock, since the sender's clock is real. */
  machineNow: number;
}

/** `stale` is reported only to a sender who knows the secret. */
export function verifyHmac(input: HmacInput): HmacResult {
  const signature = input.signature?.trim().toLowerCase() ?? '';
  const timestamp = input.timestamp === null ? null : (input.timestamp?.trim() ?? '');
  if (signature === '' || timestamp === '') {
    return 'missing';
  }
  if (!/^[0-9a-f]{64}$/.test(signature) || input.secret === '') {
    return 'bad-signature';
  }
  const hmac = createHmac('sha256', input.secret);
  if (timestamp !== null) {
    hmac.update(`${timestamp}:`);
  }
  if (!timingSafeEqual(hmac.update(input.rawBody).digest(), Buffer.from(signature, 'hex'))) {
    return 'bad-signature';
  }
  return timestamp === null || isFresh(timestamp, input.machineNow) ? 'ok' : 'stale';
}

function isFresh(timestamp: string, now: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(Math.floor(now / 1000) - Number(timestamp)) <= SKEW_SECONDS;
}
