import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { optional, strict } from '#contract/base/schema';
import { readingSchema } from '#contract/base/reading';
import { RESOURCES } from '#contract/resources';

const step = strict({
  wait: z
    .string()
    .refine((text) => text.endsWith('m'), 'must end with m')
    .default('5m'),
  when: optional(z.union([z.string().regex(/^[a-z]+$/), strict({ zone: z.string() })])),
});
const policy = strict({
  id: z.string().min(3).max(5),
  repeat: z.int().min(1).max(10).default(1),
  steps: z.array(step).min(1).max(2),
}).refine((value) => value.repeat <= 2, 'too often');

const read = (value: unknown) => readingSchema(policy).safeParse(value);
const base = { id: 'night', steps: [{ wait: '1m', when: null }] };

describe('what is stored is read', () => {
  test('with the defaults of fields that came later', () => {
    expect(read({ id: 'night', steps: [{}] })).toMatchObject({
      success: true,
      data: { id: 'night', repeat: 1, steps: [{ wait: '5m', when: null }] },
    });
  });

  test('with the fields of a newer release, which are kept, also inside of unions', () => {
    const newer = { ...base, color: 'red', steps: [{ wait: '1m', when: { zone: 'UTC', until: 3 }, skip: [true] }] };
    expect(read(newer)).toMatchObject({ success: true, data: newer });
  });

  test('beyond limits that were tightened since', () => {
    expect(read({ id: 'x', steps: [{}, {}, {}] }).success).toBe(true);
    expect(read({ ...base, id: 'a-long-name', repeat: 99 }).success).toBe(true);
  });
});

test.each([
  ['a missing field', { steps: [{}] }],
  ['another type', { ...base, steps: [{ wait: 5 }] }],
  ['a text that means nothing', { ...base, steps: [{ wait: '5 apples' }] }],
  ['a number below what code counts on', { ...base, repeat: 0 }],
  ['a list without entries where one is needed', { ...base, steps: [] }],
  ['a union of which no form fits', { ...base, steps: [{ when: 7 }] }],
  ['something else altogether', null],
])('%s is refused', (_what, value) => {
  expect(read(value).success).toBe(false);
});

test('the strict schema stays strict', () => {
  readingSchema(policy);
  expect(policy.safeParse({ ...base, color: 'red' }).success).toBe(false);
  expect(policy.safeParse({ ...base, repeat: 3 }).success).toBe(false);
});

test('the reading schema of a schema is made once', () => {
  expect(readingSchema(policy)).toBe(readingSchema(policy));
});

test.each(Object.entries(RESOURCES))(
  '%s: every resource has a reading schema, which takes fields of newer releases',
  (_name, { schema }) => {
    const issues = readingSchema(schema).safeParse({ fromLater: 1 }).error?.issues ?? [];
    expect(issues.filter(({ code }) => code === 'unrecognized_keys')).toEqual([]);
    expect(issues.length).toBeGreaterThan(0);
  },
);

test('null in the place of a field that may be left out is a field that was left out', () => {
  const schema = strict({
    mode: z.enum(['on', 'off']).default('on'),
    note: z.string().nullable().default(null),
    until: z.string().optional(),
    id: z.string(),
  });
  expect(readingSchema(schema).parse({ mode: null, note: null, until: null, id: 'a' })).toEqual({
    mode: 'on',
    note: null,
    id: 'a',
  });
  expect(readingSchema(schema).parse({ id: 'a' })).toEqual({ mode: 'on', note: null, id: 'a' });
  expect(readingSchema(schema).safeParse({ id: null }).success).toBe(false);
});
