/** Signs requests to the OVHcloud API (docs.ovhcloud.com, "First Steps with the API"). */
import { createHash } from 'node:crypto';

export interface SignedRequest {
  applicationSecret: string;
  consumerKey: string;
  method: string;
  /** The whole address. */
  url: string;
  body: string;
  /** Seconds since 1970, by OVHcloud's clock. */
  timestamp: number;
}

export function ovhSignature({ applicationSecret, consumerKey, method, url, body, timestamp }: SignedRequest): string {
  const text = [applicationSecret, consumerKey, method, url, body, timestamp].join('+');
  return `$1$${createHash('sha1').update(text, 'utf8').digest('hex')}`;
}
