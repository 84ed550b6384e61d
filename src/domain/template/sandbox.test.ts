import { describe, expect, it } from 'vitest';
import { sandbox } from '#domain/template/sandbox';

class Mistake extends Error {}
class Failed extends Error {
  override name = 'AssertionError';
}
const parsed: string[] = [];
const made = sandbox({ parse: (source) => (parsed.push(source), { source }) }, (error) => error instanceof Mistake, {
  trees: 2,
  problem: 12,
});

it('parses a template once, as long as it is among the last', () => {
  for (const source of ['a', 'a', 'b', 'a']) made.parse(source);
  expect(parsed).toEqual(['a', 'b']);
  expect(made.parse('a')).toEqual({ source: 'a' });
});

describe('what is wrong with a template', () => {
  it.each<[string, Error]>([
    ['a mistake of whoever wrote it', new Mistake('line 1\n{{ x }}')],
    ['a stack that a value exhausted', new RangeError('line 1')],
    ['a limit that was passed', new Failed('line 1\nmore')],
  ])('%s', (_what, error) => {
    expect(made.problemOf(error)).toBe('line 1');
  });

  it('is said shortly', () => {
    expect(made.problemOf(new Mistake('x'.repeat(50)))).toBe('x'.repeat(12));
  });

  it.each<[string, unknown]>([
    ['a bug of ours', new TypeError('no function')],
    ['what is no error', 'text'],
    ['what only looks like one', { name: 'AssertionError', message: 'line 1' }],
  ])('%s is thrown on', (_what, error) => {
    let thrown: unknown = null;
    try {
      made.problemOf(error);
    } catch (again) {
      thrown = again;
    }
    expect(thrown).toBe(error);
  });
});
