/** What a switch between real and shadow leaves in an incident. */
import { describe, expect, it, test } from 'vitest';
import { alert, ANN, apply, known, NOON, paged, running, signal, step, user } from '#domain/incident/incident.fake';
import type { Incident } from '#domain/incident/model';
import { unattended } from '#domain/incident/progress/watchdog';
import { HOUR, MINUTE } from '#domain/time/duration';

const NOW = NOON + MINUTE;
const open = running([step([user('ann')]), step([user('ben')])], { ackTimeout: HOUR });
const command = (incident: Incident, given: Parameters<typeof apply>[2][number]) =>
  apply(incident, NOW, [given]).incident;
const acknowledged = command(open, { kind: 'command', command: { kind: 'acknowledge' }, actor: ANN });
const snoozed = command(open, { kind: 'command', command: { kind: 'snooze', until: NOON + HOUR }, actor: ANN });
const resolved = command(open, { kind: 'command', command: { kind: 'resolve' }, actor: ANN });
const switched = (incident: Incident, change: 'began' | 'over') => apply(incident, NOW, [{ kind: 'shadow', change }]);
const END = { kind: 'endPages', users: 'all', reason: 'shadow' };

describe('into shadow', () => {
  it.each([
    ['open', open],
    ['acknowledged', acknowledged],
    ['snoozed', snoozed],
  ])('%s: pages end, everything else goes on', (_, incident) => {
    const { incident: after, effects } = switched(incident, 'began');
    expect(after).toEqual({ ...incident, version: incident.version + 1 });
    expect(effects).toMatchObject([{ kind: 'timeline', entry: { kind: 'shadow', data: { reason: 'began' } } }, END]);
  });
});

describe('back to real', () => {
  test.each([
    ['open', open, { state: 'open', exhausted: true }],
    ['snoozed', snoozed, { state: 'open', exhausted: true, snoozedUntil: null }],
    ['acknowledged', acknowledged, { state: 'acknowledged', exhausted: false, acknowledgedBy: 'ann' }],
  ])('%s: nobody is paged by itself, for days', (_, incident, expected) => {
    const { incident: after, effects } = switched(incident, 'over');
    expect(after).toMatchObject({ ...expected, timers: {} });
    expect(unattended(after)).toBeNull();
    expect(effects).toMatchObject([{ kind: 'timeline', entry: { kind: 'shadow', data: { reason: 'over' } } }, END]);
    const later = apply(after, NOON + 100 * HOUR, [{ kind: 'timers' }, { kind: 'repair' }]);
    expect(paged(later.effects)).toEqual([]);
  });

  const after = switched(open, 'over').incident;
  test.each([
    ['a new alert', signal(alert({ fingerprint: 'other' }))],
    ['escalate', { kind: 'command', command: { kind: 'escalate' }, actor: ANN }],
    ['restart', { kind: 'command', command: { kind: 'restart', policy: null }, actor: ANN }],
  ] as const)('%s pages from step 1', (_, event) => {
    const first = apply(after, NOW, [event]);
    const then = apply(first.incident, NOW, [{ kind: 'timers' }]);
    expect([...paged(first.effects), ...paged(then.effects)]).toEqual(['ann default']);
  });

  it('the source still resolves it', () => {
    expect(apply(after, NOW, [signal(alert({ status: 'resolved' }), known())]).incident.state).toBe('resolved');
  });
});

it('a resolved incident is left alone', () => {
  expect(switched(resolved, 'over').effects).toEqual([]);
  expect(switched(resolved, 'began').effects).toEqual([]);
});
