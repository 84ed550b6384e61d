/** Opening hours against the naive evaluator: open or not, when they close, when they open next. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TimeWindow } from '#domain/time/window';
import { nextWindowStart, windowContains, windowEnd } from '#domain/time/window';
import { anyWindow, centreIn, holidaysNear, tableOf, ZONES } from './arbitrary-rota.ts';
import { layer, rota } from './builders.ts';
import { evaluate } from './evaluator.ts';
import { runs, TIME_LIMIT } from './runs.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const zones = Object.fromEntries(ZONES.map((zone) => [zone, tableOf(zone)]));
const sample = fc.constantFrom(...ZONES).chain((zone) =>
  centreIn(zone).chain((centre) =>
    fc.record({
      window: fc
        .array(anyWindow, { minLength: 1, maxLength: 2 })
        .map((windows): TimeWindow => ({ timeZone: zone, holidays: 'XX', windows })),
      dates: holidaysNear(centre),
      at: fc.integer({ min: -3 * DAY, max: 3 * DAY }).map((offset) => centre + offset),
    }),
  ),
);

test(
  'agree, and turn at exactly the instants told',
  () => {
    fc.assert(
      fc.property(sample, ({ window, dates, at }) => {
        const holidays = { XX: dates };
        const alone = rota(window.timeZone, [layer('l', 'ann', { restrictions: window.windows })], { holidays: 'XX' });
        const isOpen = (instant: number): boolean =>
          evaluate(alone, { absences: [], swaps: [], holidays }, instant).length > 0;
        const calendar = { zones, holidays };
        expect(windowContains(window, at, calendar)).toBe(isOpen(at));
        const [end, next] = [windowEnd(window, at, calendar), nextWindowStart(window, at, calendar)];
        if (end === null || next === null) {
          const ahead = Array.from({ length: 20 }, (_, i) => at + i * 45 * HOUR);
          // Without an end it stays as it is; without a next opening it does not open again.
          expect(
            end === null
              ? ahead.filter((instant) => isOpen(instant) !== isOpen(at) && next === null)
              : ahead.filter((instant) => instant >= end && isOpen(instant)),
          ).toEqual([]);
        }
        if (end !== null) {
          expect([isOpen(at), isOpen(end - 1), isOpen(end)]).toEqual([true, true, false]);
        }
        if (next !== null) {
          expect([isOpen(next - 1), isOpen(next)]).toEqual([false, true]);
          expect(next).toBeGreaterThan(end ?? at);
          // Closed from the end of this opening until the next: looked at eight times in between.
          const closed = end ?? at;
          const between = Array.from({ length: 8 }, (_, i) => closed + Math.floor(((next - closed) * i) / 8));
          expect(between.filter(isOpen)).toEqual([]);
        }
      }),
      runs(0.1),
    );
  },
  TIME_LIMIT,
);
