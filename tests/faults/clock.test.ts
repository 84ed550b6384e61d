/** The machine's clock is set back and forward an hour under a running sidecar (libfaketime). */
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSidecar, type Sidecar } from '../support/sidecar.ts';
import { startWebhookSink, type WebhookSink } from '../support/webhook-sink.ts';
import { stormProvisioning, stormToken } from './storm.ts';

const library = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1',
].find((file) => existsSync(file));
const title = 'the clock of the machine';
/** A wait of four seconds is counted from the first page, which may be late itself on a busy machine. */
const EARLIEST_MS = 2500;
const suite = library === undefined ? describe.skip : describe;

suite(
  library === undefined
    ? `${title} (skipped: no libfaketime on this machine; sudo apt-get install -y libfaketime)`
    : title,
  () => {
    let folder: string;
    let sink: WebhookSink;
    let sidecar: Sidecar;
    /** At once: libfaketime ends a process that reads an empty file. @param offset as it reads it: `-1h`, `+1h`, `+0` */
    const setClock = (offset: string) => {
      const next = path.join(folder, 'next-offset');
      writeFileSync(next, offset);
      renameSync(next, path.join(folder, 'offset'));
    };

    beforeEach(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'vigie-clock-'));
      sink = await startWebhookSink();
      setClock('+0');
      const env = {
        LD_PRELOAD: library,
        FAKETIME_TIMESTAMP_FILE: path.join(folder, 'offset'),
        FAKETIME_NO_CACHE: '1',
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
      };
      // Ben is paged four seconds after Ann.
      sidecar = await startSidecar({
        provisioning: stormProvisioning(sink).replace('wait: 1s', 'wait: 4s'),
        clock: 'system',
        env,
      });
    });
    afterEach(async () => {
      await sidecar.remove();
      await sink.stop();
      await rm(folder, { recursive: true, force: true });
    });

    const openIncident = async () => {
      await sidecar.ingest(stormToken, { id: 'p', title: 'Disk full', status: 'firing' });
      return (await sink.waitFor(({ path: to }) => to === '/ann')).at;
    };
    const steps = async () =>
      /^vigie_clock_steps_total (\d+)$/m.exec(String((await sidecar.request('GET', '/metrics')).body))?.[1];

    it('is set back an hour: the next step comes after its wait, not an hour later', async () => {
      const first = await openIncident();
      setClock('-1h');
      const second = await sink.waitFor(({ path: to }) => to === '/ben', 8000);
      expect(second.at - first).toBeGreaterThan(EARLIEST_MS);
      expect(second.at - first).toBeLessThan(6000);
      expect(await steps()).toBe('1');
      expect(sidecar.errors).toEqual([]);
    });

    it('is set back while the sidecar is away: the next step is not an hour late', async () => {
      const first = await openIncident();
      await sidecar.kill9();
      setClock('-1h');
      await sidecar.start();
      const second = await sink.waitFor(({ path: to }) => to === '/ben', 15_000);
      expect(second.at - first).toBeLessThan(15_000);
      expect(sidecar.errors).toEqual([]);
    });

    it('is set back an hour: a failed update to a source is retried after its wait, not an hour later', async () => {
      const icinga = `  - { id: icinga, name: Icinga, type: icinga2, token: icinga-token-0123456789abcdef, policy: sre, sync: { url: "${sink.url('')}", user: vigie, password: a-password } }\n`;
      await sidecar.provision(stormProvisioning(sink) + icinga);
      await sidecar.logLine(({ msg }) => msg === 'provisioning files reloaded', 10_000);
      const acknowledged = '/v1/actions/acknowledge-problem';
      sink.mode({ status: 503 }, acknowledged);
      const { body } = await sidecar.ingest<{ incidents: string[] }>('icinga-token-0123456789abcdef', {
        ICINGA_NOTIFICATION_TYPE: 'PROBLEM',
        ICINGA_HOST_NAME: 'web-1',
        ICINGA_HOST_STATE: 'DOWN',
      });
      await sidecar.api('POST', `incidents/${body.incidents[0]}/acknowledge`);
      const first = (await sink.waitFor(({ path: to }) => to === acknowledged, 5000)).at;
      await pause(300);
      sink.mode('ok', acknowledged);
      setClock('-1h');
      const second = await sink.waitFor(({ path: to, at }) => to === acknowledged && at > first, 12_000);
      expect(second.at - first).toBeGreaterThan(4500);
      expect(sidecar.errors).toEqual([]);
    });

    it('is set forward an hour: all waits are due at once, and so is the end of a snooze', async () => {
      const first = await openIncident();
      const { body } = await sidecar.api<{ items: Array<{ id: string }> }>('GET', 'incidents');
      await sidecar.api('POST', `incidents/${body.items[0]?.id}/snooze`, { for: '30m' });
      await pause(500);
      setClock('+1h');
      const again = await sink.waitFor(({ path: to, at }) => to === '/ann' && at > first, 5000);
      expect(again.body['step']).toBe(1);
      expect(await steps()).toBe('0');
    });

    it('is set back an hour: the end of a snooze keeps the wall clock', async () => {
      const first = await openIncident();
      const { body } = await sidecar.api<{ items: Array<{ id: string }> }>('GET', 'incidents');
      await sidecar.api('POST', `incidents/${body.items[0]?.id}/snooze`, { for: '3s' });
      setClock('-1h');
      await pause(5000);
      expect(
        sink.items.filter(({ path: to, at, body: page }) => to === '/ann' && at > first && page['kind'] === 'page'),
      ).toEqual([]);
      expect(await steps()).toBe('1');
    });
  },
);
