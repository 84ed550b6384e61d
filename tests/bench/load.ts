/** A bounded load from this process: it ends by itself, after so many requests. */
import { Pool } from 'undici';

export interface LoadOptions {
  /** `http://127.0.0.1:port`; nothing but loopback is ever put under load. */
  origin: string;
  path: string;
  connections: number;
  count: number;
  /** The body of the nth request, from 0. */
  body(n: number): string;
}

export interface LoadResult {
  seconds: number;
  /** ms per request, in order of completion. */
  ms: number[];
  /** Answers by status code. */
  statuses: Record<number, number>;
}

export async function load({ origin, path, connections, count, body }: LoadOptions): Promise<LoadResult> {
  if (!/^http:\/\/127\.0\.0\.1:\d+$/.test(origin))
    throw new Error(`Only loopback may be put under load, not ${origin}`);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const result: LoadResult = { seconds: 0, ms: [], statuses: {} };
  let next = 0;
  async function worker(): Promise<void> {
    while (next < count) {
      const n = next++;
      const started = performance.now();
      const answer = await pool.request({
        path,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: body(n),
      });
      await answer.body.dump();
      result.ms.push(performance.now() - started);
      result.statuses[answer.statusCode] = (result.statuses[answer.statusCode] ?? 0) + 1;
    }
  }
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, worker));
  result.seconds = (performance.now() - started) / 1000;
  await pool.close();
  return result;
}

/** Throws unless every answer had one of the statuses: a fast refusal is no figure. */
export function expectOnly(result: LoadResult, ...statuses: number[]): void {
  const others = Object.keys(result.statuses).filter((status) => !statuses.includes(Number(status)));
  if (others.length > 0)
    throw new Error(`Expected only ${statuses.join(', ')}, got ${JSON.stringify(result.statuses)}`);
}
