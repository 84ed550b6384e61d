import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publicUrl, runSidecar, startSidecar, type Sidecar } from './sidecar.ts';
import { until } from './waiting.ts';

/** `T`: stopped. */
const stateOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];

describe('a sidecar for a test', { timeout: 60_000 }, () => {
  let sidecar: Sidecar;
  beforeEach(async () => {
    sidecar = await startSidecar();
  }, 60_000);
  afterEach(() => sidecar.remove());

  it('has a port of its own, which stays through a restart', async () => {
    const { url, pid } = sidecar;
    await sidecar.restart();
    expect(sidecar.url).toBe(url);
    expect(sidecar.pid).not.toBe(pid);
    expect((await sidecar.request('GET', '/healthz')).status).toBe(200);
  });

  it('ends cleanly when asked', async () => {
    expect(await sidecar.stop()).toEqual({ code: 0, signal: null });
  });

  it('comes back after kill -9, with the log of both lives', async () => {
    await sidecar.kill9();
    await sidecar.start();
    expect(sidecar.log.filter(({ msg }) => msg === 'listening')).toHaveLength(2);
  });

  it('moves the manual clock', async () => {
    const before = Date.parse(await sidecar.now());
    expect(Date.parse(await sidecar.advance('5m')) - before).toBe(5 * 60_000);
  });

  it('freezes and thaws', async () => {
    sidecar.pause();
    await until('the kernel has stopped it', () => stateOf(sidecar.pid) === 'T');
    sidecar.resume();
    expect((await sidecar.request('GET', '/healthz')).status).toBe(200);
  });

  it('turns links of messages into links that work', () => {
    expect(sidecar.local(`${publicUrl}/r/abc`)).toBe(`${sidecar.url}/r/abc`);
    expect(() => sidecar.local('http://elsewhere.test/')).toThrow(/Not a link/);
  });

  it('leaves nothing behind', async () => {
    await sidecar.remove();
    expect(existsSync(sidecar.folder)).toBe(false);
    await expect(sidecar.request('GET', '/healthz')).rejects.toThrow();
  });

  it('does not let an end by itself go unnoticed', async () => {
    process.kill(sidecar.pid, 'SIGKILL');
    await expect(sidecar.logLine(({ msg }) => msg === 'never said')).rejects.toThrow(/ended \(SIGKILL\)/);
    await expect(sidecar.remove()).rejects.toThrow(/ended by itself/);
    sidecar = await startSidecar();
  });
});

it('a sidecar that does not start says why', { timeout: 60_000 }, async () => {
  await expect(startSidecar({ env: { VIGIE_LOG_LEVEL: 'shouting' } })).rejects.toThrow(
    /exit code 1[^]*VIGIE_LOG_LEVEL/,
  );
  const exit = await runSidecar([], { env: { VIGIE_LOG_LEVEL: 'shouting' } });
  expect(exit).toMatchObject({ code: 1, output: expect.stringContaining('VIGIE_LOG_LEVEL') });
});
