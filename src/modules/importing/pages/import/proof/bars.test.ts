import { expect, test } from 'vitest';
import { timelinePair } from './bars.ts';

const span = (start: string, end: string, ...people: string[]) => ({
  start: `2027-01-0${start}T00:00:00.000Z`,
  end: `2027-01-0${end}T00:00:00.000Z`,
  people,
});

test('both timelines have one scale and one colour for the same people; hours of nobody are empty', () => {
  expect(
    timelinePair({
      source: [span('1', '3', 'ann'), span('3', '5')],
      vigie: [span('1', '2', 'ann'), span('2', '5', 'ann', 'ben')],
      differences: [{ ...span('2', '5'), source: ['ann'], vigie: ['ann', 'ben'], cause: 'unexplained' }],
    }),
  ).toEqual({
    crews: [['ann'], ['ann', 'ben']],
    source: [{ at: 0, width: 0.5, crew: 0 }],
    vigie: [
      { at: 0, width: 0.25, crew: 0 },
      { at: 0.25, width: 0.75, crew: 1 },
    ],
    differences: [{ at: 0.25, width: 0.75 }],
  });
});

test('where nothing was compared nothing is drawn', () => {
  expect(timelinePair({ source: [], vigie: [], differences: [] })).toBeNull();
});
