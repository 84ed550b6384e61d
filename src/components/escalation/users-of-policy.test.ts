import { expect, it } from 'vitest';
import { maintenance } from '#contract/incidents/maintenance';
import { integration } from '#contract/integrations/integration';
import { referencesIn } from '#contract/references/visit';
import { REFERRING } from '#contract/references/stored';
import { integrationsUsing, maintenancesUsing } from './users-of-policy.ts';

const INTEGRATIONS = [
  { id: 'own', policy: 'main' },
  { id: 'routed', policy: 'other', routes: [{ match: ['a="b"'] }, { match: ['a="c"'], policy: 'main' }] },
  { id: 'both', policy: 'main', routes: [{ match: ['a="b"'], policy: 'main' }] },
  { id: 'apart', policy: 'other' },
].map((one) => integration.parse({ type: 'webhook', token: `token-of-${one.id}-0123456789`, ...one }));
const MAINTENANCES = [
  { id: 'rerouting', action: { policy: 'main' } },
  { id: 'elsewhere', action: { policy: 'other' } },
  { id: 'holding' },
].map((one) =>
  maintenance.parse({
    match: ['a="b"'],
    start: '2026-01-07T10:00',
    end: '2026-01-07T11:00',
    timeZone: 'UTC',
    ...one,
  }),
);

it('an integration uses a policy as its own, or by its routes', () => {
  expect(integrationsUsing('main', INTEGRATIONS).map((use) => [use.integration.id, use.isOwn, use.routes])).toEqual([
    ['own', true, []],
    ['routed', false, [2]],
    ['both', true, [1]],
  ]);
  expect(integrationsUsing('unused', INTEGRATIONS)).toEqual([]);
});

it('a maintenance uses the policy to which it sends incidents instead', () => {
  expect(maintenancesUsing('main', MAINTENANCES).map(({ id }) => id)).toEqual(['rerouting']);
});

it('no use is overlooked for which the sidecar refuses to delete a policy', () => {
  const found = (kind: string, body: unknown) =>
    referencesIn(REFERRING[kind] ?? never(kind), body).filter((one) => one.kind === 'policy' && one.id === 'main');
  for (const one of INTEGRATIONS) {
    expect(found('integrations', one).length > 0, one.id).toBe(integrationsUsing('main', [one]).length > 0);
  }
  for (const one of MAINTENANCES) {
    expect(found('maintenances', one).length > 0, one.id).toBe(maintenancesUsing('main', [one]).length > 0);
  }
});

function never(kind: string): never {
  throw new Error(`${kind} refers to nothing`);
}
