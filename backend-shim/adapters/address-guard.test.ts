import { describe, expect, it } from 'vitest';
import { isReachable, parseRanges } from './address-guard.ts';
import type { AddressRange } from './address-guard.ts';

function ranges(...entries: string[]): AddressRange[] {
  const parsed = parseRanges(entries);
  if (!parsed.ok) throw new Error(parsed.entry);
  return parsed.ranges;
}

const PUBLIC = [
  '1.1.1.1',
  '93.184.216.34',
  '172.15.0.1',
  '172.32.0.1',
  '2606:4700::1111',
  '2a00:1450::1',
  '::ffff:1.1.1.1',
];
const PRIVATE = [
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  'fd12:3456::1',
  'fc00::1',
  '::ffff:10.0.0.1',
];
const NEVER = [
  '127.0.0.1',
  '127.255.255.255',
  '::1',
  '::ffff:127.0.0.1',
  '::127.0.0.1',
  '::7f00:1',
  '0.0.0.0',
  '0.1.2.3',
  '::',
  '169.254.1.1',
  '169.254.169.254',
  '::ffff:169.254.169.254',
  'fe80::1',
  'fec0::1',
  'fd00:ec2::254',
  'fd20:ce::254',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '2002:7f00:1::',
  '2001::7f00:1',
  '::ffff:0:7f00:1',
  '224.0.0.1',
  '255.255.255.255',
  '240.0.0.1',
  '198.18.0.1',
  '192.0.2.1',
  '203.0.113.1',
  'ff02::1',
  '2001:db8::1',
  '100::1',
  '4000::1',
  '5f00::1',
  'localhost',
  '',
  '127.0.0.1.',
  '1.1.1.1/8',
];

describe('addresses', () => {
  it.each(PUBLIC)('%s is public: everyone', (address) => {
    expect([isReachable(address, false, []), isReachable(address, true, [])]).toEqual([true, true]);
  });

  it.each(PRIVATE)('%s is private: trusted URLs only', (address) => {
    expect([isReachable(address, false, []), isReachable(address, true, [])]).toEqual([false, true]);
  });

  it.each(NEVER)('%s: nobody', (address) => {
    expect([isReachable(address, false, []), isReachable(address, true, [])]).toEqual([false, false]);
  });

  it.each([
    ['127.0.0.0/8', '127.0.0.1'],
    ['127.0.0.0/8', '::ffff:127.0.0.1'],
    ['::1/128', '::1'],
    ['::1', '::1'],
    ['10.1.2.3', '10.1.2.3'],
    ['169.254.169.254/32', '169.254.169.254'],
    ['fd00:ec2::/32', 'fd00:ec2::254'],
    ['192.168.0.0/16', '192.168.9.9'],
  ])('%s in the list opens %s for everyone', (range, address) => {
    expect(isReachable(address, false, ranges(range))).toBe(true);
  });

  it.each([
    ['127.0.0.1/32', '127.0.0.2'],
    ['10.1.2.3', '10.1.2.4'],
    ['::1', '127.0.0.1'],
    ['10.0.0.0/8', '192.168.1.1'],
  ])('%s in the list does not open %s', (range, address) => {
    expect(isReachable(address, false, ranges(range))).toBe(false);
  });
});

it.each(['10.0.0.0/33', 'example.com', '10.0.0', '', '10.0.0.0/', '::1/129'])('"%s" is no range', (entry) => {
  expect(parseRanges(['10.0.0.0/8', entry])).toEqual({ ok: false, entry });
});
