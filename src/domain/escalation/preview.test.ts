/** The preview folds what runs; these are the places where it must not stop short or go on for ever. */
import { describe, expect, test } from 'vitest';
import { preview } from '#domain/escalation/preview';
import type { PreviewSubject } from '#domain/escalation/preview';
import { facts, NOON, policy, responder, step, user } from '#domain/incident/incident.fake';
import { HOUR, MINUTE } from '#domain/time/duration';

function subject(steps: PreviewSubject['policy']['steps'], changes: Partial<PreviewSubject> = {}, repeat = 0): PreviewSubject {
  const alert = { title: 'Disk full', severity: 'error' as const, labels: { env: 'prod' }, source: 'webhook' as const, integration: 'scripts' };
  return { policy: policy(steps, { repeat }), alert, team: 'sre', urgency: null, holdUntil: null, at: NOON, ...changes };
}

function pages(of: PreviewSubject, given = facts()): string[] {
  const { entries } = preview(of, given);
  return entries.flatMap(({ at, people, channels }) => [...people.map((one) => one.user), ...channels.map((id) => `#${id}`)].map((who) => `+${(at - NOON) / MINUTE} ${who}`));
}

test('steps come one after the other, passes too, then the managers', () => {
  expect(pages(subject([step([{ kind: 'rota', rota: 'sre', who: 'current' }]), step([user('ben'), { kind: 'channel', channel: 'room' }])], {}, 1))).toEqual([
    '+0 ann', '+5 ben', '+5 #room', '+10 ann', '+15 ben', '+15 #room', '+20 cleo',
  ]);
});

test('a hole in a rota is passed at once, and the next pass waits', () => {
  const hole = facts({ onCall: () => [] });
  const { entries, ends } = preview(subject([step([{ kind: 'rota', rota: 'sre', who: 'current' }])], {}, 1), hole);
  expect(entries.filter(({ kind }) => kind === 'skipped').map(({ at }) => (at - NOON) / MINUTE)).toEqual([0, 5]);
  expect(ends).toBe('exhausted');
});

test('a person whom nothing reaches is left at once, as when every delivery fails', () => {
  const mute = facts({ responder: (login) => responder(login, login === 'ann' ? { contactMethods: [] } : {}) });
  expect(pages(subject([step([user('ann')]), step([user('ben')])]), mute)).toEqual(['+0 ann', '+0 ben', '+5 cleo']);
});

test('a maintenance holds the beginning', () => {
  expect(pages(subject([step([user('ann')])], { holdUntil: NOON + HOUR }))).toEqual(['+60 ann', '+65 cleo']);
});

describe('conditions', () => {
  test('see the alert as it is', () => {
    const onlyCritical = step([user('ann')], { when: { window: null, minSeverity: 'critical', match: [], alerts: null } });
    expect(pages(subject([onlyCritical, step([user('ben')])]))).toEqual(['+0 ben', '+5 cleo']);
  });

  test('that count alerts see the one', () => {
    const many = step([user('ann')], { when: { window: null, minSeverity: null, match: [], alerts: { count: 2, within: HOUR } } });
    const one = step([user('ben')], { when: { window: null, minSeverity: null, match: [], alerts: { count: 1, within: HOUR } } });
    expect(pages(subject([many, one]))).toEqual(['+0 ben', '+5 cleo']);
  });
});

test('how each is reached is told, quiet hours included', () => {
  const quiet = { timeZone: 'UTC', holidays: null, windows: [{ days: ['daily' as const], from: '11:00', to: '13:00' }] };
  const given = facts({ responder: (login) => responder(login, { quietHours: quiet }) });
  const { entries } = preview(subject([step([user('ann')])]), given);
  expect(entries.find(({ kind }) => kind === 'step')?.people).toEqual([
    { user: 'ann', urgency: 'default', heldUntil: NOON + HOUR, methods: [{ method: 'email', type: 'email', at: NOON + HOUR }] },
  ]);
});

test('the longest policy comes to an end', () => {
  const long = subject(Array.from({ length: 100 }, () => step([user('ann')], { wait: 7 * 24 * HOUR })), {}, 10);
  expect(preview(long, facts()).ends).toBe('cut');
});
