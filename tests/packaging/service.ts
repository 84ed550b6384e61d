/** Watches the sidecars that tests of packages start from what they installed. */
import type { ChildProcess } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { until } from '../support/waiting.ts';

/** Waits until a sidecar on a loopback port is ready; it is ended with the test. */
export async function untilReady(service: ChildProcess, port: number): Promise<void> {
  let said = '';
  service.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  service.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => service.once('exit', () => resolve()));
  onTestFinished(async () => {
    service.kill('SIGTERM');
    await ended;
  });
  await until('the service is ready', async () => {
    if (service.exitCode !== null) throw new Error(`The service ended: ${said}`);
    return (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.status === 200;
  });
}
