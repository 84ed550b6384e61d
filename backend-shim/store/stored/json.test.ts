import { expect, test } from 'vitest';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { readStored } from './json.ts';

const schema = strict({ id: z.string(), steps: z.array(strict({ wait: z.string().default('5m') })) });
const where = { kind: 'escalationPolicies', id: 'night' };

test('a text is read by its schema, with defaults, and keeps what it does not know', () => {
  expect(readStored(schema, '{"id":"night","steps":[{}],"later":1}', where)).toEqual({
    ok: true,
    value: { id: 'night', steps: [{ wait: '5m' }], later: 1 },
  });
});

test.each([
  [
    '{"id":"night","steps":[{"wait":3}]}',
    undefined,
    'steps[0].wait',
    'not-understood',
    'must be text, not a number; put it in quotes',
  ],
  [
    '{"id":"night","steps":[{"wait":3}]}',
    'inner.policy',
    'inner.policy.steps[0].wait',
    'not-understood',
    'must be text, not a number; put it in quotes',
  ],
  ['{"steps":[]}', undefined, 'id', 'not-understood', 'is missing; give text'],
  ['null', undefined, '', 'not-understood', 'must be an object with fields, not empty'],
  ['{"id', undefined, '', 'not-json', 'is damaged: it is no JSON'],
  ['', 'inner', 'inner', 'not-json', 'is damaged: it is no JSON'],
])('%s is named by kind, id and field', (text, field, path, reason, message) => {
  expect(readStored(schema, text, { ...where, ...(field && { field }) })).toEqual({
    ok: false,
    unreadable: { ...where, field: path, reason, message },
  });
});
