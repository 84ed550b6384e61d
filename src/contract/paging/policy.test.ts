import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '#domain/time/duration';
import type { TimeWindow } from '#domain/time/window';
import { parse } from '#contract/base/schema';
import { escalationPolicy, toPolicy } from '#contract/paging/policy';
import type { WindowLookup } from '#contract/time/time-window';

const office: TimeWindow = {
  timeZone: 'Europe/Paris',
  holidays: 'FR',
  windows: [{ days: ['workday'], from: '09:00', to: '18:00' }],
};
const lookup: WindowLookup = { timeWindow: () => office };

function policyOf(input: object) {
  const result = parse(escalationPolicy, { id: 'p', ...input });
  if (!result.ok) {
    throw new Error(JSON.stringify(result.problems));
  }
  return toPolicy(result.value, lookup);
}

function problems(steps: unknown): string[] {
  const result = parse(escalationPolicy, { id: 'p', steps });
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path} ${message}`);
}

test('defaults', () => {
  expect(policyOf({ steps: [{ notify: [{ rota: 'sre' }] }] })).toEqual({
    id: 'p',
    name: 'p',
    team: null,
    repeat: 0,
    ackTimeout: 24 * HOUR,
    onExhausted: null,
    steps: [
      {
        notify: [{ kind: 'rota', rota: 'sre', who: 'current' }],
        urgency: null,
        wait: 5 * MINUTE,
        when: null,
        requireAcks: 1,
        onlyNew: false,
      },
    ],
  });
});

test('every target', () => {
  const notify = [
    { rota: 'sre', who: 'everyone' },
    { user: 'ann' },
    { team: 'sre' },
    { roundRobin: ['ann', 'ben'] },
    { channel: 'room' },
  ];
  expect(policyOf({ steps: [{ notify }], onExhausted: [{ user: 'cleo' }] })).toMatchObject({
    onExhausted: [{ kind: 'user', user: 'cleo' }],
    steps: [
      {
        notify: [
          { kind: 'rota', who: 'everyone' },
          { kind: 'user', user: 'ann' },
          { kind: 'team', team: 'sre' },
          { kind: 'roundRobin', users: ['ann', 'ben'] },
          { kind: 'channel', channel: 'room' },
        ],
      },
    ],
  });
});

test('no acknowledgement timeout', () => {
  expect(policyOf({ ackTimeout: 'none', steps: [{ notify: [] }] }).ackTimeout).toBeNull();
});

test('a condition is a time window, or several things that must all hold', () => {
  const when = { window: 'office', severity: 'error', match: ['team="db"'], alerts: { count: 3, within: '10m' } };
  const steps = policyOf({
    steps: [
      { notify: [], when: 'office' },
      { notify: [], when },
      { notify: [], when: { window: office } },
    ],
  }).steps;
  expect(steps.map((step) => step.when)).toEqual([
    { window: office, minSeverity: null, match: [], alerts: null },
    {
      window: office,
      minSeverity: 'error',
      match: [{ name: 'team', operator: '=', value: 'db' }],
      alerts: { count: 3, within: 10 * MINUTE },
    },
    { window: office, minSeverity: null, match: [], alerts: null },
  ]);
});

test.each([
  [[], 'steps must not be empty; add at least one entry'],
  [[{}], 'steps[0].notify is missing; give a list'],
  [[{ notify: [{}] }], 'steps[0].notify[0] must have exactly one of rota, user, team, roundRobin, channel'],
  [
    [{ notify: [{ user: 'ann', rota: 'sre' }] }],
    'steps[0].notify[0] must have exactly one of rota, user, team, roundRobin, channel, not rota and user',
  ],
  [[{ notify: [{ user: 'ann', who: 'next' }] }], 'steps[0].notify[0].who belongs to rota only'],
  [
    [{ notify: [{ rota: 'sre', who: 'nxt' }] }],
    'steps[0].notify[0].who must be current, next or everyone. Did you mean "next"?',
  ],
  [[{ notify: [], wait: '5min' }], 'steps[0].wait must be a duration such as 0s, 30s, 5m, 1h30m or 2d'],
  [[{ notify: [], when: { match: ['team=='] } }], /^steps\[0\]\.when\.match\[0\] "==" is not an operator/],
  [[{ notify: [], when: { alerts: { count: 0, within: '1m' } } }], 'steps[0].when.alerts.count must be at least 1'],
  [[{ notify: [], requireAcks: 0 }], 'steps[0].requireAcks must be at least 1'],
])('%j → %s', (steps, problem) => {
  expect(problems(steps)).toContainEqual(problem instanceof RegExp ? expect.stringMatching(problem) : problem);
});
