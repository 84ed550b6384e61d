import { describe, expect, test } from 'vitest';
import { freeKey, moved } from '../../components/sortable/list-order.ts';
import type { PolicyDraft, StoredPolicy } from './draft.ts';
import { bodyOf, draftOf, newPolicy, newStep, previewBody, problemsOfStep } from './draft.ts';
import { keyOf, keysOf, targetOf, targetsOf, turnsOf } from './target-key.ts';

const stored: StoredPolicy = {
  id: 'sre',
  name: 'SRE',
  team: 'sre',
  repeat: 1,
  ackTimeout: '4h',
  onExhausted: [{ user: 'cleo' }],
  provisioned: false,
  version: 3,
  steps: [
    {
      notify: [{ rota: 'sre' }],
      urgency: 'urgent',
      wait: '5m',
      when: { window: null, severity: null, match: [], alerts: null },
      requireAcks: 1,
      onlyNew: false,
    },
    { notify: [], urgency: null, wait: ' 10m ', when: 'office', requireAcks: 2, onlyNew: true, until: 'office' },
  ],
};

describe('a draft', () => {
  test('goes back as it came, without what only the screen needs', () => {
    const { id: _id, provisioned: _provisioned, version: _version, ...rest } = stored;
    const [first, second] = stored.steps;
    expect(bodyOf(draftOf(stored))).toEqual({
      ...rest,
      steps: [
        { ...first, when: null },
        { ...second, wait: '10m' },
      ],
    });
  });

  test('leaves out lines of matchers that are empty, as routes and maintenances do', () => {
    const only = { window: null, severity: null, alerts: null };
    const draft = (match: string[]): PolicyDraft => ({
      ...newPolicy(null),
      steps: [{ ...newStep(0), when: { ...only, match } }],
    });
    expect(bodyOf(draft(['team="db" ', ''])).steps[0]?.when).toEqual({ ...only, match: ['team="db"'] });
    expect(bodyOf(draft([''])).steps[0]?.when).toBeNull();
  });

  test('without a name is for the sidecar to refuse, but can be simulated', () => {
    expect(bodyOf({ ...newPolicy(null), name: '  ' }).name).toBeNull();
    expect(previewBody(newPolicy(null)).name).toBe('draft');
  });

  test('gives new steps keys that no other step has', () => {
    const draft: PolicyDraft = draftOf(stored);
    expect(freeKey(draft.steps)).toBe(2);
    expect(freeKey([newStep(7), newStep(3)])).toBe(8);
    expect(freeKey([])).toBe(0);
  });
});

test.each([
  [0, 2, 'bca'],
  [2, 0, 'cab'],
  [1, 1, 'abc'],
  [0, -1, 'abc'],
  [0, 3, 'abc'],
  [5, 0, 'abc'],
])('a step moves from %i to %i', (from, to, result) => expect(moved([...'abc'], from, to).join('')).toBe(result));

test('problems find their step, whether saved or simulated', () => {
  const details = [
    { path: 'steps[1].wait', message: 'a' },
    { path: 'policy.steps[1].notify[0].user', message: 'b' },
    { path: 'steps[10].wait', message: 'c' },
    { path: 'name', message: 'd' },
  ];
  expect(problemsOfStep(details, 1)).toEqual([
    { path: 'wait', message: 'a' },
    { path: 'notify[0].user', message: 'b' },
  ]);
});

describe('targets as choices', () => {
  test.each([
    [{ rota: 'a' }, 'rota/current/a'],
    [{ rota: 'a', who: 'next' as const }, 'rota/next/a'],
    [{ user: 'x/y@z' }, 'user/x/y@z'],
    [{ team: 't' }, 'team/t'],
    [{ channel: 'c' }, 'channel/c'],
  ])('%j', (target, key) => {
    expect(keyOf(target)).toBe(key);
    expect(targetOf(key)).toEqual(target);
  });

  test('what is no choice is none', () => {
    expect(targetOf('nonsense')).toBeNull();
    expect(keysOf([{ rota: 'a', who: 'current' }, { roundRobin: ['ann'] }])).toEqual(['rota/current/a']);
  });

  test('turns have their own field, and a second group stays', () => {
    const before = [{ user: 'ann' }, { roundRobin: ['ann', 'ben'] }, { roundRobin: ['cleo'] }];
    expect(turnsOf(before)).toEqual(['ann', 'ben']);
    expect(targetsOf(['user/ben'], ['cleo'], before)).toEqual([
      { user: 'ben' },
      { roundRobin: ['cleo'] },
      { roundRobin: ['cleo'] },
    ]);
    expect(targetsOf(['user/ben'], [], before.slice(0, 2))).toEqual([{ user: 'ben' }]);
  });
});
