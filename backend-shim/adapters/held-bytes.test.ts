import { expect, test } from 'vitest';
import { createHeldBytes } from './held-bytes.ts';

const limits = { known: 100, each: 40, strangers: 10 };

test('strangers have a share of their own and do not reduce that of senders with a token', () => {
  const held = createHeldBytes(limits);
  const stranger = held.lease();
  expect([stranger.take(10), stranger.take(1)]).toEqual([true, false]);
  expect(held.lease().take(1)).toBe(false);
  const known = held.lease();
  known.admit('a');
  expect(known.take(100)).toBe(true);
});

test('a lease that ends frees its bytes once', () => {
  const held = createHeldBytes(limits);
  const one = held.lease();
  one.take(10);
  one.end();
  one.end();
  const other = held.lease();
  expect([other.take(10), other.take(1)]).toEqual([true, false]);
});

test('one sender is limited to its share; others have the rest', () => {
  const held = createHeldBytes(limits);
  const leases = ['a', 'a', 'b', 'c'].map((who) => {
    const lease = held.lease();
    lease.admit(who);
    return lease;
  });
  expect(leases[0]?.take(30)).toBe(true);
  expect(leases[1]?.take(20)).toBe(false);
  expect(leases[1]?.take(10)).toBe(true);
  // A sender that is alone may use all the room.
  expect(leases[2]?.take(60)).toBe(true);
  expect(leases[3]?.take(1)).toBe(false);
  leases[2]?.end();
  expect(leases[3]?.take(60)).toBe(true);
});

test('a lease that is admitted keeps its bytes', () => {
  const held = createHeldBytes(limits);
  const lease = held.lease();
  lease.take(10);
  lease.admit('a');
  expect(held.lease().take(10)).toBe(true);
  expect(lease.take(91)).toBe(false);
  expect(lease.take(90)).toBe(true);
});

test('the stranger that holds most makes way for another, until it has shown a token', () => {
  const held = createHeldBytes(limits);
  const gone: string[] = [];
  const open = (name: string, bytes: number) => {
    const lease = held.lease(() => gone.push(name));
    return { lease, taken: lease.take(bytes) };
  };
  const [small, large] = [open('small', 2), open('large', 5)];
  expect(open('other', 4).taken).toBe(true);
  expect(gone).toEqual(['large']);
  // Whoever was displaced and lets go again frees nothing of others.
  large.lease.end();
  expect([small.lease.take(4), gone]).toEqual([true, ['large']]);
  small.lease.admit('a');
  expect(open('whole', 10).taken).toBe(true);
  expect(gone).toEqual(['large', 'other']);
  expect(open('too large', 11).taken).toBe(false);
  expect(gone).toEqual(['large', 'other']);
  const mail = held.lease();
  expect([mail.take(10), gone.at(-1)]).toEqual([true, 'whole']);
  expect([open('next', 1).taken, gone.length]).toEqual([false, 3]);
});
