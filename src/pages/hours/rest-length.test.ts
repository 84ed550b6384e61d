import { expect, test } from 'vitest';
import { unit } from '#contract/labour/unit';
import { HOUR } from '#domain/time/duration';
import { restLength } from './rest-length.ts';

const ops = unit.parse({
  id: 'ops',
  name: 'Ops',
  since: '2026-01-01',
  timeZone: 'UTC',
  hr: ['hana'],
  rules: [
    { from: '2026-02-01', pack: 'fr-default@1', restDaily: { rest: '12h' }, restWeekly: { off: true } },
    { from: '2026-01-01', pack: 'fr-default@1' },
  ],
});
const UTC = { changes: [], offsets: [0] };

test.each([
  ['restDaily', '2026-01-31T09:00:00Z', 11 * HOUR],
  ['restDaily', '2026-02-01T09:00:00Z', 12 * HOUR],
  ['restWeekly', '2026-01-31T09:00:00Z', 35 * HOUR],
  ['restWeekly', '2026-02-01T09:00:00Z', null],
  ['restDaily', '2025-12-31T09:00:00Z', null],
] as const)('%s before %s', (rule, plannedAt, length) => {
  expect(restLength(ops, { rule, plannedAt }, UTC)).toBe(length);
});
