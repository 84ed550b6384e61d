import { expect, it } from 'vitest';
import { createVault } from './vault.ts';

const OLD = 'the old key, long enough for HKDF';
const NEW = 'the new key, long enough for HKDF';

it('opens what it sealed, and seals the same text differently each time', () => {
  const vault = createVault(NEW);
  const [one, other] = [vault.seal('hush'), vault.seal('hush')];
  expect([vault.open(one), vault.open(other), vault.isCurrent(one)]).toEqual(['hush', 'hush', true]);
  expect(one).not.toBe(other);
});

it('opens what the previous key sealed, while that key is configured', () => {
  const sealed = createVault(OLD).seal('hush');
  const between = createVault(NEW, { previous: OLD });
  expect([
    between.open(sealed),
    between.opens(sealed),
    between.isCurrent(sealed),
    between.isCurrent(between.seal('x')),
  ]).toEqual(['hush', true, false, true]);
  const after = createVault(NEW);
  expect(after.opens(sealed)).toBe(false);
  expect(() => after.open(sealed)).toThrow('VIGIE_SECRET_KEY');
});

it.each([
  '',
  'sealed:v1:',
  'sealed:v1:AAAA',
  'plain',
  `${createVault(NEW).seal('x')}A`,
  createVault(NEW).seal('x').slice(0, -4),
])('does not open %s', (text) => {
  expect(createVault(NEW).opens(text)).toBe(false);
});

it('keeps fingerprints over a change of the key where the database keeps the index key', () => {
  const indexKey = createVault(OLD).key('secret index');
  expect(createVault(NEW, { indexKey }).fingerprint('token')).toBe(createVault(OLD).fingerprint('token'));
  expect(createVault(NEW).fingerprint('token')).not.toBe(createVault(OLD).fingerprint('token'));
});

it('signs with the key in use and accepts signatures of the previous one', () => {
  const [current, previous] = createVault(NEW, { previous: OLD }).keys('links');
  expect([current, previous]).toEqual([createVault(NEW).key('links'), createVault(OLD).key('links')]);
});
