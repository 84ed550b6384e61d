import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { EXAMPLE } from '#domain/insight/example.fake';
import { FIGURE_KEYS, FIGURES } from '#domain/insight/figure';
import type { Figure, FigureKey } from '#domain/insight/figure';
import { chaptersOf } from '#domain/insight/history.fake';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import { root } from './scan.ts';

const rows = readFileSync(path.join(root, 'docs/insights.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, key, unit, , example] = /^\| `([\w.]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/.exec(line) ?? [];
    return key === undefined
      ? []
      : [{ key, unit, value: Number(/\*\*([\d.]+)\*\*$/.exec(example?.trim() ?? '')?.[1]) }];
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
