import { expect, test } from 'vitest';
import { matchMeter, metered, pauses, TURN } from '#domain/routing/match-meter';
import { matches } from '#domain/routing/matches';

const alert = { labels: { host: 'a'.repeat(1_000) }, severity: null, title: null, source: 'webhook' };
const heavy = { name: 'host', operator: '=~' as const, value: '(?:a|[^b]){0,100}x{7}' };
const result = (meter: ReturnType<typeof matchMeter>) => metered(meter, (budget) => matches([heavy], alert, budget));

test('a meter is shared: once it is empty, expressions are unclear, and comparisons go on', () => {
  const meter = matchMeter(3_000_000);
  const results = Array.from({ length: 20 }, () => result(meter));
  expect(results[0]).toBe('no');
  expect(results.at(-1)).toBe('unclear');
  expect(meter.left).toBe(0);
  const plain = { name: 'host', operator: '=' as const, value: 'b' };
  expect(metered(meter, (budget) => matches([plain, heavy], alert, budget))).toBe('no');
});

test('others have a turn after what a million units take, however it came together', async () => {
  const meter = matchMeter(1_000_000_000);
  let turns = 0;
  const pause = pauses(meter, () => Promise.resolve((turns += 1)));
  for (let n = 0; n < 30; n++) {
    result(meter);
    await pause();
  }
  expect(turns).toBeGreaterThan(1);
  expect(turns).toBeGreaterThanOrEqual(Math.floor(meter.spent / (2 * TURN)));
  expect(turns).toBeLessThanOrEqual(Math.ceil(meter.spent / TURN));
});
