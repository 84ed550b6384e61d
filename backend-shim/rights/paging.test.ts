/** Tests what the interface is told of paging by hand. */
import { expect, it } from 'vitest';
import type { Caller } from './caller.ts';
import { pagingOf } from './paging.ts';
import { CALLERS, directory } from './rule-context.fake.ts';

const ANYBODY = { anybody: true, policies: [], users: [] };
const NOBODY = { anybody: false, policies: [], users: [] };

it.each<[string, Caller, onCallOn: string[], object]>([
  ['an Editor', CALLERS.editor, [], ANYBODY],
  ['an Admin', CALLERS.admin, [], ANYBODY],
  ['a token that may respond', CALLERS.respondToken, [], ANYBODY],
  ['a member of a team', CALLERS.member, [], { anybody: false, policies: ['sre'], users: ['ann', 'cleo', 'max'] }],
  ['a member of no team, on call', CALLERS.viewer, ['db'], { anybody: false, policies: ['db'], users: [] }],
  [
    'a service account, in a team',
    CALLERS.account,
    [],
    { anybody: false, policies: ['sre'], users: ['ann', 'cleo', 'max'] },
  ],
  ['somebody who is gone', CALLERS.gone, ['db'], NOBODY],
  ['an anonymous visitor', CALLERS.anonymous, ['db'], NOBODY],
  ['a token that may read', CALLERS.readToken, ['db'], NOBODY],
])('%s', async (_, caller, onCallOn, rights) => {
  const deps = {
    directory: () => directory,
    now: () => Promise.resolve(0),
    isOnCallOn: (policy: { id: string }) => onCallOn.includes(policy.id),
  };
  expect(await pagingOf(deps, caller)).toEqual(rights);
});
