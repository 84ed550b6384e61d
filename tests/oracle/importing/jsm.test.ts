/** Random schedules in the terms of JSM, imported, against the model of Opsgenie, whose rules JSM has kept. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsm } from '../../../backend-shim/importing/pagers/jsm/definition.ts';
import type { PagerSnapshot } from '../../../backend-shim/importing/pager.ts';
import { TIME_LIMIT } from '../runs.ts';
import { anyCase, PEOPLE } from './opsgenie-cases.ts';
import type { ModelPeriod, RandomSchedule } from './opsgenie-cases.ts';
import { modelOf, planAndProve } from './prove-random.ts';
import { casesOf } from './ranges.ts';

const DAY = 86_400_000;

function snapshotOf(one: RandomSchedule, periods: readonly ModelPeriod[]): PagerSnapshot {
  const rotations = [...Map.groupBy(periods, ({ rotation }) => rotation)].map(([id, some]) => ({
    id,
    periods: some.map(({ start: startDate, end: endDate, user, type }) => ({
      startDate,
      endDate,
      type: type === 'default' ? 'base' : type,
      responder: { type: 'user', id: user },
    })),
  }));
  const gone = { id: 'r-gone', deleted: true, periods: rotations.flatMap((rotation) => rotation.periods).slice(0, 3) };
  return {
    config: [
      ...PEOPLE.map((accountId) => ({ kind: 'users', id: accountId, body: { accountId, displayName: accountId } })),
      { kind: 'schedules', id: 's-1', body: { ...one.schedule, teamId: 't-1' } },
      ...one.forwardings.map(({ fromUser, toUser, ...rule }) => ({
        kind: 'forwarding',
        id: 'f-1',
        body: { ...rule, id: 'f-1', fromUserId: fromUser.id, toUserId: toUser.id },
      })),
    ],
    answers: [
      {
        schedule: 's-1',
        endpoint: '',
        from: one.from,
        to: one.to,
        pages: [
          { finalTimeline: { rotations: [...rotations, gone] } },
          {
            values: one.overrides.map(({ user: responder, rotations: named, ...override }) => ({
              ...override,
              responder,
              rotationIds: named.map(({ id }) => id),
            })),
          },
        ],
      },
    ],
    problems: [],
    from: Date.parse(one.from) + DAY,
    to: Date.parse(one.to) - DAY,
  };
}

test(
  'random schedules are the same as their model, in every hour of 90 days',
  () => {
    const { numRuns, seed } = casesOf(100);
    const cases: RandomSchedule[] = fc.sample(anyCase, { numRuns, seed });
    const answers = modelOf<ModelPeriod[]>('opsgenie.py', cases);
    const classes: Record<string, number> = {};
    cases.forEach((one, i) => {
      const proven = planAndProve(jsm, snapshotOf(one, answers[i] ?? []));
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
