import { describe, expect, it } from 'vitest';
import { tooManyMatchers } from './matchers.ts';

const heavy = (i: number) => `a=~"(?:b|[^${i}]){0,200}"`;
const many = (count: number, make: (i: number) => string) => Array.from({ length: count }, (_, i) => make(i));

describe('matchers of a request', () => {
  it.each<[string, unknown]>([
    ['none', { name: 'x', labels: { match: 'a=~"(x{999}){9}"' } }],
    ['no object', 'a=~"x"'],
    ['as many as are allowed', { policies: many(50, String).map(() => ({ match: many(100, (i) => `a="${i}"`) })) }],
    ['some heavy ones', { match: many(5, heavy) }],
    // Each is refused where it is read, and never compiled.
    ['any number that is too heavy alone', { match: many(100, (i) => `a=~"(x{${i + 900}}){900}"`) }],
    ['numbers', { match: many(10, String).map(Number), values: Array(100_000).fill(0) }],
  ])('%s pass', (_what, body) => {
    expect(tooManyMatchers(body)).toBeNull();
  });

  it.each<[string, unknown, string]>([
    ['too many', { steps: [{ when: { match: many(5_001, (i) => `a="${i}"`) } }] }, 'steps[0].when.match[5000]'],
    ['too heavy together', { match: many(9, heavy) }, 'match[6]'],
    [
      'patterns of mails',
      { mail: many(9, (i) => heavy(i)).map((subject) => ({ extract: { subject } })) },
      'mail[2].extract.subject',
    ],
  ])('%s are refused, naming where it is too much', (_what, body, path) => {
    expect(tooManyMatchers(body)).toMatchObject({ path, reason: 'too-heavy' });
  });
});
