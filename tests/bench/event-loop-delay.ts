/**
 * Loaded into a sidecar (`--import`): on SIGUSR2 it logs how late its event loop was since the last time, ms, by Node's
 * own measure. On a machine that others share, the wait for a processor counts, too.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
let asked = 0;

const ms = (percentile: number): number => Math.round(delay.percentile(percentile) / 10_000) / 100;

process.on('SIGUSR2', () => {
  const line = { msg: 'event loop delay', asked: ++asked, p50: ms(50), p99: ms(99), max: ms(100) };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  delay.reset();
});
