/** Asks one route as one caller. */
import type { ErrorBody } from '#contract/errors';
import { way } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';
import type { Door } from './cast.ts';
import type { Expected } from './expected.ts';

/** The status, and why not; no more: a stream of events would go on for minutes. */
export async function knockAt(
  sidecar: Sidecar,
  { route, path, body }: Expected,
  door: Door,
  incident: string,
): Promise<{ status: number; reason: string | null }> {
  const [method = ''] = route.split(' ');
  const stop = new AbortController();
  const { path: address, headers, token } = way(path.replace(':incident', incident), door);
  const response = await fetch(`${sidecar.url}${address}`, {
    method,
    headers: {
      ...headers,
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      ...(body ? { 'Content-Type': 'application/json' } : {}),
    },
    body: body ? JSON.stringify(body) : null,
    signal: stop.signal,
  });
  const refusal = response.status === 403 ? ((await response.json()) as ErrorBody).error.reason : null;
  stop.abort();
  return { status: response.status, reason: refusal };
}
