/**
 * The vendors' own JavaScript SDKs, led to Vigie by their option for the host. They are no packages of ours: the folder
 * that `VIGIE_SDKS` names has them, and without it these tests are skipped.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { startTlsProxy } from '../support/tls-proxy.ts';
import { snippet } from './support/docs.ts';
import { startSpine, type Spine } from './support/spine.ts';

const SDKS = ['@pagerduty/pdjs@2.2.4', 'opsgenie-sdk@0.5.1'];
const folder = process.env['VIGIE_SDKS'] ?? '';
const isThere = SDKS.every((one) => existsSync(path.join(folder, 'node_modules', one.replace(/@[\d.]+$/, ''))));
const missing = isThere ? '' : ` (skipped: npm install --prefix <folder> ${SDKS.join(' ')}, and VIGIE_SDKS=<folder>)`;

const stops: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const key = 'key-of-the-sdk-0123456789abcdef';

async function spineOf(pager: 'pagerduty' | 'opsgenie'): Promise<Spine> {
  const integrations = snippet(`${pager}.md`, 'vigie.yaml', { $VIGIE_INGEST_SHOP: key });
  const spine = await startSpine({ integrations, env: { VIGIE_COMPAT: pager } });
  stops.push(() => spine.stop());
  return spine;
}

/** Runs a program that prints its answers as JSON. The proxy's certificate is its own. */
async function answered<Answer>(program: string): Promise<Answer> {
  const env = { PATH: process.env['PATH'] ?? '', NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' };
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], { cwd: folder, env });
  return JSON.parse(stdout) as Answer;
}

describe.skipIf(!isThere)(`The SDK of PagerDuty${missing}`, () => {
  it('triggers, acknowledges and resolves, and sends a change', async () => {
    const spine = await spineOf('pagerduty');
    const proxy = await startTlsProxy();
    stops.push(() => proxy.stop());
    proxy.lead(spine.sidecar.url);
    const run = (calls: string) =>
      answered<Array<{ status: number; data: object }>>(`
        const { trigger, acknowledge, resolve, change } = require('@pagerduty/pdjs');
        const server = '${new URL(proxy.url).host}';
        const routing_key = '${key}';
        const payload = { summary: 'Disk full', source: 'db-1', severity: 'critical' };
        (async () => {
          const all = [];
          for (const call of [${calls}]) all.push(await call());
          console.log(JSON.stringify(all.map(({ status, data }) => ({ status, data }))));
        })();
      `);
    const event = `{ server, data: { routing_key, dedup_key: 'disk', payload } }`;
    const taken = { status: 202, data: { status: 'success', message: 'Event processed', dedup_key: 'disk' } };
    expect(await run(`() => trigger(${event})`)).toEqual([taken]);
    const incident = await spine.incident('it came', ({ title }) => title.includes('Disk full'));
    await spine.page(incident);
    const changes = `() => change({ server, data: { routing_key, payload: { summary: 'Deployed', timestamp: '2026-11-03T03:00:00Z', custom_details: {} }, links: [] } })`;
    expect(await run(`() => acknowledge(${event}), () => resolve(${event}), ${changes}`)).toEqual([
      taken,
      taken,
      { status: 202, data: { status: 'success', message: 'Change event processed' } },
    ]);
    await spine.incident('it is resolved', ({ id, state }) => id === incident.id && state === 'resolved');
    expect(await spine.incidents()).toHaveLength(1);
    expect(spine.sidecar.errors).toEqual([]);
  });
});

describe.skipIf(!isThere)(`The SDK of Opsgenie${missing}`, () => {
  it('creates, acknowledges, snoozes, comments and closes by alias, and reads the alert', async () => {
    const spine = await spineOf('opsgenie');
    const run = (...calls: string[]) =>
      answered<Array<{ result?: string; data?: object }>>(`
        const sdk = require('opsgenie-sdk');
        sdk.configure({ host: '${spine.sidecar.url}', api_key: '${key}', maxAttempts: 1 });
        const disk = { identifier: 'disk', identifierType: 'alias' };
        const done = (call) => new Promise((resolve, reject) => call((error, body) => (error ? reject(error) : resolve(body))));
        (async () => {
          const all = [];
          for (const call of [${calls.join(', ')}]) all.push(await done(call));
          console.log(JSON.stringify(all));
        })();
      `);
    const taken = { result: 'Request will be processed' };
    const create = `(back) => sdk.alertV2.create({ message: 'Disk full', alias: 'disk', priority: 'P1' }, back)`;
    expect(await run(create)).toMatchObject([taken]);
    const incident = await spine.incident('it came', ({ title }) => title === 'Disk full');
    await spine.page(incident);
    const end = new Date(Date.now() + 3_600_000).toISOString();
    const answers = await run(
      `(back) => sdk.alertV2.get(disk, back)`,
      `(back) => sdk.alertV2.acknowledge(disk, { note: 'I look' }, back)`,
      `(back) => sdk.alertV2.unacknowledge(disk, {}, back)`,
      `(back) => sdk.alertV2.snooze(disk, { endTime: '${end}' }, back)`,
      `(back) => sdk.alertV2.addNote(disk, { note: 'The disk is old' }, back)`,
      `(back) => sdk.alertV2.addTags(disk, { tags: ['db'] }, back)`,
      `(back) => sdk.alertV2.close(disk, {}, back)`,
    );
    expect(answers[0]).toMatchObject({ data: { message: 'Disk full', alias: 'disk', priority: 'P1' } });
    expect(answers.slice(1)).toMatchObject(Array.from({ length: 6 }, () => taken));
    await spine.incident('it is resolved', ({ id, state }) => id === incident.id && state === 'resolved');
    const timeline = await spine.timeline(incident);
    expect(timeline.join('\n')).toContain('The disk is old');
    expect(await spine.incidents()).toHaveLength(1);
    expect(spine.sidecar.errors).toEqual([]);
  });
});
