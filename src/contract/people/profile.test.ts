import { expect, it } from 'vitest';
import { EMPTY_PROFILE, isTrustedMethod, trustAfter } from './profile.ts';
import type { ProfileWire } from './profile.ts';

const hook = { id: 'hook', type: 'webhook', to: 'http://10.0.0.1/hook', secret: null };
const other = { id: 'other', type: 'webhook', to: 'http://10.0.0.2/hook', secret: null };
const profile = (change: Partial<ProfileWire>): ProfileWire => ({ ...EMPTY_PROFILE, ...change });

it('trust is of an address: an Admin gives it to what they write, and to nothing that was there', () => {
  const own = profile({ contactMethods: [hook], ...trustAfter(undefined, [hook], false) });
  expect(isTrustedMethod(own, hook)).toBe(false);
  const beside = profile({ contactMethods: [hook, other], ...trustAfter(own, [hook, other], true) });
  expect([isTrustedMethod(beside, hook), isTrustedMethod(beside, other), beside.trusted]).toEqual([false, true, false]);
  const renamed = trustAfter(own, [{ ...hook, id: 'renamed' }], true);
  expect(isTrustedMethod(profile(renamed), hook)).toBe(false);
});

it('what an Admin wrote stays trusted when the person saves something else, until the address changes', () => {
  const given = profile({ contactMethods: [other], ...trustAfter(undefined, [other], true) });
  expect(given.trusted).toBe(true);
  expect(isTrustedMethod(profile(trustAfter(given, [other, hook], false)), other)).toBe(true);
  expect(
    isTrustedMethod(profile(trustAfter(given, [{ ...other, to: 'http://10.0.0.3/' }], false)), {
      ...other,
      to: 'http://10.0.0.3/',
    }),
  ).toBe(false);
});

it('a profile of 0.1 is trusted as a whole, and address by address once it is saved', () => {
  const old = profile({ contactMethods: [hook], trusted: true });
  expect(isTrustedMethod(old, hook)).toBe(true);
  const after = profile({ contactMethods: [hook, other], ...trustAfter(old, [hook, other], false) });
  expect([isTrustedMethod(after, hook), isTrustedMethod(after, other)]).toEqual([true, false]);
});
