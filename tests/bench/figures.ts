/** One JSON line per figure on stdout, so that runs can be kept and compared. */
import { availableParallelism } from 'node:os';

export interface Latencies {
  p50: number;
  p99: number;
  max: number;
}

/** @param ms one value per measurement; sorted here */
export function latencies(ms: readonly number[]): Latencies {
  const sorted = [...ms].sort((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN);
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** Three significant figures are more than a shared machine can promise. */
export function round(value: number): number {
  return Number(value.toPrecision(4));
}

/** @param subject what was measured: `vigie on SQLite`, `bare Fastify` … */
export function figure(bench: string, subject: string, values: Record<string, number | string>): void {
  process.stdout.write(
    `${JSON.stringify({ bench, subject, ...values, cores: availableParallelism(), node: process.versions.node })}\n`,
  );
}
