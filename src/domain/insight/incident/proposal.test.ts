import { expect, test } from 'vitest';
import { figure } from '#domain/insight/figure';
import type { FigureKey } from '#domain/insight/figure';
import { proposalOf } from '#domain/insight/incident/proposal';

const of = (given: Partial<Record<FigureKey, [value: number, n: number]>>, waking: number) =>
  proposalOf(
    Object.entries(given).map(([key, [value, n]]) => figure(key as FigureKey, value, n)),
    waking,
  );

test.each([
  ['another-team', { notOurs: [60, 5], useless: [100, 5] }, 0],
  ['delete', { notOurs: [50, 4], useless: [75, 4] }, 0],
  ['delay', { useless: [100, 2], 'selfHealed.share': [100, 3] }, 0],
  ['threshold', { 'selfHealed.share': [50, 10], nothingDone: [60, 5] }, 0],
  ['by-day', { sleepCost: [3, 3], useless: [0, 0] }, 3],
  // Rated by somebody.
  [null, { sleepCost: [3, 3], useless: [0, 1] }, 3],
  // Of each, two incidents say so.
  [null, { useless: [66.6667, 3], notOurs: [66.6667, 3] }, 2],
  [null, { 'selfHealed.share': [66.6667, 3], nothingDone: [66.6667, 3] }, 2],
  // One incident that woke three people, or one of them three times.
  [null, { sleepCost: [4, 4], useless: [0, 0] }, 1],
] as const)('proposes %s where three incidents say so', (proposal, figures, waking) => {
  expect(of(figures as unknown as Parameters<typeof of>[0], waking)).toBe(proposal);
});
