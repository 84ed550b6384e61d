/**
 * A full disk below the embedded database: nothing looks healthy, everything says why, what is open goes on from the
 * reserve, also over restarts, and all is well again when there is space.
 */
import { readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mountSmallDisk, whyNoSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { runSidecar, startSidecar, type Sidecar } from '../support/sidecar.ts';
import { until } from '../support/waiting.ts';
import { startWebhookSink, type WebhookSink } from '../support/webhook-sink.ts';
import { stormProvisioning, stormToken } from './storm.ts';

const DISKS = [
  { kind: 'tmpfs', size: '6m' },
  { kind: 'tmpfs', size: '16m' },
  { kind: 'ext4', size: '24m' },
] as const;
const whyNot = { tmpfs: whyNoSmallDisk('tmpfs'), ext4: whyNoSmallDisk('ext4') };
const titleOf = ({ kind, size }: (typeof DISKS)[number]) =>
  `a disk of ${size} (${kind}${whyNot[kind] === null ? '' : `, skipped: ${whyNot[kind]}`})`;
/** What is promised. */
const WITHIN = 10_000;
/** Many rounds of what asks whether there is room again. */
const LONG = 20_000;

describe.each(DISKS.map((one) => ({ ...one, title: titleOf(one) })))('$title', ({ kind, size }) => {
  const whole = whyNot[kind] === null ? it : it.skip;
  let disk: SmallDisk;
  let sink: WebhookSink;
  let sidecar: Sidecar;
  let stopFilling: (() => Promise<void>) | null = null;
  const stopped = async () => {
    await stopFilling?.();
    stopFilling = null;
  };
  beforeEach(async () => {
    disk = mountSmallDisk(size, kind);
    sink = await startWebhookSink();
    sidecar = await startSidecar({
      provisioning: stormProvisioning(sink)
        .replace('wait: 1s', 'wait: 5m')
        .replace('wait: 1d }', 'wait: 5m }, { notify: [{ user: ann }], wait: 1d }'),
      databaseUrl: `sqlite:${disk.folder}/vigie.db`,
      env: { VIGIE_HEARTBEAT_URL: sink.url('/beat') },
    });
    await until('the reserve is kept', () => reserveOf(disk) > 0);
  });
  afterEach(async () => {
    await stopped();
    await sidecar.remove();
    await sink.stop();
    disk.unmount();
  });

  const ready = async () => (await sidecar.request<Readiness>('GET', '/readyz')).body;
  const report = (id: string) =>
    sidecar.ingest<{ incidents: string[] }>(stormToken, { id, title: id, status: 'firing' });
  const pages = (person: string) => sink.items.filter(({ path: to }) => to === `/${person}`).length;
  const beats = () => pages('beat');
  const fullWithin = async () => {
    await disk.fill();
    await until('it says that the disk is full', async () => (await ready()).store === 'disk-full', WITHIN);
  };

  whole('is full, and nothing is open: everything says so, and clears itself', async () => {
    await sidecar.advance('1m');
    await until('a sign of life was sent', () => beats() > 0);
    await fullWithin();
    const sentence = `the disk of ${disk.folder} is full`;
    expect(await ready()).toEqual({ status: 'not ready', store: 'disk-full', engine: 'ok', why: sentence });
    const [alive, healthy] = await Promise.all(['/livez', '/healthz'].map((door) => sidecar.request('GET', door)));
    expect([alive?.status, healthy?.status]).toEqual([200, 200]);
    expect(healthy?.body).toMatchObject({ status: 'ok', store: { reason: 'disk-full', message: sentence } });
    expect((await sidecar.api('GET', 'status')).body).toMatchObject({
      store: { state: 'failing', trouble: { reason: 'disk-full', data: { where: disk.folder } }, low: true },
      engine: 'ok',
    });
    expect(sidecar.errors.map(({ msg }) => msg)).toEqual([expect.stringContaining(sentence)]);
    const listen = new URL(sidecar.url).host;
    const told = await runSidecar(['status'], { env: { VIGIE_LISTEN: listen } });
    expect([told.code, told.output]).toEqual([
      1,
      expect.stringContaining(`is not ready: ${sentence}. Free space there`),
    ]);
    const refused = await report('a');
    expect(refused).toMatchObject({ status: 503, body: { error: { reason: 'disk-full' } } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await metric(sidecar, 'vigie_alerts_refused_total{reason="disk-full"}')).toBe(1);
    expect(await metric(sidecar, 'vigie_store_writable')).toBe(0);
    const before = beats();
    await sidecar.advance('2m');
    await pause(500);
    expect(beats(), 'signs of life').toBe(before);
    await disk.free();
    await until('it is ready', async () => (await ready()).status === 'ok', WITHIN);
    expect((await report('a')).status).toBe(202);
    await until('ann is paged', () => pages('ann') === 1);
    await sidecar.advance('2m');
    await until('signs of life are sent again', () => beats() > before);
    expect(sidecar.log.some(({ msg }) => msg === 'the database takes writes again')).toBe(true);
  });

  whole('is full, and an incident is open: it escalates, is acknowledged, and survives restarts', async () => {
    const { body } = await report('before');
    const [incident = ''] = body.incidents;
    await until('ann is paged', () => pages('ann') === 1);
    await fullWithin();
    expect((await report('new')).status).toBe(503);
    await sidecar.advance('5m');
    await until('ben is paged', () => pages('ben') === 1);
    expect((await report('new')).status).toBe(503);
    for (const end of [() => sidecar.stop(), () => sidecar.kill9()]) {
      await end();
      await disk.fill();
      await sidecar.start({}, '/livez');
      await until('it says so again', async () => (await ready()).store === 'disk-full', WITHIN);
      expect((await report('new')).status).toBe(503);
    }
    const respond = (command: string, body = {}) => sidecar.api('POST', `incidents/${incident}/${command}`, body);
    await sidecar.advance('5m');
    await until('the open incident pages ann again', () => pages('ann') === 2);
    expect((await respond('acknowledge')).status).toBe(200);
    expect((await sidecar.api('GET', `incidents/${incident}`)).body).toMatchObject({ state: 'acknowledged' });
    expect(await respond('note', { text: 'full' })).toMatchObject({
      status: 503,
      body: { error: { reason: 'disk-nearly-full' } },
    });
    expect((await ready()).engine).toBe('ok');
    await disk.free();
    await until('it is ready', async () => (await ready()).status === 'ok', WITHIN);
    expect((await report('new')).status).toBe(202);
    await until('ann is paged of the new one', () => pages('ann') === 3);
  });

  whole('goes on being filled: the reserve stays for pages and acknowledgements', async () => {
    const { body } = await report('before');
    const [incident = ''] = body.incidents;
    await until('ann is paged', () => pages('ann') === 1);
    stopFilling = disk.keepFilling();
    await until('it says that the disk is full', async () => (await ready()).store === 'disk-full', WITHIN);
    const before = reserveOf(disk);
    expect(before).toBeGreaterThan(0);
    await pause(LONG);
    expect(reserveOf(disk), 'nobody has done anything').toBe(before);
    const absence = { id: 'ill', user: 'ann', start: '2030-01-01T00:00Z', end: '2030-01-02T00:00Z' };
    for (let time = 0; time < 5; time++) {
      expect(await sidecar.api('POST', 'absences', absence)).toMatchObject({
        status: 503,
        body: { error: { reason: 'disk-full' } },
      });
    }
    expect(reserveOf(disk), 'what pages nobody takes nothing').toBe(before);
    await sidecar.advance('5m');
    await until('ben is paged', () => pages('ben') === 1);
    await sidecar.kill9();
    await sidecar.start({}, '/livez');
    await until('it says so again', async () => (await ready()).store === 'disk-full', WITHIN);
    await sidecar.advance('5m');
    await until('ann is paged again', () => pages('ann') === 2);
    expect((await sidecar.api('POST', `incidents/${incident}/acknowledge`, {})).status).toBe(200);
    expect(reserveOf(disk), 'there is some left').toBeGreaterThan(0);
    await stopped();
    await until('it is ready', async () => (await ready()).status === 'ok', WITHIN);
    expect((await report('new')).status).toBe(202);
  });

  whole('is full, and the reserve is gone: a start ends in one line that says what to do', async () => {
    await sidecar.stop();
    await rm(path.join(disk.folder, 'vigie.db.reserve'));
    await disk.fill();
    const { code, output } = await runSidecar([], { databaseUrl: `sqlite:${disk.folder}/vigie.db` });
    expect(code).toBe(1);
    const lines = output
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('{'));
    expect(lines).toEqual([
      expect.stringMatching(
        new RegExp(`^vigie: .*the disk of ${disk.folder} is full\\. Free space there.*start again\\.$`),
      ),
    ]);
    await disk.free();
    await sidecar.start();
  });
});

interface Readiness {
  status: string;
  store: string;
  engine: string;
  why?: string;
}

function reserveOf({ folder }: SmallDisk): number {
  return readdirSync(folder).includes('vigie.db.reserve')
    ? statSync(path.join(folder, 'vigie.db.reserve')).blocks * 512
    : 0;
}

async function metric(sidecar: Sidecar, name: string): Promise<number> {
  const { body } = await sidecar.request<string>('GET', '/metrics');
  return Number(
    body
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length + 1),
  );
}
