/** Proves random schedules with the rules of Opsgenie, in the terms of a pager that has them. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { PagerImport, PagerSnapshot } from '../../../../backend-shim/modules/importing/client/pager.ts';
import { anyCase } from './opsgenie-cases.ts';
import type { ModelPeriod, RandomSchedule } from './opsgenie-cases.ts';
import { modelOf, planAndProve } from './prove-random.ts';
import { casesOf } from './ranges.ts';

/** @param usual number of cases in `npm test` */
export function proveAll(
  pager: PagerImport,
  snapshotOf: (one: RandomSchedule, periods: readonly ModelPeriod[]) => PagerSnapshot,
  usual: number,
): void {
  const { numRuns, seed } = casesOf(usual);
  const cases: RandomSchedule[] = fc.sample(anyCase, { numRuns, seed });
  const answers = modelOf<ModelPeriod[]>('opsgenie.py', cases);
  const classes: Record<string, number> = {};
  cases.forEach((one, i) => {
    const proven = planAndProve(pager, snapshotOf(one, answers[i] ?? []));
    classes[proven.class] = (classes[proven.class] ?? 0) + 1;
    expect(proven.unexplained, JSON.stringify({ case: one, rota: proven.rota })).toEqual([]);
    expect(proven.explained.filter((cause) => cause !== 'dst')).toEqual([]);
  });
  // Writing answers down proves nothing: all are computed.
  expect(classes['frozen']).toBeUndefined();
  expect((classes['exact'] ?? 0) + (classes['rewritten'] ?? 0)).toBeGreaterThan(numRuns * 0.5);
}
