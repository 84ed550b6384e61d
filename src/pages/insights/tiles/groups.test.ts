import { expect, test } from 'vitest';
import type { FigureWire } from '#contract/insight/insight';
import type { FigureKey } from '#domain/insight/figure';
import { FIGURE_KEYS } from '#domain/insight/figure';
import { wireFigure } from '../figure.fake.ts';
import { tileGroups } from './groups.ts';

const keysOf = (figures: FigureWire[], before: FigureWire[] | null = null) =>
  tileGroups(figures, before).map(({ name, tiles }) => `${name}: ${tiles.map(({ figure }) => figure.key).join(' ')}`);

test('what went worse comes first, in its group and with its group', () => {
  const now = [
    wireFigure('incidents', 9),
    wireFigure('missed', 1),
    wireFigure('brokenNights', 12),
    wireFigure('duty', 40),
  ];
  const before = [wireFigure('incidents', 9), wireFigure('missed', 1), wireFigure('brokenNights', 4)];
  expect(keysOf(now, before)).toEqual(['load: brokenNights duty', 'answers: missed', 'pager: incidents']);
  const missed = [wireFigure('missed', 0), wireFigure('brokenNights', 12)];
  expect(keysOf(now, missed)).toEqual(['answers: missed', 'load: brokenNights duty', 'pager: incidents']);
});

test('a time is one tile with what else is told of it', () => {
  const [group] = tileGroups(
    [wireFigure('timeToPage.median', 5), wireFigure('timeToPage.mean', 7), wireFigure('timeToPage.p90', 20)],
    null,
  );
  expect(group?.tiles.map(({ figure, more }) => [figure.key, more.map(({ key }) => key)])).toEqual([
    ['timeToPage.median', ['timeToPage.mean', 'timeToPage.p90']],
  ]);
});

test('no tile is without a value: it is said once for all why, and nothing where there was nothing', () => {
  const none = (key: FigureKey, why: FigureWire['why']) => ({ ...wireFigure(key, null), why });
  const [group] = tileGroups(
    [
      none('answered', 'no-whole-month'),
      none('timeToAnswer.median', 'no-whole-month'),
      none('timeToPage.median', 'nothing'),
      none('snoozed', 'filtered'),
      wireFigure('missed', 0),
    ],
    [none('missed', 'nothing')],
  );
  expect(group?.tiles.map(({ figure, before }) => [figure.key, before])).toEqual([['missed', null]]);
  expect(group?.untold).toEqual([
    { why: 'no-whole-month', keys: ['answered', 'timeToAnswer.median'] },
    { why: 'filtered', keys: ['snoozed'] },
  ]);
});

test('incidents per 12 hours are not told of ten minutes', () => {
  expect(keysOf([wireFigure('loadPerShift', 67.4), wireFigure('duty', 0.2)])).toEqual(['load: duty']);
  expect(keysOf([wireFigure('loadPerShift', 2), wireFigure('duty', 12)])).toEqual(['load: loadPerShift duty']);
});

test('zeros are said where they are good news, or where there was something before', () => {
  const zeros = [
    wireFigure('missed', 0),
    wireFigure('failovers', 0),
    wireFigure('selfHealed', 0),
    wireFigure('missed.exhausted', 0),
  ];
  expect(keysOf(zeros)).toEqual(['answers: missed']);
  expect(tileGroups(zeros, null)[0]?.tiles[0]?.more).toEqual([]);
  expect(keysOf([wireFigure('firstTry', 0), wireFigure('timeToPage.median', 0)])).toEqual([
    'pager: firstTry',
    'answers: timeToPage.median',
  ]);
  expect(keysOf(zeros, [wireFigure('failovers', 2)])).toEqual(['answers: missed', 'pager: failovers']);
});

/** In tables, for each alert or step. */
const IN_TABLES: ReadonlySet<FigureKey> = new Set<FigureKey>([
  'nothingDone',
  'repeats',
  'useless',
  'notOurs',
  'sleepCost',
]);

test('every figure has its place', () => {
  const all = FIGURE_KEYS.map((key) => wireFigure(key, 100));
  const placed = tileGroups(all, null).flatMap(({ tiles }) =>
    tiles.flatMap(({ figure, more }) => [figure.key, ...more.map(({ key }) => key)]),
  );
  expect(new Set(placed).size).toBe(placed.length);
  expect(FIGURE_KEYS.filter((key) => !placed.includes(key) && !IN_TABLES.has(key))).toEqual([]);
});
