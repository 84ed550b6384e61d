import { expect, test } from 'vitest';
import { RESOURCES } from '#contract/resources';
import { replayProblemText } from './replay-words.ts';

const names: Record<string, string> = { 'people/ann': 'Ann Martin', 'policies/main': 'Main' };
const textOf = (kind: string, id: string) =>
  replayProblemText({ reason: 'unreadable', kind, id }, (listed, key) => names[`${listed}/${key}`] ?? key);

test('what cannot be read is named as people name it', () => {
  expect(textOf('users', 'ann')).toBe('“Ann Martin” (user) cannot be read as it was then, and is left out.');
  expect(textOf('escalationPolicies', 'main')).toContain('“Main” (escalation policy) ');
  expect(textOf('timeWindows', 'office')).toContain('“office” (time window) ');
  expect(textOf('pastAbsences', 'away')).toContain('“away” (absence) ');
});

test('no kind of configured object is told raw', () => {
  const raw = Object.values(RESOURCES).flatMap(({ kind }) => (textOf(kind, 'x').includes(`(${kind})`) ? [kind] : []));
  // They inform, page nobody, and have no versions.
  expect(raw).toEqual(['subscriptions']);
});
