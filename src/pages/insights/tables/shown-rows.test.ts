import { expect, test } from 'vitest';
import type { FigureGroupWire } from '#contract/insight/insight';
import { wireFigure } from '../figure.fake.ts';
import { columnsOf, withSleepFirst } from './shown-rows.ts';

const alert = (id: string, sleep: number | null, paged: number): FigureGroupWire => ({
  by: 'alert',
  id,
  alert: { integration: 'am', name: id, link: null, proposal: null },
  figures: [wireFigure('sleepCost', sleep), wireFigure('paged', paged), wireFigure('useless', null)],
});

test('alerts that cost sleep come first, and those that paged nobody are no rows', () => {
  const groups = [alert('dear', 3, 3), alert('quiet', 0, 0), alert('mail', 0, 2), alert('often', null, 9)];
  const { rows, isOfSleep } = withSleepFirst(groups);
  expect([rows.map(({ id }) => id), isOfSleep]).toEqual([['dear', 'often', 'mail'], true]);
  expect(withSleepFirst([alert('mail', 0, 2)]).isOfSleep).toBe(false);
});

test('a column of zeros and dashes is none', () => {
  expect(columnsOf([alert('mail', 0, 2)], ['paged', 'sleepCost', 'useless'])).toEqual(['paged']);
});
