import { expect, it, vi } from 'vitest';
import { advanceOrFallback } from '#domain/incident/progress/advance-or-fallback';
import { facts, incident, NOON, policy, step, user } from '#domain/incident/incident.fake';
import { MINUTE } from '#domain/time/duration';

const steps = [step([{ kind: 'rota', rota: 'sre', who: 'current' }]), step([user('ben')], { wait: 7 * MINUTE })];
const due = incident({
  run: { policy: policy(steps), pass: 0, passStartedAt: NOON, step: -1, entry: 0, paged: [] },
  timers: { escalate: NOON },
  firing: [0, 0, 1, 0],
});

it('an incident advances without a report', () => {
  const report = vi.fn();
  expect(advanceOrFallback(due, [{ kind: 'timers' }], NOON, facts(), report).incident.run?.step).toBe(0);
  expect(report).not.toHaveBeenCalled();
});

it('what throws is reported, and the next step that can be entered is', () => {
  const report = vi.fn();
  const error = new Error('out of order');
  const broken = facts({
    onCall: () => {
      throw error;
    },
  });
  expect(advanceOrFallback(due, [{ kind: 'timers' }], NOON, broken, report).incident.run?.step).toBe(1);
  expect(report).toHaveBeenCalledExactlyOnceWith(error);
});
