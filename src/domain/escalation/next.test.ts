import { describe, expect, it } from 'vitest';
import { nextForPeople, nextOf } from '#domain/escalation/next';
import { apply, facts, NOON, running, step, user } from '#domain/incident/incident.fake';
import { HOUR, MINUTE } from '#domain/time/duration';

const rota = step([{ kind: 'rota', rota: 'sre', who: 'next' }, { kind: 'channel', channel: 'room' }]);

describe('what comes next', () => {
  it('the next step', () => {
    expect(nextOf(running([step([user('ann')]), rota]))).toEqual({
      at: NOON + 5 * MINUTE, what: 'step 2 of 2 pages rota sre (next), channel room',
      why: { reason: 'pages', data: { step: 2, steps: 2, pass: null, passes: 1, targets: [{ kind: 'rota', id: 'sre', who: 'next' }, { kind: 'channel', id: 'room', who: null }] } },
    });
  });

  it('the next pass', () => {
    expect(nextOf(running([step([user('ann')])], { repeat: 2 }))?.what).toBe('the steps start again (pass 2 of 3): step 1 of 1 pages ann');
  });

  it('the end', () => {
    expect(nextOf(running([step([user('ann')])]))?.what).toBe('all steps are done: managers are told');
  });

  it('nothing once it is exhausted', () => {
    expect(nextOf(apply(running([step([user('ann')])]), NOON + HOUR, [{ kind: 'timers' }]).incident)).toBeNull();
  });

  it('an automatic resolution is named only where nothing else waits', () => {
    const base = running([step([user('ann')]), rota]);
    expect(nextOf({ ...base, timers: { escalate: NOON + 2, autoResolve: NOON + 1 } })?.at).toBe(NOON + 2);
    expect(nextOf({ ...base, timers: { autoResolve: NOON + 1 } })).toEqual({ at: NOON + 1, what: 'it resolves if no signal comes', why: { reason: 'auto-resolve' } });
  });
});

describe('in messages', () => {
  it('people and rooms by their names', () => {
    const next = nextForPeople(running([step([user('ann')]), rota]), facts(), () => 'SRE room');
    expect(next).toEqual({ at: NOON + 5 * MINUTE, step: { kind: 'page', names: ['ben', 'SRE room'] } });
  });

  it('the managers at the end', () => {
    expect(nextForPeople(running([step([user('ann')])]), facts(), String)?.step).toEqual({ kind: 'exhausted', names: ['cleo'] });
  });

  it('nothing for what somebody has', () => {
    const taken = { ...running([step([user('ann')]), rota]), state: 'acknowledged' as const };
    expect(nextForPeople(taken, facts(), String)).toBeNull();
  });
});
