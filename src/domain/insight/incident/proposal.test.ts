import { expect, test } from 'vitest';
import { figure } from '#domain/insight/figure';
import type { FigureKey } from '#domain/insight/figure';
import { proposalOf } from '#domain/insight/incident/proposal';

const of = (given: Partial<Record<FigureKey, [value: number, n: number]>>) =>
  proposalOf(Object.entries(given).map(([key, [value, n]]) => figure(key as FigureKey, value, n)));

test.each([
  ['another-team', { notOurs: [60, 5], useless: [100, 5] }],
  ['delete', { notOurs: [50, 4], useless: [75, 4] }],
  ['delay', { useless: [100, 2], 'selfHealed.share': [51, 3] }],
  ['threshold', { 'selfHealed.share': [50, 10], nothingDone: [67, 3] }],
  ['by-day', { sleepCost: [3, 3], useless: [0, 0] }],
  [null, { sleepCost: [3, 3], useless: [0, 1] }],
  [null, { useless: [100, 2], nothingDone: [100, 2], sleepCost: [2, 2] }],
] as const)('proposes %s where the figures say so', (proposal, figures) => {
  expect(of(figures as unknown as Parameters<typeof of>[0])).toBe(proposal);
});
