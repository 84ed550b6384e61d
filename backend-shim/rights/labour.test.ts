/** Who decides in whose case. */
import { expect, it } from 'vitest';
import { isOwnCase } from './labour.ts';
import { CALLERS } from './rule-context.fake.ts';

const alone = { managers: ['ann'], hr: ['ann'] };
const two = { managers: ['ann'], hr: ['dee'] };

it.each([
  ['another one’s', CALLERS.viewer, two, false, false],
  ['another one’s rest', CALLERS.viewer, two, true, false],
  ['their own, beside somebody else', CALLERS.member, two, false, true],
  ['their own, where nobody else is in charge', CALLERS.member, alone, false, false],
  ['their own rest, where nobody else is in charge', CALLERS.member, alone, true, true],
])('%s', (_what, caller, unit, waives, refuses) => {
  expect(isOwnCase(caller, unit, 'ann', waives)).toBe(refuses);
});
