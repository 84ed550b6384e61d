/** Random schedules in the terms of JSM, imported, against the model of Opsgenie, whose rules JSM has kept. */
import { test } from 'vitest';
import { jsm } from '../../../../backend-shim/modules/importing/client/pagers/jsm/definition.ts';
import type { PagerSnapshot } from '../../../../backend-shim/modules/importing/client/pager.ts';
import { TIME_LIMIT } from '../../../oracle/runs.ts';
import { PEOPLE } from './opsgenie-cases.ts';
import type { ModelPeriod, RandomSchedule } from './opsgenie-cases.ts';
import { proveAll } from './opsgenie-proof.ts';

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
  () => proveAll(jsm, snapshotOf, 100),
  TIME_LIMIT,
);
