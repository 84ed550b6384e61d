import { describe, expect, it } from 'vitest';
import type { Policy, Step } from '#domain/escalation/policy';
import { totalWait } from '#domain/escalation/run';
import {
  alert,
  apply,
  facts,
  incident,
  NOON,
  paged,
  policy,
  responder,
  running,
  step,
  texts,
  user,
} from '#domain/incident/incident.fake';
import type { DecisionFacts } from '#domain/incident/draft';
import type { Incident } from '#domain/incident/model';
import { MINUTE } from '#domain/time/duration';

const tick = (from: Incident, at: number, given: DecisionFacts = facts()) =>
  apply(from, NOON + at, [{ kind: 'timers' }], given);

/** Opens an incident on this policy, at noon. */
function enter(
  steps: Step[],
  changes: Partial<Policy> = {},
  given: DecisionFacts = facts(),
  over: Partial<Incident> = {},
) {
  const run = { policy: policy(steps, changes), pass: 0, passStartedAt: NOON, step: -1, entry: 0, paged: [] };
  return apply(incident({ run, timers: { escalate: NOON }, ...over }), NOON, [{ kind: 'timers' }], given);
}

describe('entering a step', () => {
  it('pages its people and waits', () => {
    const { incident: after, effects } = enter([
      step([{ kind: 'rota', rota: 'sre', who: 'everyone' }, user('ann')]),
      step([user('cleo')]),
    ]);
    expect(paged(effects)).toEqual(['ann default', 'ben default']);
    expect(after.timers.escalate).toBe(NOON + 5 * MINUTE);
    expect(texts(effects)).toEqual(['Step 1: paging ann, ben, default; 5m to answer.']);
  });

  it.each([
    ['the step', { urgency: 'urgent' as const }, {}, 'urgent'],
    ['the route', {}, { routeUrgency: 'urgent' as const }, 'urgent'],
    ['the step before the route', { urgency: 'default' as const }, { routeUrgency: 'urgent' as const }, 'default'],
    ['critical before all', { urgency: 'default' as const }, { severity: 'critical' as const }, 'urgent'],
    ['nobody', {}, {}, 'default'],
  ])('urgency is said by %s', (_who, changes, over, urgency) => {
    expect(paged(enter([step([user('ann')], changes)], {}, facts(), over).effects)).toEqual([`ann ${urgency}`]);
  });

  it('moves on at once past what finds nobody, with reasons', () => {
    const { incident: after, effects } = enter([
      step([{ kind: 'rota', rota: 'none', who: 'current' }]),
      step([user('zoe')]),
      step([user('ben')]),
    ]);
    expect(paged(effects)).toEqual(['ben default']);
    expect(after.run?.step).toBe(2);
    expect(texts(effects).slice(0, 2)).toEqual([
      'Step 1 found nobody: rota none does not exist. Moving on at once.',
      'Step 2 found nobody: zoe is not known. Moving on at once.',
    ]);
  });

  it('a pure wait pages nobody', () => {
    const { incident: after, effects } = enter([step([], { wait: 2 * MINUTE }), step([user('ben')])]);
    expect(paged(effects)).toEqual([]);
    expect(after.timers.escalate).toBe(NOON + 2 * MINUTE);
  });

  it.each([
    [
      'severity',
      { window: null, minSeverity: 'critical' as const, match: [], alerts: null },
      'the severity error is below critical',
    ],
    [
      'alerts',
      { window: null, minSeverity: null, match: [], alerts: { count: 2, within: MINUTE } },
      'there were 0 alerts in the last 1m, fewer than 2',
    ],
  ])('a condition on %s that fails skips it, saying why', (_what, when, why) => {
    const { effects } = enter([step([user('ann')], { when }), step([user('ben')])]);
    expect(paged(effects)).toEqual(['ben default']);
    expect(texts(effects)[0]).toBe(`Skipped step 1: ${why}.`);
  });

  it('round-robin takes the turn and hands it on', () => {
    const { effects } = enter(
      [step([{ kind: 'roundRobin', users: ['ann', 'ben', 'cleo'] }])],
      {},
      facts({ turn: () => 4 }),
    );
    expect(paged(effects)).toEqual(['ben default']);
    expect(effects).toContainEqual({ kind: 'turn', key: 'p/0/0', next: 5 });
  });

  it('round-robin passes over who cannot be paged', () => {
    const given = facts({ responder: (login) => responder(login, { disabled: login === 'ann' }) });
    expect(paged(enter([step([{ kind: 'roundRobin', users: ['ann', 'ben'] }])], {}, given).effects)).toEqual([
      'ben default',
    ]);
  });
});

describe('after the last step', () => {
  it("the team's managers are told", () => {
    const { incident: after, effects } = tick(running([step([user('ann')])]), 5 * MINUTE);
    expect(paged(effects)).toEqual(['cleo default']);
    expect(after).toMatchObject({ state: 'open', exhausted: true, timers: {} });
  });

  it('without managers, Admins', () => {
    const { effects } = tick(
      running([step([user('ann')])], {}, facts({ team: () => null })),
      5 * MINUTE,
      facts({ team: () => null }),
    );
    expect(paged(effects)).toEqual(['dee default']);
  });

  it('the next pass waits until the sum of the waits is over', () => {
    const nobody = facts({ onCall: () => [] });
    const first = enter(
      [step([{ kind: 'rota', rota: 'sre', who: 'current' }], { wait: 20 * MINUTE })],
      { repeat: 1 },
      nobody,
    ).incident;
    expect(first.timers.escalate).toBe(NOON + 20 * MINUTE);
    const second = tick(first, 20 * MINUTE);
    expect(paged(second.effects)).toEqual(['ann default']);
    expect(second.incident.run).toMatchObject({ pass: 1, step: 0 });
  });

  it('and at least 5 minutes', () => {
    const first = enter([step([user('zoe')], { wait: 0 })], { repeat: 1 }).incident;
    expect(first.timers.escalate).toBe(NOON + 5 * MINUTE);
  });
});

describe('every delivery of a step failed', () => {
  const start = running([step([user('ann')]), step([user('ben')])]);
  const entry = start.run?.entry ?? 0;

  it('the next step at once', () => {
    const { effects } = apply(start, NOON + 1, [{ kind: 'unreachable', entry }]);
    expect(paged(effects)).toEqual(['ben default']);
  });

  it('news of an earlier entry changes nothing', () => {
    const later = apply(start, NOON + 5 * MINUTE, [{ kind: 'timers' }]).incident;
    expect(apply(later, NOON + 6 * MINUTE, [{ kind: 'unreachable', entry }]).effects).toEqual([]);
  });

  it('nor does it once somebody has it', () => {
    const taken = apply(start, NOON, [
      { kind: 'command', command: { kind: 'acknowledge' }, actor: { name: 'ann', kind: 'person', via: 'api' } },
    ]).incident;
    expect(apply(taken, NOON + 1, [{ kind: 'unreachable', entry }]).effects).toEqual([]);
  });
});

it('totalWait adds up all steps', () => {
  expect(totalWait(policy([step([], { wait: MINUTE }), step([], { wait: 2 * MINUTE })]))).toBe(3 * MINUTE);
});

describe('a person asks to escalate', () => {
  const ASKS = [
    {
      kind: 'command' as const,
      command: { kind: 'escalate' as const },
      actor: { name: 'ann', kind: 'person' as const, via: 'api' as const },
    },
  ];
  const two = (changes: Partial<Policy> = {}) => running([step([user('ann')]), step([user('ben')])], changes);

  it('the next step at once', () => {
    const { incident: after, effects } = apply(two(), NOON + MINUTE, ASKS);
    expect(paged(effects)).toEqual(['ben default']);
    expect(after).toMatchObject({ run: { step: 1, pass: 0 }, timers: { escalate: NOON + 6 * MINUTE } });
  });

  it('past the last step the next pass, without its wait', () => {
    const last = tick(two({ repeat: 1 }), 5 * MINUTE).incident;
    const { incident: after, effects } = apply(last, NOON + 6 * MINUTE, ASKS);
    expect(paged(effects)).toEqual(['ann default']);
    expect(after.run).toMatchObject({ step: 0, pass: 1, passStartedAt: NOON + 6 * MINUTE });
    expect(texts(effects)).toContain('Nobody answered: starting again (pass 2 of 2).');
  });

  it('past the last step of the last pass the managers', () => {
    const { incident: after, effects } = apply(tick(two(), 5 * MINUTE).incident, NOON + 6 * MINUTE, ASKS);
    expect(paged(effects)).toEqual(['cleo default']);
    expect(after).toMatchObject({ exhausted: true, run: { step: 2 } });
    expect(after.timers.escalate).toBeUndefined();
  });
});

describe('what the timeline says', () => {
  const data = (effects: ReturnType<typeof tick>['effects'], kind: string) =>
    effects.flatMap((effect) => (effect.kind === 'timeline' && effect.entry.kind === kind ? [effect.entry.data] : []));

  it('of a step: its number, its pass, whom it pages, how', () => {
    const { effects } = enter([
      step([user('ann'), user('zoe'), { kind: 'channel', channel: 'room' }], { urgency: 'urgent' }),
    ]);
    expect(data(effects, 'step')).toEqual([
      expect.objectContaining({
        step: 1,
        pass: 1,
        users: ['ann'],
        channels: ['room'],
        urgency: 'urgent',
        wait: 5 * MINUTE,
      }),
    ]);
    expect(texts(effects)).toEqual(['Step 1: paging ann, channel room (zoe is not known), urgent; 5m to answer.']);
    expect(effects).toContainEqual({
      kind: 'post',
      channel: 'room',
      urgency: 'urgent',
      step: { entry: 1, pass: 0, step: 0 },
    });
    expect(effects).toContainEqual({
      kind: 'page',
      user: 'ann',
      urgency: 'urgent',
      step: { entry: 1, pass: 0, step: 0 },
    });
  });

  it('of a pure wait, and of a step that is skipped', () => {
    expect(data(enter([step([], { wait: MINUTE })]).effects, 'waiting')).toEqual([
      { reason: 'step', step: 1, pass: 1, wait: MINUTE },
    ]);
    expect(data(enter([step([user('zoe')])]).effects, 'skipped')).toEqual([
      expect.objectContaining({ step: 1, pass: 1, reason: 'nobody-on-call' }),
    ]);
    expect(texts(enter([step([{ kind: 'team', team: 'none' }])]).effects)[0]).toContain('Step 1 found nobody');
  });

  it('of people who were paged already, or have acknowledged', () => {
    const again = tick(
      running([step([user('ann')]), step([user('ann')], { onlyNew: true }), step([user('ben')])]),
      5 * MINUTE,
    );
    expect(data(again.effects, 'skipped')).toEqual([{ step: 2, pass: 1, reason: 'nobody-new' }]);
    const acked = tick(
      { ...running([step([user('ann')]), step([user('ann')]), step([user('ben')])]), acks: ['ann'] },
      5 * MINUTE,
    );
    expect(data(acked.effects, 'skipped')).toEqual([{ step: 2, pass: 1, reason: 'all-acknowledged' }]);
    expect([paged(again.effects), paged(acked.effects)]).toEqual([['ben default'], ['ben default']]);
  });

  it('of the wait for the next pass, and of the pass', () => {
    const first = enter([step([user('zoe')], { wait: 20 * MINUTE })], { repeat: 2 });
    expect(data(first.effects, 'waiting')).toEqual([{ reason: 'next-pass', pass: 1, wait: 20 * MINUTE }]);
    expect(texts(first.effects)).toContain('All steps are done; they start again in 20m.');
    const second = tick(first.incident, 20 * MINUTE);
    expect(data(second.effects, 'repeat')).toEqual([{ pass: 2, passes: 3 }]);
    expect(texts(second.effects)).toContain('Step 1 of pass 2 found nobody: zoe is not known. Moving on at once.');
    expect(data(second.effects, 'waiting')).toEqual([{ reason: 'next-pass', pass: 2, wait: 20 * MINUTE }]);
  });

  it('of the end', () => {
    const { effects, incident: after } = tick(running([step([user('ann')])]), 5 * MINUTE);
    expect(texts(effects)).toEqual(['Nobody answered and all steps are done. Telling cleo.']);
    expect(data(effects, 'exhausted')).toEqual([expect.objectContaining({ users: ['cleo'], channels: [] })]);
    expect(effects).toContainEqual({
      kind: 'page',
      user: 'cleo',
      urgency: 'default',
      step: { entry: after.run?.entry, pass: 0, step: 1 },
    });
    const nobody = facts({ team: () => null, admins: () => [] });
    expect(texts(tick(running([step([user('ann')])], {}, nobody), 5 * MINUTE, nobody).effects)).toEqual([
      'Nobody answered and all steps are done. There is nobody left to tell.',
    ]);
  });

  it('of one without a policy', () => {
    const { effects } = apply(incident({ run: null, policy: 'gone', timers: { escalate: NOON } }), NOON, [
      { kind: 'timers' },
    ]);
    expect(texts(effects)).toEqual(['There is no escalation policy to run. Telling cleo.']);
    expect(data(effects, 'exhausted')).toEqual([
      { users: ['cleo'], channels: [], reason: 'no-policy', policy: 'gone' },
    ]);
    expect(effects).toContainEqual({
      kind: 'page',
      user: 'cleo',
      urgency: 'default',
      step: { entry: 0, pass: 0, step: 0 },
    });
  });
});

it('the next pass begins anew: who was paged in this one is new again', () => {
  const { incident: after, effects } = tick(
    running([step([user('ann')], { onlyNew: true })], { repeat: 1 }),
    5 * MINUTE,
  );
  expect(paged(effects)).toEqual(['ann default']);
  expect(after.run).toMatchObject({ pass: 1, paged: ['ann'], passStartedAt: NOON + 5 * MINUTE });
});

it('that nobody could be reached is said with its step, and only while it is open', () => {
  const start = running([step([user('ann')]), step([user('ben')])]);
  const unreachable = [{ kind: 'unreachable' as const, entry: start.run?.entry ?? 0 }];
  const { effects } = apply(start, NOON + 1, unreachable);
  expect(texts(effects)[0]).toBe('Nobody could be reached in step 1: every delivery failed. Moving on at once.');
  expect(effects).toContainEqual(
    expect.objectContaining({
      entry: expect.objectContaining({ kind: 'unreachable', data: { reason: 'unreachable', step: 1, pass: 1 } }),
    }),
  );
  const others: Array<Partial<Incident>> = [
    { state: 'snoozed' },
    { exhausted: true },
    { timers: { downtime: NOON + MINUTE } },
    { silence: { by: null, comment: '', until: NOON + MINUTE } as unknown as NonNullable<Incident['silence']> },
    { run: { ...start.run!, lost: true } },
    { run: { ...start.run!, step: 2 } },
  ];
  for (const changes of others)
    expect(apply({ ...start, ...changes }, NOON + 1, unreachable).effects, JSON.stringify(changes)).toEqual([]);
});

it('a restart on a policy after a call by hand heeds who rests, as no call by hand does', () => {
  const actor = { name: 'cleo', kind: 'person' as const, via: 'api' as const };
  const resting = facts({
    rest: (login) => (login === 'ann' ? { until: NOON + 60 * MINUTE, paging: 'hold' } : null),
    atHand: (login) => login === 'ben',
  });
  const called = apply(
    running([step([user('cleo')])]),
    NOON + 1,
    [{ kind: 'command', command: { kind: 'reassign', to: { users: ['ann'] } }, actor }],
    resting,
  );
  expect(paged(called.effects)).toEqual(['ann urgent']);
  const own = policy([step([user('ann')]), step([user('ben')])]);
  const restarted = apply(
    called.incident,
    NOON + 2,
    [{ kind: 'command', command: { kind: 'restart', policy: own }, actor }],
    resting,
  );
  expect(paged(restarted.effects)).toEqual(['ben default']);
});

describe('entries are counted on', () => {
  const restart = [
    {
      kind: 'command' as const,
      command: { kind: 'restart' as const, policy: null },
      actor: { name: 'api', kind: 'script' as const, via: 'api' as const },
    },
  ];

  it('over a restart, from 1 where nothing ran before, and over the next pass', () => {
    const first = running([step([user('ann')])], { repeat: 1 });
    expect(first.run?.entry).toBe(1);
    expect(apply(first, NOON + MINUTE, restart).incident.run).toMatchObject({ entry: 2, pass: 0, step: 0 });
    expect(
      apply({ ...first, run: null }, NOON, restart, facts({ policy: () => policy([step([user('ann')])]) })).incident.run
        ?.entry,
    ).toBe(1);
    expect(tick(first, 5 * MINUTE).incident.run).toMatchObject({ entry: 2, pass: 1 });
  });

  it('over the end, so that late news of the last step changes nothing', () => {
    const { incident: after, effects } = tick(running([step([user('ann')])]), 5 * MINUTE);
    expect(after.run?.entry).toBe(2);
    expect(effects).toContainEqual(expect.objectContaining({ kind: 'page', step: { entry: 2, pass: 0, step: 1 } }));
  });

  it('a restart without any policy waits for nothing more', () => {
    const lost = {
      ...running([step([user('ann')])]),
      timers: { escalate: NOON + 5 * MINUTE, answer: NOON + 1, autoResolve: NOON + 9 * MINUTE },
    };
    const { incident: after } = apply({ ...lost, run: { ...lost.run!, lost: true } }, NOON, restart);
    expect([after.exhausted, after.timers]).toEqual([true, { autoResolve: NOON + 9 * MINUTE }]);
  });
});

it('who had acknowledged before everybody was told is paged anew when it starts again', () => {
  const exhausted = { ...tick(running([step([user('ann')])]), 5 * MINUTE).incident, acks: ['ann'] };
  const joins = {
    kind: 'signal' as const,
    signal: {
      alert: { ...alert(), fingerprint: 'b' },
      known: null,
      reopen: false,
      settings: { resolveDelay: 0, autoResolve: null, reopenWindow: MINUTE },
    },
  };
  const { incident: after, effects } = apply(exhausted, NOON + 6 * MINUTE, [joins]);
  expect([after.acks, paged(effects)]).toEqual([[], ['ann default']]);
});

it('escalating before the last step goes to the next one, however often the steps repeat', () => {
  const asks = [
    {
      kind: 'command' as const,
      command: { kind: 'escalate' as const },
      actor: { name: 'ann', kind: 'person' as const, via: 'api' as const },
    },
  ];
  const { incident: after, effects } = apply(
    running([step([user('ann')]), step([user('ben')]), step([user('cleo')])], { repeat: 3 }),
    NOON + MINUTE,
    asks,
  );
  expect(paged(effects)).toEqual(['ben default']);
  expect(after.run).toMatchObject({ pass: 0, step: 1 });
});

it('rooms of onExhausted are told', () => {
  const { effects } = tick(
    running([step([user('ann')])], { onExhausted: [{ kind: 'channel', channel: 'room' }, user('ben')] }),
    5 * MINUTE,
  );
  expect(texts(effects)).toEqual(['Nobody answered and all steps are done. Telling ben, channel room.']);
  expect(effects).toContainEqual({
    kind: 'post',
    channel: 'room',
    urgency: 'default',
    step: { entry: 2, pass: 0, step: 1 },
  });
});

it.each([
  [true, 'Skipped step 2: everybody in it was already paged in this pass.'],
  [false, 'Skipped step 2: everybody in it has already acknowledged.'],
])('why a step has nobody left is said (onlyNew %s)', (onlyNew, text) => {
  const from = running([step([user('ann')]), step([user('ann')], { onlyNew }), step([user('ben')])]);
  expect(texts(tick({ ...from, acks: ['ann'] }, 5 * MINUTE).effects)[0]).toBe(text);
});

it('a step that is skipped says its number and pass', () => {
  const when = { window: null, minSeverity: 'critical' as const, match: [], alerts: null };
  const { effects } = tick(
    running([step([user('ann')]), step([user('ben')], { when }), step([user('cleo')])]),
    5 * MINUTE,
  );
  expect(effects[0]).toMatchObject({ entry: { kind: 'skipped', data: { step: 2, pass: 1, reason: 'severity' } } });
});

it('a round-robin in which nobody can be paged finds nobody', () => {
  const { effects } = enter([step([{ kind: 'roundRobin', users: ['zoe', 'yan'] }]), step([user('ben')])]);
  expect(texts(effects)[0]).toBe('Step 1 found nobody: nobody in the round-robin can be paged. Moving on at once.');
});
