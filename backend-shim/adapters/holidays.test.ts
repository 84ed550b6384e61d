import { describe, expect, test } from 'vitest';
import { holidaysFor, isKnownRegion, regionsWithin } from './holidays.ts';

describe('public holidays', () => {
  test('Good Friday and 26 December are holidays in Moselle, not in France', async () => {
    const { holidays, unknown } = await holidaysFor(['FR', 'FR-57']);
    expect(unknown).toEqual([]);
    expect(holidays['FR']).toContain('2026-04-06');
    expect(holidays['FR']).not.toContain('2026-04-03');
    expect(holidays['FR']).not.toContain('2026-12-26');
    expect(holidays['FR-57']).toContain('2026-04-03');
    expect(holidays['FR-57']).toContain('2026-12-26');
  });

  test('lists cover 1970 to 2100, sorted, and are the same object each time', async () => {
    const list = (await holidaysFor(['DE-BY'])).holidays['DE-BY'] as readonly string[];
    expect(list[0]).toBe('1970-01-01');
    expect(list.at(-1)).toBe('2100-12-26');
    expect(list).toEqual([...list].sort());
    expect((await holidaysFor(['DE-BY'])).holidays['DE-BY']).toBe(list);
  });

  test('a holiday of several days is several dates', async () => {
    const list = (await holidaysFor(['RO'])).holidays['RO'] as readonly string[];
    expect(list).toEqual(expect.arrayContaining(['2026-01-01', '2026-01-02']));
  });

  test('the day of a spring change, which has 23 hours, is one like others', async () => {
    for (const region of ['PL', 'DE-BB']) {
      const list = (await holidaysFor([region])).holidays[region] as readonly string[];
      // Easter Sundays, two of them with a change.
      expect(list).toEqual(expect.arrayContaining(['2012-04-08', '2013-03-31', '2024-03-31', '2025-04-20']));
    }
  });

  test('half a holiday leaves a workday', async () => {
    const list = (await holidaysFor(['CH-VS'])).holidays['CH-VS'] as readonly string[];
    expect(list).toContain('2026-12-25');
    expect(list).not.toContain('2026-12-24');
  });

  test('the caller is idle while dates of the moon are computed', async () => {
    const before = performance.eventLoopUtilization();
    const list = (await holidaysFor(['HK'])).holidays['HK'] as readonly string[];
    const { active, idle } = performance.eventLoopUtilization(before);
    expect(list).toContain('2026-02-17');
    expect(idle).toBeGreaterThan(5 * active);
  });

  test('unknown regions are named', async () => {
    const { holidays, unknown } = await holidaysFor(['XX', 'FR-99', 'fr', 'FR', '']);
    expect(unknown).toEqual(['XX', 'FR-99', 'fr', '']);
    expect(Object.keys(holidays)).toEqual(['FR']);
  });

  test('regions are known to any depth', async () => {
    expect(['FR', 'FR-57', 'DE-BY-A', 'US-LA-NO'].map(isKnownRegion)).toEqual([true, true, true, true]);
    expect(['FR-57-1', 'DE-BY-ZZ', 'constructor', 'FR-', 'FR 57'].map(isKnownRegion)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
    expect((await regionsWithin('FR', 'fr')).map(({ region }) => region)).toContain('FR-57');
    expect((await regionsWithin(null, 'en')).map(({ region }) => region)).toContain('CH');
    expect(await regionsWithin('FR-57', 'fr')).toEqual([]);
  });

  test('the regions that are offered are those that are known', async () => {
    const all = (await regionsWithin(null, 'en')).map(({ region }) => region);
    const states = (await Promise.all(all.map((one) => regionsWithin(one, 'en')))).flat().map(({ region }) => region);
    const parts = (await Promise.all(states.map((one) => regionsWithin(one, 'en')))).flat().map(({ region }) => region);
    expect(all.length > 100 && states.length > 100 && parts.length > 10).toBe(true);
    const wellFormed = /^[A-Z]{2}(-[A-Z0-9]+){0,2}$/;
    expect([...all, ...states, ...parts].filter((one) => wellFormed.test(one) && !isKnownRegion(one))).toEqual([]);
  });
});
