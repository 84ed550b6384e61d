import { expect, test } from 'vitest';
import { placeAt } from './use-sort.ts';

const middles = [10, 30, 50];

test.each([
  ['stays over itself', 1, 32, 1],
  ['goes up past the first', 1, 5, 0],
  ['goes down only past the middle of the last', 1, 49, 1],
  ['goes down past it', 1, 51, 2],
  ['leaves the list at its end', 0, 999, 2],
  ['leaves the list at its start', 2, -99, 0],
])('%s', (_name, held, y, place) => expect(placeAt(middles, held, y)).toBe(place));
