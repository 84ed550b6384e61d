/**
 * CloudEvents over HTTP: binary-mode attributes (protocol binding §3.1) and the webhook handshake (webhook
 * specification §4).
 */
import type { IncomingHttpHeaders } from 'node:http';

const PREFIX = 'ce-';

/** Returns the decoded attributes, or undefined if the request is no binary-mode event. Headers are percent-encoded. */
export function eventAttributes(headers: IncomingHttpHeaders): Record<string, string> | undefined {
  if (typeof headers['ce-specversion'] !== 'string') {
    return undefined;
  }
  const named = Object.entries(headers).filter(
    (entry): entry is [string, string] => entry[0].startsWith(PREFIX) && typeof entry[1] === 'string',
  );
  return Object.fromEntries(named.map(([name, value]) => [name.slice(PREFIX.length), unescaped(value)]));
}

function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // The value has a stray `%` and is no percent-encoding, so it stays as it is.
    return value;
  }
}

/** Headers that answer the webhook handshake of a sender. */
export function allowed(headers: IncomingHttpHeaders): Record<string, string> {
  const origin = headers['webhook-request-origin'];
  return typeof origin === 'string' && /^[\w.:*-]{1,253}$/.test(origin)
    ? { 'WebHook-Allowed-Origin': origin, 'WebHook-Allowed-Rate': '*' }
    : {};
}
