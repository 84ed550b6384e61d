import { describe, expect, it } from 'vitest';
import { nextForPeople, nextOf } from '#domain/escalation/next';
import { apply, facts, incident, NOON, policy, running, step, user } from '#domain/incident/incident.fake';
import type { StepTarget } from '#domain/escalation/policy';
import type { Incident, IncidentTimers } from '#domain/incident/model';
import { HOUR, MINUTE } from '#domain/time/duration';

const rota = step([
  { kind: 'rota', rota: 'sre', who: 'next' },
  { kind: 'channel', channel: 'room' },
]);

describe('what comes next', () => {
  it('the next step', () => {
    expect(nextOf(running([step([user('ann')]), rota]))).toEqual({
      at: NOON + 5 * MINUTE,
      what: 'step 2 of 2 pages rota sre (next), channel room',
      why: {
        reason: 'pages',
        data: {
          step: 2,
          steps: 2,
          pass: null,
          passes: 1,
          targets: [
            { kind: 'rota', id: 'sre', who: 'next' },
            { kind: 'channel', id: 'room', who: null },
          ],
        },
      },
    });
  });

  it('the next pass', () => {
    expect(nextOf(running([step([user('ann')])], { repeat: 2 }))?.what).toBe(
      'the steps start again (pass 2 of 3): step 1 of 1 pages ann',
    );
  });

  it('the end', () => {
    expect(nextOf(running([step([user('ann')])]))?.what).toBe('nobody is left to page, managers will be told');
  });

  it('nothing once it is exhausted', () => {
    expect(nextOf(apply(running([step([user('ann')])]), NOON + HOUR, [{ kind: 'timers' }]).incident)).toBeNull();
  });

  it('an automatic resolution is named only where nothing else waits', () => {
    const base = running([step([user('ann')]), rota]);
    expect(nextOf({ ...base, timers: { escalate: NOON + 2, autoResolve: NOON + 1 } })?.at).toBe(NOON + 2);
    expect(nextOf({ ...base, timers: { autoResolve: NOON + 1 } })).toEqual({
      at: NOON + 1,
      what: 'it resolves if no signal comes',
      why: { reason: 'auto-resolve' },
    });
  });
});

describe('by timer', () => {
  it.each<[keyof IncidentTimers, string, string]>([
    ['wake', 'wake', 'the snooze ends and the escalation starts at step 1'],
    ['hold', 'hold', 'the maintenance ends and the escalation starts at step 1'],
    ['downtime', 'downtime', 'the downtime in the source ends and the escalation starts at step 1'],
    ['silence', 'silence', 'the silence in the source ends and the escalation goes on'],
    ['answer', 'answer', 'without an answer of the source the escalation goes on'],
    ['confirm', 'confirm', 'the acknowledger is asked whether they are still on it'],
    ['confirmLimit', 'confirm-limit', 'without an answer the escalation goes on'],
    ['resolve', 'resolve', 'it resolves if it stays quiet'],
    ['autoResolve', 'auto-resolve', 'it resolves if no signal comes'],
  ])('%s', (timer, reason, what) => {
    expect(nextOf(incident({ timers: { [timer]: NOON } }))).toEqual({ at: NOON, what, why: { reason } });
  });

  it('the earliest of several, whatever their order', () => {
    for (const timers of [
      { escalate: NOON + 2, resolve: NOON + 1 },
      { resolve: NOON + 1, escalate: NOON + 2 },
    ]) {
      expect(nextOf({ ...running([step([user('ann')])]), timers })).toMatchObject({
        at: NOON + 1,
        why: { reason: 'resolve' },
      });
    }
  });

  it('what holds paging is nothing to wait for once somebody has it', () => {
    const held: IncidentTimers = { hold: NOON, downtime: NOON, silence: NOON, answer: NOON };
    expect(nextOf(incident({ state: 'acknowledged', timers: held }))).toBeNull();
    expect(nextOf(incident({ state: 'acknowledged', timers: { ...held, confirm: NOON + 1 } }))?.why).toEqual({
      reason: 'confirm',
    });
    expect(nextOf(incident({ state: 'open', timers: held }))?.at).toBe(NOON);
  });
});

describe('of the escalation', () => {
  const at = (of: number, changes: object = {}, pass = 0): Incident => {
    const copy = policy([step([user('ann')]), step([]), rota], { repeat: 2, ...changes });
    return incident({
      run: { policy: copy, pass, passStartedAt: NOON, step: of, entry: 1, paged: [] },
      timers: { escalate: NOON },
    });
  };

  it.each<[string, Incident, string, object]>([
    [
      'the first step',
      at(-1),
      'step 1 of 3 pages ann',
      {
        reason: 'pages',
        data: { step: 1, steps: 3, pass: null, passes: 3, targets: [{ kind: 'user', id: 'ann', who: null }] },
      },
    ],
    ['a wait', at(0), 'step 2 of 3 waits', { reason: 'waits', data: { step: 2, steps: 3, pass: null, passes: 3 } }],
    [
      'between two passes',
      at(3),
      'the steps start again (pass 2 of 3): step 1 of 3 pages ann',
      {
        reason: 'pages',
        data: { step: 1, steps: 3, pass: 2, passes: 3, targets: [{ kind: 'user', id: 'ann', who: null }] },
      },
    ],
    [
      'after the last step',
      at(2, {}, 1),
      'the steps start again (pass 3 of 3): step 1 of 3 pages ann',
      {
        reason: 'pages',
        data: { step: 1, steps: 3, pass: 3, passes: 3, targets: [{ kind: 'user', id: 'ann', who: null }] },
      },
    ],
    [
      'after the last pass',
      at(2, {}, 2),
      'nobody is left to page, managers will be told',
      { reason: 'exhausted', data: { targets: null } },
    ],
    [
      'of a policy that tells nobody at its end',
      at(2, { onExhausted: [] }, 2),
      'nobody is left to page',
      { reason: 'exhausted', data: { targets: [] } },
    ],
    [
      'of a policy that names whom it tells at its end',
      at(2, { onExhausted: [user('ann')] }, 2),
      'nobody is left to page, ann will be told',
      { reason: 'exhausted', data: { targets: [{ kind: 'user', id: 'ann', who: null }] } },
    ],
    [
      'of a policy without steps',
      at(-1, { steps: [] }),
      'nobody is left to page, managers will be told',
      { reason: 'exhausted', data: { targets: null } },
    ],
    [
      'without a run',
      incident({ run: null, timers: { escalate: NOON } }),
      'the escalation goes on',
      { reason: 'goes-on' },
    ],
  ])('%s', (_what, of, what, why) => {
    expect(nextOf(of)).toEqual({ at: NOON, what, why });
  });

  it.each<[StepTarget, string, object[]]>([
    [user('ann'), 'ann', [{ kind: 'user', id: 'ann', who: null }]],
    [{ kind: 'team', team: 'sre' }, 'team sre', [{ kind: 'team', id: 'sre', who: null }]],
    [{ kind: 'rota', rota: 'sre', who: 'current' }, 'rota sre', [{ kind: 'rota', id: 'sre', who: 'current' }]],
    [
      { kind: 'rota', rota: 'sre', who: 'everyone' },
      'rota sre (everyone)',
      [{ kind: 'rota', id: 'sre', who: 'everyone' }],
    ],
    [
      { kind: 'roundRobin', users: ['ann', 'ben'] },
      'one of ann, ben',
      [
        { kind: 'user', id: 'ann', who: null },
        { kind: 'user', id: 'ben', who: null },
      ],
    ],
    [{ kind: 'channel', channel: 'room' }, 'channel room', [{ kind: 'channel', id: 'room', who: null }]],
  ])('%o is %s', (target, what, targets) => {
    const next = nextOf(at(-1, { steps: [step([target])] }));
    expect(next?.what).toBe(`step 1 of 1 pages ${what}`);
    expect(next?.why).toMatchObject({ data: { targets } });
  });
});

describe('in messages', () => {
  it('people and rooms by their names', () => {
    const next = nextForPeople(running([step([user('ann')]), rota]), facts(), () => 'SRE room');
    expect(next).toEqual({ at: NOON + 5 * MINUTE, step: { kind: 'page', names: ['ben', 'SRE room'] } });
  });

  it('the managers at the end', () => {
    expect(nextForPeople(running([step([user('ann')])]), facts(), String)?.step).toEqual({
      kind: 'exhausted',
      names: ['cleo'],
    });
  });

  it('the first step again, before the next pass', () => {
    expect(nextForPeople(running([step([user('ann')])], { repeat: 1 }), facts(), String)?.step).toEqual({
      kind: 'repeat',
      names: ['ann'],
    });
  });

  it('people by their names, and whoever the policy tells at the end', () => {
    const named = facts({ responder: (login) => ({ ...facts().responder(login)!, name: `${login} Martin` }) });
    expect(nextForPeople(running([step([user('ann')])], { onExhausted: [user('ben')] }), named, String)?.step).toEqual({
      kind: 'exhausted',
      names: ['ben Martin'],
    });
  });

  it('whose turn it will be, of the step that comes', () => {
    const turns = facts({ turn: (key) => (key === 'p/1/0' ? 1 : 0) });
    expect(
      nextForPeople(
        running([step([user('ann')]), step([{ kind: 'roundRobin', users: ['ann', 'ben'] }])]),
        turns,
        String,
      )?.step.names,
    ).toEqual(['ben']);
  });

  it('whoever is on call when the time window of the step opens', () => {
    const given = facts({ onCall: (_rota, _who, at) => (at < NOON + HOUR ? ['ann'] : ['ben']) });
    const evening = {
      id: 'w',
      window: {
        timeZone: 'UTC',
        holidays: null,
        windows: [{ days: ['daily' as const], from: '15:00', to: '16:00' }],
      },
    };
    const waits = step([{ kind: 'rota', rota: 'sre', who: 'current' }], { until: evening });
    expect(nextForPeople(running([step([user('cleo')]), waits]), given, String)).toMatchObject({
      at: NOON + 3 * HOUR,
      step: { names: ['ben'] },
    });
  });

  it('nothing where nothing runs', () => {
    expect(nextForPeople(incident({ run: null, timers: { escalate: NOON } }), facts(), String)).toBeNull();
    expect(nextForPeople({ ...running([step([user('ann')])]), timers: {} }, facts(), String)).toBeNull();
  });

  it('nothing for what somebody has', () => {
    const taken = { ...running([step([user('ann')]), rota]), state: 'acknowledged' as const };
    expect(nextForPeople(taken, facts(), String)).toBeNull();
  });
});
