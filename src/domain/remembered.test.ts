import { expect, it, vi } from 'vitest';
import { remembered, rememberedWithin } from '#domain/remembered';

it('makes each once, and forgets the oldest where there are too many', () => {
  const make = vi.fn((source: string) => ({ source }));
  const made = remembered(make, 2);
  expect(made('a')).toBe(made('a'));
  made('b');
  made('c');
  expect(make.mock.calls).toEqual([['a'], ['b'], ['c']]);
  made('b');
  made('a');
  expect(make.mock.calls.slice(3)).toEqual([['a']]);
});

it('remembers nothing that could not be made', () => {
  const make = vi.fn(() => {
    throw new Error('wrong');
  });
  const made = remembered(make, 2);
  expect(() => made('a')).toThrow('wrong');
  expect(() => made('a')).toThrow('wrong');
  expect(make).toHaveBeenCalledTimes(2);
});

it('what is bounded by size drops what was not asked for the longest', () => {
  const calls: string[] = [];
  const made = rememberedWithin(
    (source) => (calls.push(source), { source }),
    (source) => source.length,
    4,
  );
  for (const source of ['aa', 'bb', 'aa', 'cc', 'aa', 'bb', 'dddddd', 'dddddd']) made(source);
  expect(calls).toEqual(['aa', 'bb', 'cc', 'bb', 'dddddd']);
});
