/** Asks one route as one caller. */
import type { ErrorBody } from '#contract/errors';
import { way } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { until } from '../support/waiting.ts';
import type { CastIds, Door } from './cast.ts';
import type { Expected } from './expected.ts';

function filled(path: string, ids: Partial<CastIds>): string {
  return path.replace(
    /:(incident|intervention|rest|decision|statement)/,
    (_, name: keyof CastIds) => ids[name] ?? 'none',
  );
}

interface Knocked {
  status: number;
  reason: string | null;
}

/** Knocks again where what the caller before began still goes on: on a slow machine that says nothing of rights. */
export async function knockAt(
  sidecar: Sidecar,
  expected: Expected,
  door: Door,
  ids: Partial<CastIds>,
): Promise<Knocked> {
  return until(`${expected.route} is not busy`, async () => {
    const knocked = await knockOnce(sidecar, expected, door, ids);
    return knocked.status === 503 && knocked.reason === 'busy' ? null : knocked;
  });
}

/** The status, and why not; no more: a stream of events would go on for minutes. */
async function knockOnce(
  sidecar: Sidecar,
  { route, path, body }: Expected,
  door: Door,
  ids: Partial<CastIds>,
): Promise<Knocked> {
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
  const isRefused = response.status === 403 || response.status === 503;
  const reason = isRefused ? ((await response.json()) as ErrorBody).error.reason : null;
  stop.abort();
  return { status: response.status, reason };
}
