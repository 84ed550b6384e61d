/** Tests the keys and the actors of callers. */
import { expect, it } from 'vitest';
import { actorOf, keyOf } from './caller.ts';
import { CALLERS } from './rule-context.fake.ts';

it('callers of the same name have keys of their own', () => {
  expect([CALLERS.member, CALLERS.account, CALLERS.readToken, null].map(keyOf)).toEqual([
    'person ann',
    'guest g2',
    'token ann',
    'undefined undefined',
  ]);
});

it.each([
  ['a person', CALLERS.member, { name: 'ann', kind: 'person', via: 'grafana' }],
  ['a service account', CALLERS.account, { name: 'ann', kind: 'script', via: 'api' }],
  ['a token', CALLERS.editToken, { name: 'edit', kind: 'script', via: 'api' }],
])('%s acts', (_, caller, actor) => {
  expect(actorOf(caller)).toEqual(actor);
});
