/** Hundreds of hosts that fail at once, each an incident of its own with many labels, which page nobody. */
import { expect, make } from './fixtures.ts';
import type { World } from './world.ts';

const TOKEN = 'e2e-many-token-0123456789';
/** Of one request. */
const EACH = 100;
/** The host whose alert has a title of 500 characters. */
const LONG = 9;

const alertOf = (n: number) => ({
  status: 'firing',
  labels: {
    alertname: 'Disk full',
    instance: `host-${n}`,
    severity: n % LONG === 0 ? 'critical' : 'warning',
    cluster: 'production-west-1',
    namespace: 'payments',
    service: 'ledger',
    pod: `ledger-7d9f8b6c5-${n}`,
  },
  annotations: { summary: n === LONG ? `Disk full: ${'very '.repeat(96)}long` : `Disk full on host-${n}` },
  startsAt: '2026-01-07T09:00:00Z',
  fingerprint: `many-${n}`,
});

export async function prepareStorm(world: World): Promise<void> {
  await make(world, 'policies', { id: 'quiet', name: 'Quiet', team: 'sre', steps: [{ notify: [], wait: '1d' }] });
  await make(world, 'integrations', {
    id: 'many',
    name: 'Many hosts',
    type: 'alertmanager',
    team: 'sre',
    token: TOKEN,
    policy: 'quiet',
    groupBy: ['instance'],
  });
}

/** Fires the alerts of hosts from this number up to that one. */
export async function fire(world: World, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n += EACH) {
    const { status, body } = await world.sidecar.ingest(TOKEN, {
      version: '4',
      status: 'firing',
      groupKey: '{}',
      receiver: 'vigie',
      externalURL: 'http://127.0.0.1',
      groupLabels: {},
      commonLabels: {},
      commonAnnotations: {},
      alerts: Array.from({ length: Math.min(EACH, to - n) }, (_, i) => alertOf(n + i)),
    });
    expect(status, JSON.stringify(body)).toBe(202);
  }
}
