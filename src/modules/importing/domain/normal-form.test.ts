import { expect, test } from 'vitest';
import { normalForm } from './normal-form.ts';

const at = (clock: string) => Date.parse(`2026-10-19T${clock}Z`);
const span = (start: string, end: string, ...people: string[]) => ({ start: at(start), end: at(end), people });
const [FROM, TO] = [at('08:00:00'), at('12:00:00')];

test.each([
  [
    'holes are nobody',
    [span('09:00:00', '10:00:00', 'ann')],
    [span('08:00:00', '09:00:00'), span('09:00:00', '10:00:00', 'ann'), span('10:00:00', '12:00:00')],
  ],
  [
    'rows of two people are one span of both, sorted',
    [span('08:00:00', '12:00:00', 'ben'), span('09:00:00', '10:00:00', 'ann')],
    [
      span('08:00:00', '09:00:00', 'ben'),
      span('09:00:00', '10:00:00', 'ann', 'ben'),
      span('10:00:00', '12:00:00', 'ben'),
    ],
  ],
  [
    'what is cut at a seam, in any order, is joined',
    [span('10:00:00', '12:00:00', 'ann'), span('08:00:00', '10:00:00', 'ann')],
    [span('08:00:00', '12:00:00', 'ann')],
  ],
  ['entries over the bounds are cut', [span('01:00:00', '23:00:00', 'ann')], [span('08:00:00', '12:00:00', 'ann')]],
  [
    'an end at :59 leaves no hole',
    [span('08:00:00', '09:59:59', 'ann'), span('10:00:00', '12:00:00', 'ben')],
    [span('08:00:00', '10:00:00', 'ann'), span('10:00:00', '12:00:00', 'ben')],
  ],
  [
    'a hole of two seconds stays',
    [span('08:00:00', '09:59:58', 'ann'), span('10:00:00', '12:00:00', 'ann')],
    [span('08:00:00', '09:59:58', 'ann'), span('09:59:58', '10:00:00'), span('10:00:00', '12:00:00', 'ann')],
  ],
  [
    'milliseconds are cut',
    [{ start: FROM, end: at('10:00:00') + 713, people: ['ann'] }, span('10:00:00', '12:00:00', 'ben')],
    [span('08:00:00', '10:00:00', 'ann'), span('10:00:00', '12:00:00', 'ben')],
  ],
  [
    'a person is named once',
    [span('08:00:00', '12:00:00', 'ann'), span('08:00:00', '12:00:00', 'ann')],
    [span('08:00:00', '12:00:00', 'ann')],
  ],
  ['no entries are nobody', [], [span('08:00:00', '12:00:00')]],
])('%s', (_, entries, expected) => {
  expect(normalForm(entries, FROM, TO)).toEqual(expected);
});
