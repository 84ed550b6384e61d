/** Fetches the keys with which Grafana signs identity tokens. */
import type { FetchedKeys, SigningKeys } from '../ports/signing-keys.ts';

const TIMEOUT_MS = 5000;

/** @param grafanaUrl set by the operator, so no address guard is needed */
export function createGrafanaKeys(grafanaUrl: string): SigningKeys {
  const url = `${grafanaUrl.replace(/\/+$/, '')}/api/signing-keys/keys`;
  return { fetch: () => fetchKeys(url) };
}

async function fetchKeys(url: string): Promise<FetchedKeys> {
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) {
      return { ok: false, reason: `${url} answered with status ${response.status}` };
    }
    const body = (await response.json()) as { keys?: unknown };
    return Array.isArray(body.keys)
      ? { ok: true, keys: body.keys }
      : { ok: false, reason: `${url} answered with something other than a list of keys` };
  } catch (error) {
    const { message, cause } = error as Error;
    return { ok: false, reason: `could not reach ${url} (${cause instanceof Error ? cause.message : message})` };
  }
}
