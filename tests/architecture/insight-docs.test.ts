import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { EXAMPLE } from '#domain/insight/example.fake';
import { definitionOf, FIGURE_KEYS, FIGURES } from '#domain/insight/figure';
import type { Figure, FigureKey } from '#domain/insight/figure';
import { chaptersOf } from '#domain/insight/history.fake';
import { hoursText, INSIGHT_SETTINGS } from '#domain/figures/settings';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import { HOUR, SECOND } from '#domain/time/duration';
import { root } from './scan.ts';

const text = readFileSync(path.join(root, 'docs/insights.md'), 'utf8');
const rows = text.split('\n').flatMap((line) => {
  const [, key, unit, , example] = /^\| `([\w.]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/.exec(line) ?? [];
  return key === undefined ? [] : [{ key, unit, value: Number(/\*\*([\d.]+)\*\*$/.exec(example?.trim() ?? '')?.[1]) }];
});

test('docs/insights.md lists every figure, with its unit', () => {
  expect(rows.map(({ key }) => key).sort()).toEqual([...FIGURE_KEYS].sort());
  for (const { key, unit } of rows) {
    expect(unit, key).toBe(FIGURES[key as FigureKey].unit);
  }
});

test('its examples, computed by hand, are what the code says', () => {
  const { team, alerts, pager, 'me/ann': ann } = chaptersOf(EXAMPLE, TEST_ZONES);
  const groups = [...(alerts?.groups ?? []), ...(team?.groups ?? [])];
  const places = [
    team?.figures,
    pager?.figures,
    groups.find(({ id }) => id === 'grafana/Disk full')?.figures,
    groups.find(({ by, id }) => by === 'step' && id === '1')?.figures,
    ann?.figures,
  ];
  const valueOf = (key: string) =>
    places.flatMap((figures): readonly Figure[] => figures ?? []).find((figure) => figure.key === key)?.value;
  expect(rows.map(({ key }) => [key, valueOf(key)])).toEqual(rows.map(({ key, value }) => [key, value]));
});

test('it and the definitions that go with the figures state what the settings are', () => {
  const { sleep, work, mergeWithin, longestEstimate, hourWeights, interruptionPoints } = INSIGHT_SETTINGS;
  const weights = Object.values(hourWeights);
  const points = Object.values(interruptionPoints);
  const said = (key: FigureKey, ...values: readonly unknown[]) => {
    const definition = definitionOf(key, INSIGHT_SETTINGS);
    expect(
      values.filter((value) => !definition.includes(String(value))),
      definition,
    ).toEqual([]);
  };
  said('interruptions', `${mergeWithin / SECOND} s`);
  said('interruptions.work', 'Monday to Friday', hoursText(work));
  said('interruptions.off', hoursText(work), hoursText(sleep));
  for (const key of ['interruptions.sleep', 'brokenNights', 'duty.night', 'sleepCost'] as const) {
    said(key, hoursText(sleep));
  }
  said('effort.estimated', `${longestEstimate / HOUR} h`);
  said('points', hoursText(sleep), ...weights, ...points);
  expect(definitionOf('points', { sleep: { from: 21 * HOUR, to: 6.5 * HOUR } })).toContain('21:00–06:30');

  expect(text).toContain(`Those within ${mergeWithin / SECOND} seconds of the first are one.`);
  expect(text).toContain(`**Sleep**: ${hoursText(sleep).replace('–', ' to ')}`);
  expect(text).toContain(`**Work**: ${hoursText(work).replace('–', ' to ')} from Monday to Friday`);
  expect(text).toContain(`${longestEstimate / HOUR} hours at most`);
  const { day, evening, night, weekend, holiday } = hourWeights;
  expect(text).toContain(
    `(day ${day}, evening ${evening}, night ${night}, weekend ${weekend}, public holiday ${holiday})`,
  );
  const { sleep: asleep, off, work: atWork } = interruptionPoints;
  expect(text).toContain(`${asleep} (sleep), ${off} (off) or ${atWork} (work)`);
});
