import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDemo } from '../../../scripts/lib/demo-data.mjs';
import { apiToken, startSidecar } from '../../support/sidecar.ts';
import type { Sidecar } from '../../support/sidecar.ts';

let sidecar: Sidecar;

beforeAll(async () => {
  sidecar = await startSidecar();
});
afterAll(() => sidecar.remove());

interface List {
  items: Array<{ id: string; state: string }>;
}

it('the demo of `npm start -- --demo` is added once, with incidents in every state', async () => {
  const where = { url: sidecar.url, token: apiToken };
  expect(await addDemo(where)).toMatch(/8 people, 2 teams, 2 rotas, 7 incidents/);
  const { body: incidents } = await sidecar.request<List>('GET', '/api/v1/incidents');
  expect([...new Set(incidents.items.map((one) => one.state))].sort()).toEqual([
    'acknowledged',
    'open',
    'resolved',
    'snoozed',
  ]);
  const { body: rotas } = await sidecar.request<List>('GET', '/api/v1/rotas');
  expect(rotas.items.map((one) => one.id).sort()).toEqual(['network', 'payments']);

  expect(await addDemo(where)).toMatch(/exists already/);
  const { body: after } = await sidecar.request<List>('GET', '/api/v1/incidents');
  expect(after.items).toHaveLength(incidents.items.length);
});
