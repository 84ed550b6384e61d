import { expect, test } from 'vitest';
import { z } from 'zod';
import { optional, parse, strict } from '#contract/base/schema';

const thing = strict({
  name: z.string().min(1).max(5),
  count: z.int().min(1).max(3).default(1),
  kind: z.enum(['week', 'day']),
  when: optional(z.union([z.string(), strict({ window: z.string() })])),
  list: z.array(z.string()).min(1).default(['a']),
});

function problems(input: unknown) {
  const result = parse(thing, input);
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`);
}

test('defaults are filled in, and null is as good as absent', () => {
  expect(parse(thing, { name: 'a', kind: 'day', when: null })).toEqual({
    ok: true,
    value: { name: 'a', count: 1, kind: 'day', when: null, list: ['a'] },
  });
});

test.each([
  [{ kind: 'day' }, 'name: is missing; give text'],
  [{ name: 5, kind: 'day' }, 'name: must be text, not a number; put it in quotes'],
  [{ name: '', kind: 'day' }, 'name: must not be empty'],
  [{ name: 'abcdef', kind: 'day' }, 'name: must have at most 5 characters'],
  [{ name: 'a' }, 'kind: is missing; write week or day'],
  [{ name: 'a', kind: 'weeks' }, 'kind: must be week or day. Did you mean "week"?'],
  [{ name: 'a', kind: 'day', count: 1.5 }, 'count: must be a whole number, not a number'],
  [{ name: 'a', kind: 'day', count: 0 }, 'count: must be at least 1'],
  [{ name: 'a', kind: 'day', count: 4 }, 'count: must be at most 3'],
  [{ name: 'a', kind: 'day', list: [] }, 'list: must not be empty; add at least one entry'],
  [{ name: 'a', kind: 'day', list: 'a' }, 'list: must be a list, not text'],
  [
    { name: 'a', kind: 'day', when: { windw: 'x', window: 'y' } },
    'when.windw: is not a known field here. Did you mean "window"?',
  ],
  [
    { name: 'a', kind: 'day', when: 7 },
    'when: has none of the forms that are possible here; see docs/configuration.md',
  ],
  [
    { name: 'a', kind: 'day', zebra: 1 },
    'zebra: is not a known field here. Known fields: name, count, kind, when, list.',
  ],
  [[], ': must be an object with fields, not a list'],
  [null, ': must be an object with fields, not empty'],
])('%j → %s', (input, problem) => {
  expect(problems(input)).toContain(problem);
});

test('each unknown field is a problem of its own', () => {
  expect(problems({ name: 'a', kind: 'day', nam: 1, lists: 2 })).toEqual([
    'nam: is not a known field here. Did you mean "name"?',
    'lists: is not a known field here. Did you mean "list"?',
  ]);
});

test('a base is put before every path', () => {
  const result = parse(thing, { kind: 'day' }, ['things', 3]);
  expect(!result.ok && result.problems[0]?.path).toBe('things[3].name');
});

test.each([
  [{ kind: 'day' }, 'name', { reason: 'missing', data: { wanted: 'text', choices: [] } }],
  [
    { name: 5, kind: 'day' },
    'name',
    { reason: 'wrong-type', data: { expected: 'text', given: 'number', needsQuotes: true } },
  ],
  [
    { name: null, kind: 'day' },
    'name',
    { reason: 'wrong-type', data: { expected: 'text', given: 'null', needsQuotes: false } },
  ],
  [{ name: '', kind: 'day' }, 'name', { reason: 'empty' }],
  [{ name: 'abcdef', kind: 'day' }, 'name', { reason: 'too-long', data: { max: 5 } }],
  [{ name: 'a' }, 'kind', { reason: 'missing', data: { wanted: null, choices: ['week', 'day'] } }],
  [{ name: 'a', kind: 'weeks' }, 'kind', { reason: 'not-a-choice', data: { choices: ['week', 'day'], meant: 'week' } }],
  [{ name: 'a', kind: 7 }, 'kind', { reason: 'not-a-choice', data: { choices: ['week', 'day'], meant: null } }],
  [
    { name: 'a', kind: 'day', count: 1.5 },
    'count',
    { reason: 'wrong-type', data: { expected: 'integer', given: 'number', needsQuotes: false } },
  ],
  [{ name: 'a', kind: 'day', count: 0 }, 'count', { reason: 'too-small', data: { min: 1 } }],
  [{ name: 'a', kind: 'day', count: 4 }, 'count', { reason: 'too-large', data: { max: 3 } }],
  [{ name: 'a', kind: 'day', list: [] }, 'list', { reason: 'empty' }],
  [
    { name: 'a', kind: 'day', when: { windw: 'x', window: 'y' } },
    'when.windw',
    { reason: 'unknown-field', data: { known: ['window'], meant: 'window' } },
  ],
  [{ name: 'a', kind: 'day', when: 7 }, 'when', { reason: 'wrong-form' }],
  [
    { name: 'a', kind: 'day', zebra: 1, yak: 2 },
    'yak',
    { reason: 'unknown-field', data: { known: ['name', 'count', 'kind', 'when', 'list'], meant: null } },
  ],
])('%j has at %s the reason %j', (input, path, why) => {
  const result = parse(thing, input);
  expect(result.ok ? [] : result.problems.filter((problem) => problem.path === path)).toEqual([
    expect.objectContaining(why),
  ]);
});
