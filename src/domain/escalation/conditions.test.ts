import { expect, it } from 'vitest';
import { failingCondition } from '#domain/escalation/conditions';
import type { StepConditions } from '#domain/escalation/policy';
import { draftOf } from '#domain/incident/draft';
import { facts, incident, NOON } from '#domain/incident/incident.fake';
import { MINUTE } from '#domain/time/duration';

/** Noon of the tests is a Monday. */
const window = (from: string, to: string) => ({
  timeZone: 'UTC',
  holidays: null,
  windows: [{ days: ['mon' as const], from, to }],
});
const label = (value: string) => ({ name: 'env', operator: '=' as const, value });

function failing(when: Partial<StepConditions>) {
  const draft = draftOf(
    incident({ labels: { env: 'prod' } }),
    NOON,
    facts({ signalsSince: (_id, since) => (since === NOON - MINUTE ? 3 : 0) }),
  );
  return failingCondition({ window: null, minSeverity: null, match: [], alerts: null, ...when }, draft)?.data ?? null;
}

it.each<[string, Partial<StepConditions>, object | null]>([
  ['none', {}, null],
  ['a window that is open', { window: window('09:00', '17:00') }, null],
  ['a window that is closed', { window: window('13:00', '17:00') }, { reason: 'window' }],
  ['the severity itself', { minSeverity: 'error' }, null],
  ['a higher severity', { minSeverity: 'critical' }, { reason: 'severity', severity: 'error', needed: 'critical' }],
  ['a matcher that matches', { match: [label('prod')] }, null],
  ['a matcher that does not', { match: [label('test')] }, { reason: 'match' }],
  ['as many alerts as there were', { alerts: { count: 3, within: MINUTE } }, null],
  [
    'one more than there were',
    { alerts: { count: 4, within: MINUTE } },
    { reason: 'alerts', seen: 3, needed: 4, within: MINUTE },
  ],
])('%s', (_what, when, expected) => {
  expect(failing(when)).toEqual(expected);
});
