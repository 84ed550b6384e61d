import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { startCluster } from '../support/postgres.ts';
import { freePort, until } from '../support/waiting.ts';
import { snippet } from './support/docs.ts';
import { whyNot } from './support/processes.ts';
import { startSpine, token, type Spine } from './support/spine.ts';

const stops: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const PAGE = 'snmp.md';
const snmpMissing = whyNot('snmptrap', ['/usr/bin/snmptrap', '/usr/bin/snmpinform']);

interface World {
  spine: Spine;
  /** Runs a snippet of the docs. @returns its exit code */
  run(name: string, replace?: Record<string, string>): number | null;
}

async function world(integrations: string, databaseUrl?: string): Promise<World> {
  const port = await freePort();
  const [name = '', value = ''] = snippet(PAGE, 'vigie.env', { '0.0.0.0:162': `127.0.0.1:${port}` })
    .trim()
    .split('=');
  const spine = await startSpine({
    integrations,
    databaseUrl,
    env: { VIGIE_INGEST_SWITCHES: token, VIGIE_INGEST_PUMPS: token, [name]: value },
  });
  stops.push(() => spine.stop());
  return {
    spine,
    run: (file, replace = {}) =>
      spawnSync('/bin/sh', ['-c', snippet(PAGE, file, { 'vigie.example.com:162': `127.0.0.1:${port}`, ...replace })], {
        env: { PATH: process.env.PATH, COMMUNITY: token },
      }).status,
  };
}

describe.skipIf(snmpMissing !== null)(`Net-SNMP's tools${snmpMissing ? ` (skipped: ${snmpMissing})` : ''}`, () => {
  it('a port goes down: a page; it comes up, told by an inform: resolved', async () => {
    const { spine, run } = await world(snippet(PAGE, 'vigie.yaml'));
    expect(run('down.sh')).toBe(0);
    const incident = await spine.incident('it is down', ({ state }) => state === 'open');
    expect(incident).toMatchObject({
      title: 'Link down: Gi0/3 on 127.0.0.1',
      severity: 'error',
      labels: { trap: 'linkDown', ifIndex: '3' },
    });
    await spine.page(incident);
    expect(run('up.sh')).toBe(0);
    expect(await spine.incident('it is up', ({ state }) => state === 'resolved')).toMatchObject({
      resolvedBy: 'Switches',
    });
    expect(spine.sidecar.errors).toEqual([]);
  });

  it('v1, with the address of the device in it', async () => {
    const { spine, run } = await world(snippet(PAGE, 'vigie.yaml'));
    expect(run('v1.sh')).toBe(0);
    expect(await spine.incident('it is on battery', ({ state }) => state === 'open')).toMatchObject({
      title: 'APC: UPS on battery: UPS: On battery power on 10.0.0.9',
      severity: 'critical',
      labels: { agent: '10.0.0.9' },
    });
    run('v1.sh', { '6 5': '6 9' });
    await spine.incident('power is back', ({ state }) => state === 'resolved');
  });

  it('the rules of the docs', async () => {
    const { spine, run } = await world(snippet(PAGE, 'vigie-rules.yaml'));
    const values = '1.3.6.1.2.1.2.2.1.1.3 i 3 1.3.6.1.2.1.2.2.1.2.3 s Gi0/3';
    run('down.sh', { '1.3.6.1.6.3.1.1.5.3': '1.3.6.1.4.1.9999.0.1', [values]: '1.3.6.1.4.1.9999.1.1.0 s P-7' });
    expect(await spine.incident('the pump stopped', ({ state }) => state === 'open')).toMatchObject({
      title: 'Pump P-7 stopped on 127.0.0.1',
      severity: 'critical',
    });
    run('down.sh', { '1.3.6.1.6.3.1.1.5.3': '1.3.6.1.4.1.9999.0.2', [values]: '1.3.6.1.4.1.9999.1.1.0 s P-7' });
    await spine.incident('the pump runs', ({ state }) => state === 'resolved');
  });

  it('an inform is answered only when it is stored; a trap waits in memory meanwhile', async () => {
    const cluster = await startCluster({ durable: true });
    stops.push(() => cluster.destroy());
    const { spine, run } = await world(snippet(PAGE, 'vigie.yaml'), await cluster.createDatabase('traps'));
    await cluster.stop('fast');
    const says = (status: number) => async () => (await spine.sidecar.request('GET', '/readyz')).status === status;
    await until('it says that it is not ready', says(503));
    expect(run('up.sh', { 'snmpinform ': 'snmpinform -r 0 -t 1 ' })).not.toBe(0);
    expect(run('down.sh')).toBe(0);
    await cluster.start();
    await until('it has found the database again', says(200));
    const incident = await spine.incident('the trap was kept', ({ state }) => state === 'open');
    await spine.page(incident);
    expect(run('up.sh')).toBe(0);
    await spine.incident('and the inform taken', ({ state }) => state === 'resolved');
  });
});
