/** Fetches the keys with which Grafana signs identity tokens. */
import { readBounded } from './bounded-answer.ts';
import type { AnswerBounds, ReadJson } from './bounded-answer.ts';
import type { FetchedKeys, SigningKey, SigningKeys } from '../../ports/signing-keys.ts';

const TIMEOUT_MS = 5000;
/** Grafana has a key or two, each of half a KiB. */
const BOUNDS: AnswerBounds = { bytes: 256 * 1024, values: 10_000 };

/** @param grafanaUrl set by the operator, so no address guard is needed */
export function createGrafanaKeys(grafanaUrl: string, readJson: ReadJson): SigningKeys {
  const url = `${grafanaUrl.replace(/\/+$/, '')}/api/signing-keys/keys`;
  return { fetch: () => fetchKeys(url, readJson) };
}

async function fetchKeys(url: string, readJson: ReadJson): Promise<FetchedKeys> {
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) {
      return { ok: false, reason: `${url} answered with status ${response.status}` };
    }
    const answer = await readBounded(response, BOUNDS, readJson);
    if (!answer.ok) {
      return { ok: false, reason: `${url} ${answer.reason}` };
    }
    const { keys } = (answer.value ?? {}) as { keys?: unknown };
    return Array.isArray(keys)
      ? { ok: true, keys: keys.filter(isKey) }
      : { ok: false, reason: `${url} answered with something other than a list of keys` };
  } catch (error) {
    const { message, cause } = error as Error;
    return { ok: false, reason: `could not reach ${url} (${cause instanceof Error ? cause.message : message})` };
  }
}

/** Keys of other kinds are never asked for by their name. */
function isKey(found: unknown): found is SigningKey {
  return typeof found === 'object' && found !== null && typeof (found as { kid?: unknown }).kid === 'string';
}
