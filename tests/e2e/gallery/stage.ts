/** A world in which every page has something on it: two teams in the middle of a day, and one object of each other kind. */
import { make } from '../fixtures.ts';
import type { OwnWorld } from '../world.ts';
import { startDemoWorld, WEBHOOK } from '../world.ts';
import type { Line } from '../../host/bundle.ts';

/** A monitor made it up: 500 characters, of which 200 cannot be broken. */
const LONG_TITLE = `Replication of shard eu-west-3b lags behind: ${'words '.repeat(42)}${'unbroken_'.repeat(22)}`.slice(
  0,
  500,
);

const PARIS = { timeZone: 'Europe/Paris' };

export const GRAFANA = { id: 'grafana', name: 'Grafana', type: 'grafana', team: 'payments', policy: 'payments' };

const OBJECTS: ReadonlyArray<[string, object]> = [
  ['integrations', GRAFANA],
  [
    'integrations',
    {
      id: 'backup',
      name: 'Nightly backup',
      type: 'heartbeat',
      team: 'payments',
      policy: 'payments',
      heartbeat: { every: '24h', grace: '1h', arm: 'now' },
    },
  ],
  ['channels', { id: 'room', name: 'Payments room', type: 'webhook', settings: { url: 'http://127.0.0.1:9/hook' } }],
  [
    'teams',
    { id: 'long', name: 'Team whose name was copied from the chart of the organisation, all of it', members: [] },
  ],
  [
    'maintenances',
    {
      id: 'patch',
      name: 'Patch day of the switches',
      reason: 'Firmware 7.2 against dropped frames, https://tickets.example.com/NET-4711',
      integrations: ['switches'],
      start: '2026-01-07T10:00',
      end: '2026-01-07T12:00',
      ...PARIS,
      action: 'hold',
    },
  ],
  [
    'maintenances',
    {
      id: 'monthly',
      name: 'Database upgrade',
      integrations: ['shop'],
      start: '2026-01-14T22:00',
      end: '2026-01-14T23:30',
      ...PARIS,
      action: 'hold',
      repeat: 'weekly',
    },
  ],
  [
    'time-windows',
    { id: 'office', name: 'Office hours', ...PARIS, windows: [{ days: ['workday'], from: '09:00', to: '18:00' }] },
  ],
  ['subscriptions', { id: 'management', name: 'Management', team: 'payments', to: [{ user: 'ines' }] }],
  ['absences', { user: 'emil', start: '2026-01-12T00:00', end: '2026-01-15T00:00', ...PARIS, kind: 'leave' }],
  [
    'swaps',
    {
      rota: 'payments',
      by: 'dora',
      askedOf: 'gael',
      start: '2026-01-10T10:00:00Z',
      end: '2026-01-10T14:00:00Z',
      note: 'My sister’s wedding',
    },
  ],
];

/** By number. */
export async function incidentIds({ sidecar }: Pick<OwnWorld, 'sidecar'>): Promise<Map<number, string>> {
  const { body } = await sidecar.api<{ items: Array<{ id: string; number: number }> }>('GET', 'incidents?limit=100');
  return new Map(body.items.map(({ id, number }) => [number, id]));
}

export interface Stage extends OwnWorld {
  /** Ids of incidents by their number. */
  incidents: Map<number, string>;
}

export async function startStage(line: Line): Promise<Stage> {
  const world = await startDemoWorld(line);
  for (const [kind, body] of OBJECTS) {
    await make(world, kind, body);
  }
  await world.sidecar.ingest(WEBHOOK, { title: LONG_TITLE, severity: 'critical', id: 'long' });
  await world.sidecar.advance('0s');
  return { ...world, incidents: await incidentIds(world) };
}
