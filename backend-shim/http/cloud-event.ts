/** CloudEvents over HTTP: attributes of binary mode (protocol binding §3.1), and the handshake of its webhook specification (§4). */
import type { IncomingHttpHeaders } from 'node:http';

const PREFIX = 'ce-';

/** Undefined: the request is no event in binary mode. Values are percent-encoded there. */
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
    // The sender wrote a % that encodes nothing; the text stays as it is.
    return value;
  }
}

/** What a sender that asks first wants to hear. */
export function allowed(headers: IncomingHttpHeaders): Record<string, string> {
  const origin = headers['webhook-request-origin'];
  return typeof origin === 'string' && /^[\w.:*-]{1,253}$/.test(origin)
    ? { 'WebHook-Allowed-Origin': origin, 'WebHook-Allowed-Rate': '*' }
    : {};
}
