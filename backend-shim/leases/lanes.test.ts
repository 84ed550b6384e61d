import { beforeEach, expect, it } from 'vitest';
import { createLanes } from './lanes.ts';
import type { LaneLimits } from './lanes.ts';

let now = 0;
let lanes: LaneLimits;
let refills: number;
beforeEach(() => {
  now = 1000;
  refills = 0;
  lanes = createLanes({ monotonic: () => now }, () => void (refills += 1));
});

const times = (count: number, act: (lane: string) => void, lane = 'a') =>
  Array.from({ length: count }, () => act(lane));

it('a lane takes 64 and shares nothing with others', () => {
  times(64, lanes.enter);
  times(3, lanes.enter, 'b');
  expect([lanes.free('a'), lanes.free('b'), lanes.free('c'), lanes.saturated()]).toEqual([0, 61, 64, ['a']]);
});

it('a busy one is refilled by half of it at once', () => {
  times(64, lanes.enter);
  times(31, lanes.leave);
  expect([lanes.free('a'), lanes.saturated(), refills]).toEqual([31, ['a'], 0]);
  lanes.leave('a');
  expect([lanes.saturated(), refills]).toEqual([[], 1]);
  times(32, lanes.leave);
  expect(refills).toBe(1);
});

it('one that was never full is refilled whenever there is something for it', () => {
  times(63, lanes.enter);
  times(63, lanes.leave);
  expect(refills).toBe(0);
});

it('one that is slow keeps no place empty for long', () => {
  times(64, lanes.enter);
  lanes.leave('a');
  now += 49;
  expect(lanes.saturated()).toEqual(['a']);
  now += 1;
  expect(lanes.saturated()).toEqual([]);
});

it('one that has ended is as new', () => {
  times(64, lanes.enter);
  times(64, lanes.leave);
  lanes.leave('a');
  expect([lanes.free('a'), lanes.saturated()]).toEqual([64, []]);
});
