import { describe, expect, it } from 'vitest';
import { key, LIMITS, prose, storable, title } from './text.ts';

describe('text that can be stored', () => {
  it('has no NUL and no half characters', () => {
    expect(storable('a\0b\ud800c', 100)).toBe('ab\ufffdc');
    expect(storable('ab😀', 4)).toBe('ab😀');
    expect(storable('ab😀d', 4)).toBe('ab…');
  });

  it('prose keeps its lines, a title is one', () => {
    expect(prose(' a\r\nb \0 ', 100)).toBe('a\nb');
    expect(title(' a\r\n\tb\u2028c\u0007 ')).toBe('a b c');
    expect([prose('\0', 9), title('\n'), prose(null, 9), title(null)]).toEqual([null, null, null, null]);
  });

  it('is bounded', () => {
    expect(prose('x'.repeat(50), 10)).toBe(`${'x'.repeat(9)}…`);
    expect(title('x'.repeat(5_000))).toHaveLength(LIMITS.title);
  });
});

describe('keys', () => {
  it('stay as they are while an index can hold them', () => {
    expect(key('x'.repeat(LIMITS.key))).toBe('x'.repeat(LIMITS.key));
  });

  it('are told apart by their hash when they are longer', () => {
    const [a, b] = [key(`${'é'.repeat(600)}a`), key(`${'é'.repeat(600)}b`)];
    expect(a).toHaveLength(LIMITS.key);
    expect(a).not.toBe(b);
    expect(a).toBe(key(`${'é'.repeat(600)}a`));
    expect(Buffer.byteLength(a)).toBeLessThan(2_700);
  });
});
