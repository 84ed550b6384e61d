import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkKey, makeLink, readLink, responderUrls } from './link.ts';

const key = linkKey(Buffer.alloc(32, 7));
const incident = '01KE0000000000000000000001';

describe('responder links', () => {
  it('says which incident and whose it is', () => {
    expect(readLink([key], makeLink(key, incident, 'ann'))).toEqual({ incident, login: 'ann' });
  });

  it('is short enough for an SMS', () => {
    expect(makeLink(key, incident, 'ann').length).toBeLessThanOrEqual(48);
  });

  it('keeps the largest and the smallest ULID apart', () => {
    for (const id of ['7ZZZZZZZZZZZZZZZZZZZZZZZZZ', '00000000000000000000000000']) {
      expect(readLink([key], makeLink(key, id, 'ben'))).toEqual({ incident: id, login: 'ben' });
    }
  });

  it('reads back any id and login', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(text, text, (id, login) => {
        expect(readLink([key], makeLink(key, id, login))).toEqual({ incident: id, login });
      }),
    );
  });

  it('refuses every single changed bit', () => {
    const bytes = Buffer.from(makeLink(key, incident, 'ann'), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(readLink([key], changed.toString('base64url')), `bit ${bit}`).toBeNull();
    }
  });

  it('refuses a link of another key, and parts moved between incident and login', () => {
    expect(readLink([linkKey(Buffer.alloc(32, 8))], makeLink(key, incident, 'ann'))).toBeNull();
    expect(makeLink(key, 'ab', 'c')).not.toBe(makeLink(key, 'a', 'bc'));
  });

  it.each([
    '',
    '.',
    'AAAA',
    `${makeLink(key, incident, 'ann')}=`,
    ` ${makeLink(key, incident, 'ann')}`,
    'A'.repeat(100_000),
    '💥',
    '../../etc/passwd',
  ])('refuses %.40s', (token) => {
    expect(readLink([key], token)).toBeNull();
  });

  it('has one spelling only', () => {
    const token = makeLink(key, incident, 'ann');
    const others = Array.from(
      'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
      (last) => token.slice(0, -1) + last,
    );
    expect(others.filter((other) => readLink([key], other) !== null)).toEqual([token]);
  });

  it('refuses a link without a person', () => {
    expect(readLink([key], makeLink(key, incident, ''))).toBeNull();
  });

  it('builds addresses below the public one', () => {
    expect(responderUrls('https://vigie.example.com/oncall/', 'T')).toEqual({
      page: 'https://vigie.example.com/oncall/r/T',
      acknowledge: 'https://vigie.example.com/oncall/r/T/acknowledge',
      resolve: 'https://vigie.example.com/oncall/r/T/resolve',
    });
  });
});
