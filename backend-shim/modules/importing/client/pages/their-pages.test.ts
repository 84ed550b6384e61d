import { expect, test } from 'vitest';
import type { ImportPlan } from '#modules/importing/contract/plan';
import { importedIntegrations, knownPeople, theirCases, unmappedIn } from './their-pages.ts';

const people = [
  { id: 'p1', name: 'Ann Example', email: null, username: null },
  { id: 'p2', name: 'Left Empty', email: null, username: null },
  { id: 'p3', name: 'Not Mapped', email: null, username: null },
];
const plan = { people: { p1: 'ann', p2: null, p3: 'unknown:p3' }, unknown: ['unknown:p3'] } as unknown as ImportPlan;

test('people become logins, and everybody who has none keeps the name of the source', () => {
  const known = knownPeople(plan, people);
  const [one] = theirCases(
    [
      {
        id: 'a-1',
        keys: ['disk'],
        title: 'Disk full',
        service: 'Shop',
        integrations: ['i-1', 'i-2'],
        openedAt: 0,
        acknowledgedAt: null,
        acknowledgedBy: null,
        endedAt: null,
        messages: ['p1', 'p2', 'p3', 'p9'].map((person) => ({ id: person, at: 0, person, method: 'sms', since: null })),
      },
    ],
    known,
    importedIntegrations({ ids: { 'integrations i-1': 'shop', 'rotas i-2': 'other' }, applied: {} }),
  );
  expect(one).toMatchObject({ integrations: ['shop'], keys: ['disk', expect.stringMatching(/^[0-9a-f]{64}$/)] });
  expect(one?.messages.map(({ person }) => person)).toEqual(['ann', 'unknown:p2', 'unknown:p3', 'unknown:p9']);
  expect(known.nameOf('ann')).toBe('Ann Example');
  expect([...unmappedIn(one === undefined ? [] : [one], known)]).toEqual([
    ['unknown:p2', 'Left Empty'],
    ['unknown:p3', 'Not Mapped'],
    ['unknown:p9', 'p9'],
  ]);
});
