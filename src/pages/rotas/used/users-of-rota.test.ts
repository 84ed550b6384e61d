import { expect, it } from 'vitest';
import { escalationPolicy } from '#contract/paging/policy';
import { integration } from '#contract/integrations/integration';
import { usesOf } from './users-of-rota.ts';

const policy = (id: string, steps: object[], more: object = {}) =>
  escalationPolicy.parse({ id, steps: steps.map((notify) => ({ notify, wait: '5m' })), ...more });
const POLICIES = [
  policy('main', [[{ user: 'ann' }], [{ rota: 'sre' }], [{ rota: 'sre', who: 'next' }]]),
  policy('last', [[{ user: 'ann' }]], { onExhausted: [{ rota: 'sre' }] }),
  policy('other', [[{ rota: 'db' }]]),
];
const INTEGRATIONS = [
  { id: 'direct', policy: 'main' },
  { id: 'routed', policy: 'other', routes: [{ match: ['a="b"'], policy: 'main' }] },
  { id: 'apart', policy: 'other' },
].map((one) => integration.parse({ type: 'webhook', token: `token-of-${one.id}-0123456789`, ...one }));

it('lists the steps that page the rota, and what leads there', () => {
  expect(
    usesOf('sre', POLICIES, INTEGRATIONS).map((use) => [
      use.policy.id,
      use.steps,
      use.integrations.map(({ id }) => id),
    ]),
  ).toEqual([
    ['main', [2, 3], ['direct', 'routed']],
    ['last', [], []],
  ]);
  expect(usesOf('unused', POLICIES, INTEGRATIONS)).toEqual([]);
});
