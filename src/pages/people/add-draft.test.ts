import { expect, it } from 'vitest';
import type { GrafanaUser } from '../../api/grafana/grafana-users.ts';
import { EMPTY_DRAFT, bodiesOf, candidatesOf, matchesWords } from './add-draft.ts';

const user = (login: string, more: Partial<GrafanaUser> = {}): GrafanaUser => ({
  login,
  name: '',
  email: '',
  role: 'Viewer',
  isDisabled: false,
  ...more,
});

it('offers neither people whom Vigie knows nor people whom Grafana keeps out', () => {
  const users = [user('ann'), user('ben'), user('gone', { isDisabled: true })];
  expect(candidatesOf(users, new Set(['ann'])).map(({ login }) => login)).toEqual(['ben']);
});

it.each([
  ['', true],
  ['MARTIN', true],
  ['ann sre', true],
  ['ann editor', false],
  ['a.martin@', true],
])('a search for “%s” finds Ann: %s', (text, found) => {
  const ann = user('ann', { name: 'Ann Martin', email: 'a.martin@example.com' });
  expect(matchesWords(ann, ['SRE'], text)).toBe(found);
});

it('sends everybody who was chosen, with what Grafana knows of them', () => {
  const users = [
    user('ann', { name: 'Ann Martin', email: 'ann@example.com' }),
    user('ben'),
    user('sa', { email: 'sa' }),
  ];
  const draft = { ...EMPTY_DRAFT, chosen: ['sa', 'ann'], timeZone: 'Europe/Paris' };
  expect(bodiesOf(draft, users)).toEqual([
    { login: 'ann', name: 'Ann Martin', email: 'ann@example.com', timeZone: 'Europe/Paris' },
    { login: 'sa', name: null, email: null, timeZone: 'Europe/Paris' },
  ]);
});

it('sends one person who was typed, and nobody without a login', () => {
  const draft = { ...EMPTY_DRAFT, way: 'hand' as const, chosen: ['ben'], timeZone: 'UTC' };
  expect(bodiesOf(draft, [user('ben')])).toEqual([]);
  expect(bodiesOf({ ...draft, login: ' eve ', name: ' ' }, [])).toEqual([
    { login: 'eve', name: null, email: null, timeZone: 'UTC' },
  ]);
});
