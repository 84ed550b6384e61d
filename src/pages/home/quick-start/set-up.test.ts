import { expect, test } from 'vitest';
import type { ApiFailure } from '../../../api/client/failure.ts';
import type { SetUpRequests } from './set-up.ts';
import { setUp } from './set-up.ts';

const names = { rota: 'First rota', policy: 'First policy', integration: 'Webhook' };
const ann = { login: 'ann', team: 'sre', timeZone: 'Europe/Paris' };
const failure: ApiFailure = { kind: 'busy', status: 503, message: '', reason: null, data: {}, details: [] };

/** Notes what is asked; the given request fails. */
function sidecar(failing: string | null = null) {
  const asked: Array<[string, unknown]> = [];
  const answer = (path: string, body: unknown) => {
    asked.push([path, body]);
    return Promise.resolve(
      path === failing ? { ok: false as const, failure } : { ok: true as const, value: `new-${path}` },
    );
  };
  const requests: SetUpRequests = { save: answer, page: (integration) => answer('test', integration) };
  return { asked, requests };
}

test('each part refers to the one before it, and the test pages', async () => {
  const { asked, requests } = sidecar();
  const { created, failure: none } = await setUp({}, names, ann, requests);
  expect(none).toBeNull();
  expect(created).toEqual({
    rota: 'new-rotas',
    policy: 'new-policies',
    integration: 'new-integrations',
    incident: 'new-test',
  });
  expect(asked).toEqual([
    [
      'rotas',
      {
        name: 'First rota',
        team: 'sre',
        timeZone: 'Europe/Paris',
        layers: [{ id: 'everybody', participants: [['ann']] }],
      },
    ],
    [
      'policies',
      {
        name: 'First policy',
        team: 'sre',
        repeat: 1,
        steps: [{ notify: [{ rota: 'new-rotas' }], urgency: 'urgent', wait: '5m' }],
      },
    ],
    ['integrations', { name: 'Webhook', type: 'webhook', team: 'sre', policy: 'new-policies' }],
    ['test', 'new-integrations'],
  ]);
});

test('a step that fails stops it, and another attempt goes on there', async () => {
  const first = sidecar('policies');
  const half = await setUp({}, names, ann, first.requests);
  expect(half).toEqual({ created: { rota: 'new-rotas' }, failure });
  expect(first.asked.map(([path]) => path)).toEqual(['rotas', 'policies']);
  const second = sidecar();
  await setUp(half.created, names, ann, second.requests);
  expect(second.asked.map(([path]) => path)).toEqual(['policies', 'integrations', 'test']);
});
