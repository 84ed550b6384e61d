/** Random schedules of Opsgenie, imported, against a model of Opsgenie in Python. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { opsgenie } from '../../../backend-shim/importing/pagers/opsgenie/definition.ts';
import { TIME_LIMIT } from '../runs.ts';
import { anyCase, snapshotOf } from './opsgenie-cases.ts';
import type { ModelPeriod, RandomSchedule } from './opsgenie-cases.ts';
import { modelOf, planAndProve } from './prove-random.ts';
import { casesOf } from './ranges.ts';

test(
  'random schedules are the same as their model, in every hour of 90 days',
  () => {
    const { numRuns, seed } = casesOf(200);
    const cases: RandomSchedule[] = fc.sample(anyCase, { numRuns, seed });
    const answers = modelOf<ModelPeriod[]>('opsgenie.py', cases);
    const classes: Record<string, number> = {};
    cases.forEach((one, i) => {
      const proven = planAndProve(opsgenie, snapshotOf(one, answers[i] ?? []));
      classes[proven.class] = (classes[proven.class] ?? 0) + 1;
      expect(proven.unexplained, JSON.stringify({ case: one, rota: proven.rota })).toEqual([]);
      expect(proven.explained.filter((cause) => cause !== 'dst')).toEqual([]);
    });
    // Writing answers down proves nothing: all are computed.
    expect(classes['frozen']).toBeUndefined();
    expect((classes['exact'] ?? 0) + (classes['rewritten'] ?? 0)).toBeGreaterThan(numRuns * 0.5);
  },
  TIME_LIMIT,
);
