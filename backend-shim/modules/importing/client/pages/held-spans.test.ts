import { expect, test } from 'vitest';
import { heldIn } from './held-spans.ts';

const entry = (at: number, kind: string, data: object = {}) => ({ at, kind, data: { ...data } });

test.each([
  ['a maintenance until its end', [entry(1, 'held'), entry(5, 'held', { reason: 'over' })], ['maintenance 1-5']],
  ['a downtime that still is', [entry(1, 'held', { reason: 'downtime', until: 9 })], ['downtime 1-Infinity']],
  [
    'a downtime that is over, while a maintenance goes on',
    [entry(1, 'held', { reason: 'downtime' }), entry(5, 'held', { reason: 'downtime-over', held: true })],
    ['downtime 1-Infinity'],
  ],
  [
    'a silence in a maintenance, until it is resolved',
    [entry(1, 'held'), entry(3, 'held', { reason: 'silenced' }), entry(7, 'resolved', { reason: 'by-person' })],
    ['maintenance 1-3', 'silence 3-7'],
  ],
  [
    'a step that waits for its window',
    [entry(2, 'waiting', { reason: 'waiting-for-window', until: 8 }), entry(2, 'waiting', { reason: 'step', wait: 5 })],
    ['window 2-8'],
  ],
  [
    'quiet hours, and somebody who is not available',
    [
      entry(2, 'page', { reason: 'quiet-hours', user: 'ann', until: 8 }),
      entry(3, 'held', { reason: 'not-available', user: 'ben', until: 9, standIn: null }),
      entry(4, 'page', { reason: 'no-method', user: 'cleo' }),
    ],
    ['quiet-hours 2-8 ann', 'not-available 3-9 ben'],
  ],
  ['nothing', [entry(1, 'opened'), entry(2, 'held', { reason: 'silence-over' })], []],
])('%s', (_, entries, spans) => {
  expect(
    heldIn(entries).map(({ from, to, why, person }) => `${why} ${from}-${to}${person === null ? '' : ` ${person}`}`),
  ).toEqual(spans);
});
