import { expect, test } from 'vitest';
import type { Integration } from '#domain/routing/integration';
import type { Directory } from '../../ports/directory.ts';
import { recipientOf } from './recipient.ts';

const ups = { id: 'ups', type: 'email', token: 'Tok-123.x' } as Integration;
const hook = { id: 'hook', type: 'webhook', token: 'hook' } as Integration;
const beat = { id: 'beat', type: 'heartbeat', token: 'beat' } as Integration;
const unsaved = { id: 'unsaved', type: 'email', token: '' } as Integration;
const tokens = new Map([
  ['Tok-123.x', ups],
  ['old', ups],
  ['hook', hook],
  ['beat', beat],
]);
const directory = {
  integrations: new Map([ups, hook, beat, unsaved].map((one) => [one.id, one])),
  integrationByToken: (token: string) => tokens.get(token) ?? null,
  tokenEnds: (token: string) => (token === 'old' ? 1_000 : null),
  mustComeAgain: (token: string) => token === 'later',
  brokenIntegrations: [{ token: 'Broken-9' }],
} as unknown as Directory;

const of = (address: string, domains: string[] = [], now = 0) => {
  const found = recipientOf(directory, address, domains, now);
  return found.ok ? `${found.integration.id} ${found.secret}` : found.reason;
};

test.each([
  ['Tok-123.x@a.example', 'ups Tok-123.x'],
  ['tok-123.X@a.example', 'ups tok-123.X'],
  ['later@a.example', 'broken'],
  ['ups+broken-9@a.example', 'broken'],
  ['ups+Tok-123.x@a.example', 'ups Tok-123.x'],
  ['"a@b+Tok-123.x"@a.example', 'ups Tok-123.x'],
  ['old@a.example', 'ups old'],
  ['beat@a.example', 'beat beat'],
  ['hook@a.example', 'kind'],
  ['nobody@a.example', 'unknown'],
  ['ups+@a.example', 'unknown'],
  ['@a.example', 'unknown'],
  ['Tok-123.x', 'domain'],
])('%s: %s', (address, result) => {
  expect(of(address)).toBe(result);
});

test('domains, and the end of an old token', () => {
  expect(of('old@A.example', ['a.example'])).toBe('ups old');
  expect(of('old@b.example', ['a.example'])).toBe('domain');
  expect(of('old@a.example', [], 1_000)).toBe('unknown');
});
