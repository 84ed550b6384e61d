/** What the list of next duties says, and which it has. */
import { expect, it } from 'vitest';
import { aheadOf, toldText } from './told-text.ts';

it('a duty says how many days ahead it was told', () => {
  expect([21, 1, 0].map((days) => toldText({ state: 'told', days }))).toEqual([
    'told 21 days ahead',
    'told 1 day ahead',
    'told 0 days ahead',
  ]);
  expect(toldText({ state: 'waiting', days: null })).toContain('on its way');
  expect(toldText({ state: 'untold', days: null })).toContain('no message reached you');
});

it('duty that is over or was withdrawn is not ahead', () => {
  const duty = (state: 'told' | 'withdrawn', day: number) => ({
    state,
    start: `2026-10-${day}T07:00:00.000Z`,
    end: `2026-10-${day + 7}T07:00:00.000Z`,
  });
  const ahead = aheadOf(
    [duty('told', 19), duty('told', 12), duty('withdrawn', 19)],
    Date.parse('2026-10-15T00:00:00Z'),
  );
  expect(ahead.map(({ start }) => start.slice(8, 10))).toEqual(['12', '19']);
  expect(aheadOf([duty('told', 12)], Date.parse('2026-10-19T07:00:00Z'))).toEqual([]);
});
