/** Asks one route as one caller. */
import type { ErrorBody } from '#contract/errors';
import { way } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';
import type { CastIds, Door } from './cast.ts';
import type { Expected } from './expected.ts';

function filled(path: string, ids: Partial<CastIds>): string {
  return path.replace(
    /:(incident|intervention|rest|decision|statement)/,
    (_, name: keyof CastIds) => ids[name] ?? 'none',
  );
}

/** The status, and why not; no more: a stream of events would go on for minutes. */
export async function knockAt(
  sidecar: Sidecar,
  { route, path, body }: Expected,
  door: Door,
  ids: Partial<CastIds>,
): Promise<{ status: number; reason: string | null }> {
  const [method = ''] = route.split(' ');
  const stop = new AbortController();
  const { path: address, headers, token } = way(filled(path, ids), door);
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
