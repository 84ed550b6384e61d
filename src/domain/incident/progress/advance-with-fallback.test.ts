import { describe, expect, it } from 'vitest';
import { advanceWithFallback } from '#domain/incident/progress/advance-with-fallback';
import type { DecisionFacts } from '#domain/incident/draft';
import {
  alert,
  ANN,
  apply,
  facts,
  incident,
  known,
  NOON,
  paged,
  policy,
  running,
  SCRIPT,
  signal,
  step,
  texts,
  user,
} from '#domain/incident/incident.fake';
import { TEST_LIFE } from '#domain/incident/lifecycle';
import type { Incident } from '#domain/incident/model';
import { HOUR, MINUTE } from '#domain/time/duration';

const THREE = { tries: 3, since: NOON - MINUTE };
const BROKEN = { kind: 'rota', rota: 'broken', who: 'current' } as const;

/** The rota `broken` throws when it is resolved. */
function odd(changes: Partial<DecisionFacts> = {}): DecisionFacts {
  const usual = facts();
  return facts({
    onCall: (rota, who, at) => {
      if (rota === 'broken') throw new RangeError('no such zone');
      return usual.onCall(rota, who, at);
    },
    ...changes,
  });
}

const fails = () => {
  throw new Error('out of order');
};
const tick = (from: Incident, given: DecisionFacts = odd(), before = THREE) =>
  advanceWithFallback(from, [{ kind: 'timers' }], NOON, given, before);
const due = (steps = [step([BROKEN]), step([user('ben')], { wait: 7 * MINUTE })], changes = {}) =>
  incident({
    run: { policy: policy(steps, changes), pass: 0, passStartedAt: NOON, step: -1, entry: 0, paged: [] },
    timers: { escalate: NOON },
    firing: [0, 0, 1, 0],
  });

describe('an escalation that throws', () => {
  it('goes on to the first step that can be entered, and says what was left out', () => {
    const { incident: after, effects } = tick(due());
    expect(paged(effects)).toEqual(['ben default']);
    expect(after).toMatchObject({
      state: 'open',
      exhausted: false,
      version: 2,
      run: { step: 1, entry: 2, pass: 0 },
      timers: { escalate: NOON + 7 * MINUTE },
    });
    expect(texts(effects).slice(0, 2)).toEqual([
      'Vigie could not do what was due here 3 times in a row (escalate: no such zone); it goes on without it.',
      'Skipped step 1: it could not be entered (no such zone).',
    ]);
    expect(effects).toContainEqual(
      expect.objectContaining({
        entry: expect.objectContaining({
          kind: 'warning',
          data: { reason: 'advance-failed', what: ['escalate'], error: 'no such zone', tries: 3, since: NOON - MINUTE },
        }),
      }),
    );
    expect(effects).toContainEqual(
      expect.objectContaining({
        entry: expect.objectContaining({
          kind: 'skipped',
          data: { step: 1, pass: 1, reason: 'advance-failed', error: 'no such zone' },
        }),
      }),
    );
  });

  it('does not say how often where it is the first time', () => {
    expect(texts(tick(due(), odd(), { tries: 0, since: NOON }).effects)[0]).toBe(
      'Vigie could not do what was due here (escalate: no such zone); it goes on without it.',
    );
  });

  it('passes over what is skipped without throwing as well', () => {
    const { effects } = tick(due([step([BROKEN]), step([user('zoe')]), step([user('ben')])]));
    expect(paged(effects)).toEqual(['ben default']);
    expect(texts(effects)).toContain('Step 2 found nobody: zoe is not known. Moving on at once.');
  });

  it('tells onExhausted where no step can be entered, at a step after the last', () => {
    const { incident: after, effects } = tick(due([step([BROKEN]), step([BROKEN])], { onExhausted: [user('ann')] }));
    expect(paged(effects)).toEqual(['ann default']);
    expect(after).toMatchObject({ exhausted: true, run: { step: 2 }, timers: {} });
    expect(after.untold).toBeUndefined();
  });

  it.each([
    ['the managers, where onExhausted cannot be asked', { onExhausted: [BROKEN] }, {}, ['cleo default']],
    ['the managers, where onExhausted names nobody who is known', { onExhausted: [user('zoe')] }, {}, ['cleo default']],
    ['the Admins, where the team cannot be read', {}, { team: fails }, ['dee default']],
    ['the Admins, where people cannot be looked up', {}, { responder: fails }, ['dee default']],
  ])('tells %s', (_who, changes, given, whom) => {
    expect(paged(tick(due([step([BROKEN])], changes), odd(given)).effects)).toEqual(whom);
  });

  it('remembers that nobody was told, and tells as soon as it can', () => {
    const untold = tick(due([step([BROKEN])]), odd({ admins: fails, team: fails }));
    expect([paged(untold.effects), untold.incident.untold, untold.incident.exhausted]).toEqual([[], true, true]);
    const later = advanceWithFallback(untold.incident, [{ kind: 'timers' }], NOON + 1, facts(), {
      tries: 0,
      since: NOON,
    });
    expect(paged(later.effects)).toEqual(['cleo default']);
    expect(later.incident.untold).toBeUndefined();
  });

  it('does not tell again what somebody has taken meanwhile', () => {
    const untold = tick(due([step([BROKEN])]), odd({ admins: fails, team: fails })).incident;
    const { effects } = advanceWithFallback({ ...untold, state: 'acknowledged' }, [], NOON + 1, facts(), {
      tries: 0,
      since: NOON,
    });
    expect(paged(effects)).toEqual([]);
  });

  it('waits for the next pass where somebody was paged in this one', () => {
    const started = { ...running([step([user('ann')]), step([BROKEN])], { repeat: 1 }), timers: { escalate: NOON } };
    const { incident: after, effects } = tick(started);
    expect(paged(effects)).toEqual([]);
    expect(after).toMatchObject({ exhausted: false, run: { step: 2 }, timers: { escalate: NOON + 10 * MINUTE } });
  });

  it('takes the policy as it is today where the copy is lost, and its first step', () => {
    const lost = { ...due(), run: { ...due().run!, lost: true as const, step: 3, entry: 4 } };
    const { incident: after, effects } = tick(
      { ...lost, acks: ['ben'], exhausted: false },
      odd({ policy: () => policy([step([BROKEN]), step([user('ben')])]), sourceName: fails, turn: fails }),
    );
    expect(paged(effects)).toEqual(['ben default']);
    expect(after).toMatchObject({ acks: [], run: { step: 1, entry: 6, pass: 0, passStartedAt: NOON } });
  });

  it('without a policy tells the managers', () => {
    expect(
      paged(
        tick({ ...due(), run: { ...due().run!, lost: true as const }, policy: null }, odd({ policy: fails })).effects,
      ),
    ).toEqual(['cleo default']);
  });
});

describe('a signal that throws', () => {
  const open = () => running([step([user('ann')])]);
  const broken = odd({ sourceName: fails, signalsSince: fails });
  const receive = (from: Incident, of: Parameters<typeof signal>) =>
    advanceWithFallback(from, [signal(...of)], NOON + 1, broken, { tries: 0, since: NOON });

  it('that is firing counts all the same', () => {
    const bad = alert({ fingerprint: 'b', severity: 'warning', startsAt: NOON, problemId: '7' });
    Object.defineProperty(bad, 'title', { get: fails });
    const { incident: after, results, effects } = receive(open(), [bad]);
    expect(results).toEqual([
      {
        alert: { fingerprint: 'b', status: 'firing', severity: 'warning', startsAt: NOON, problemId: '7' },
        refusal: null,
      },
    ]);
    expect(after).toMatchObject({ firing: [0, 1, 1, 0], totalAlerts: 2, state: 'open' });
    expect(paged(effects)).toEqual([]);
  });

  it('and is known counts once, under its new severity', () => {
    const bad = alert({ severity: 'critical' });
    Object.defineProperty(bad, 'title', { get: fails });
    const { incident: after, results } = receive(open(), [bad, known({ startsAt: 5, problemId: 'x' })]);
    expect(after).toMatchObject({ firing: [0, 0, 0, 1], totalAlerts: 1 });
    expect(results[0]?.alert).toMatchObject({ severity: 'critical', startsAt: 5, problemId: 'x' });
  });

  it('that ends an alert is no alert, and leaves what fires', () => {
    const { incident: after, results } = receive(open(), [alert({ status: 'resolved' }), known()]);
    expect(results[0]?.alert ?? null).toBeNull();
    expect(after).toMatchObject({ state: 'open', firing: [0, 0, 1, 0] });
  });

  it('that reopens opens again and pages from the first step', () => {
    const over = apply(open(), NOON, [signal(alert({ status: 'resolved' }), known())]).incident;
    expect(over.state).toBe('resolved');
    const bad = alert();
    Object.defineProperty(bad, 'title', { get: fails });
    const { incident: after, effects } = receive(over, [bad, known({ status: 'resolved' }), {}, true]);
    expect(after).toMatchObject({
      state: 'open',
      resolvedAt: null,
      resolvedBy: null,
      resolution: null,
      mergedInto: null,
      run: { step: 0 },
    });
    expect(paged(effects)).toEqual(['ann default']);
  });

  it('to one that is over leaves it over where it does not reopen', () => {
    const over = apply(open(), NOON, [signal(alert({ status: 'resolved' }), known())]).incident;
    const bad = alert({ status: 'resolved' });
    Object.defineProperty(bad, 'fingerprint', { get: fails });
    expect(receive(over, [bad, known({ status: 'resolved' })]).incident.state).toBe('resolved');
  });
});

describe('an opening that throws', () => {
  const opening = {
    actor: SCRIPT,
    reason: 'a test',
    policy: policy([step([BROKEN]), step([user('ben')])]),
    users: [],
    holdUntil: null,
    pageTest: false,
  };
  const open = (changes: Partial<typeof opening> | { holdUntil: number } = {}, of: Partial<Incident> = {}) => {
    const bad = { ...opening, ...changes };
    Object.defineProperty(bad, 'reason', { get: fails });
    return advanceWithFallback(
      incident({ version: 0, policy: 'p', ...of }),
      [{ kind: 'open', opening: bad }],
      NOON,
      odd(),
      {
        tries: 0,
        since: NOON,
      },
    );
  };

  it('still runs its policy', () => {
    const { incident: after, effects } = open();
    expect(paged(effects)).toEqual(['ben default']);
    expect(after.run).toMatchObject({ step: 1, pass: 0 });
  });

  it('is still held by a maintenance', () => {
    const { incident: after, effects } = open({ holdUntil: NOON + HOUR });
    expect([paged(effects), after.timers.hold]).toEqual([[], NOON + HOUR]);
  });

  it('of a test still pages nobody', () => {
    const { incident: after, effects } = open({}, { test: true });
    expect([paged(effects), after.run]).toEqual([[], null]);
  });
});

describe('what else throws', () => {
  it('a snooze that cannot be ended is ended, and paged from the first step', () => {
    const snoozed = { ...running([step([user('ann')])]), state: 'snoozed' as const, timers: { wake: NOON } };
    const { incident: after, effects } = tick(
      snoozed,
      odd({ policy: fails, signalsSince: fails, sourceName: fails, calendar: null as never }),
    );
    expect(after.state).toBe('open');
    expect(paged(effects)).toEqual(['ann default']);
  });

  it('a resolution that cannot be made is looked at by somebody', () => {
    const waiting = {
      ...running([step([user('ann')]), step([user('ben')])]),
      timers: { resolve: NOON },
      firing: [0, 0, 0, 0] as Incident['firing'],
    };
    const { incident: after, effects } = tick(waiting, odd({ sourceName: fails }));
    expect(after.state).toBe('open');
    expect(paged(effects)).toEqual(['ben default']);
  });

  it('a test that cannot be resolved lives as long as a test does', () => {
    const test = incident({ test: true, run: null, timers: { resolve: NOON } });
    const { incident: after, effects } = tick(test, odd({ sourceName: fails }));
    expect([paged(effects), after.timers.autoResolve]).toEqual([[], NOON + TEST_LIFE]);
  });

  it('a command changes nothing and nobody is paged for it', () => {
    const from = running([step([user('ann')])]);
    const command = { kind: 'acknowledge' as const };
    Object.defineProperty(command, 'kind', { get: fails });
    const {
      incident: after,
      effects,
      results,
    } = advanceWithFallback(from, [{ kind: 'command', command, actor: ANN }], NOON + 1, odd(), {
      tries: 0,
      since: NOON,
    });
    expect(results).toEqual([{ alert: null, refusal: null }]);
    expect([paged(effects), after.state]).toEqual([[], 'open']);
  });

  it('one that waits for nothing any more is paged', () => {
    const from = { ...running([step([user('ann')])]), timers: {} };
    const command = { kind: 'acknowledge' as const };
    Object.defineProperty(command, 'kind', { get: fails });
    expect(
      paged(
        advanceWithFallback(from, [{ kind: 'command', command, actor: ANN }], NOON + 1, odd(), {
          tries: 0,
          since: NOON,
        }).effects,
      ),
    ).toEqual(['ann default']);
  });

  it('nothing throws: it is as advance makes it', () => {
    const from = running([step([user('ann')]), step([user('ben')])]);
    const events = [{ kind: 'timers' as const }];
    const later = NOON + 5 * MINUTE;
    const { incident: after, effects } = advanceWithFallback(from, events, later, facts(), { tries: 0, since: later });
    expect({ after, effects }).toEqual({
      after: apply(from, later, events).incident,
      effects: apply(from, later, events).effects,
    });
  });
});

describe('in the place of what throws', () => {
  const three = () => [step([user('ann')]), step([BROKEN]), step([user('ben')])];
  const does = (
    from: Incident,
    event: Parameters<typeof advanceWithFallback>[1][number],
    given: DecisionFacts = odd(),
  ) => advanceWithFallback(from, [event], NOON + 1, given, { tries: 0, since: NOON });
  const room = { kind: 'channel', channel: 'room' } as const;

  it('a step whose deliveries failed is left for the next that can be entered', () => {
    const from = running(three());
    const { incident: after, effects } = does(from, { kind: 'unreachable', entry: from.run!.entry });
    expect(paged(effects)).toEqual(['ben default']);
    expect(texts(effects)).toEqual([
      'Vigie could not do what was due here (unreachable: no such zone); it goes on without it.',
      'Skipped step 2: it could not be entered (no such zone).',
      'Step 3: paging ben, default; 5m to answer.',
    ]);
    expect(after.run).toMatchObject({ step: 2, entry: 3 });
  });

  it('what the watchdog found begins at step 1, whoever can be told', () => {
    const lost = {
      ...running(three()),
      timers: {},
      run: { ...running(three()).run!, lost: true as const, policy: policy([]) },
    };
    expect(paged(does(lost, { kind: 'repair' }, odd({ policy: fails })).effects)).toEqual(['cleo default']);
    expect(paged(does(lost, { kind: 'repair' }, odd({ policy: fails, team: fails })).effects)).toEqual(['dee default']);
    const today = does(lost, { kind: 'repair' }, odd({ policy: () => policy([step([BROKEN]), step([user('ben')])]) }));
    expect([paged(today.effects), today.incident.run?.step]).toEqual([['ben default'], 1]);
    const first = does(
      { ...lost, run: null },
      { kind: 'repair' },
      odd({ policy: () => policy([step([BROKEN]), step([user('ben')])]) }),
    );
    expect(first.incident.run).toMatchObject({ entry: 2, pass: 0, passStartedAt: NOON + 1 });
  });

  it('news that changes nothing by itself changes nothing', () => {
    const from = running([step([user('ann')])]);
    const mute = odd({ sourceName: fails });
    const silence = { by: 'Alice', comment: '', until: NOON + HOUR };
    for (const event of [
      {
        kind: 'absorbed' as const,
        from: { id: 'i2', number: 2 },
        firing: [0, 0, 2, 0] as Incident['firing'],
        total: 2,
        inDowntime: 2,
        actor: ANN,
      },
      { kind: 'heard' as const, integration: 'scripts', heard: { ok: true as const, silence } },
    ]) {
      const { incident: after, effects } = does(from, event, mute);
      expect(texts(effects)).toEqual([
        `Vigie could not do what was due here (${event.kind}: out of order); it goes on without it.`,
      ]);
      expect([paged(effects), after.timers, after.firing]).toEqual([[], from.timers, from.firing]);
    }
  });

  it('an alert that is worse counts once, and is paged for where everybody had been told', () => {
    const told = { ...running([step([user('ann')])]), exhausted: true, timers: { resolve: NOON + HOUR } };
    const from: Incident = { ...told, run: { ...told.run!, policy: policy([step([BROKEN]), step([user('ben')])]) } };
    const { incident: after, effects } = does(from, signal(alert({ severity: 'critical' }), known()));
    expect(paged(effects)).toEqual(['ben default']);
    expect(after).toMatchObject({ firing: [0, 0, 0, 1], totalAlerts: 1, exhausted: false, run: { step: 1 } });
    expect(after.timers.resolve).toBeUndefined();
    for (const timers of [{ hold: NOON + HOUR }, { downtime: NOON + HOUR }]) {
      expect(paged(does({ ...from, timers }, signal(alert({ severity: 'critical' }), known())).effects)).toEqual([]);
    }
  });

  it('a question that cannot be asked is not waited for: its step is entered anew', () => {
    const taken: Incident = {
      ...running([step([user('ann')]), step([user('ben')])]),
      state: 'acknowledged',
      acknowledgedBy: 'ann',
      acknowledgedKind: 'person',
      timers: { confirm: NOON },
    };
    let asked = 0;
    const once = facts({
      responder: (login) => {
        asked += 1;
        if (asked === 1) throw new Error('busy');
        return facts().responder(login);
      },
    });
    const { incident: after, effects } = does(taken, { kind: 'timers' }, once);
    expect(paged(effects)).toEqual(['ann default']);
    expect(texts(effects)).toContain('It is open again.');
    expect(after).toMatchObject({ state: 'open', acknowledgedBy: null, run: { step: 0 } });
  });

  it('what was put off without an end is opened again', () => {
    const command = { kind: 'acknowledge' as const };
    Object.defineProperty(command, 'kind', { get: fails });
    const { incident: after, effects } = does(
      { ...running([step([user('ann')])]), state: 'snoozed', timers: {} },
      { kind: 'command', command, actor: ANN },
    );
    expect([after.state, paged(effects)]).toEqual(['open', ['ann default']]);
    expect(
      paged(
        does({ ...incident({ test: true, run: null }), timers: {} }, { kind: 'command', command, actor: ANN }).effects,
      ),
    ).toEqual([]);
  });

  it('a person and a room at the end are both told; a room alone is somebody, too', () => {
    const both = tick(due([step([BROKEN])], { onExhausted: [user('ann'), room] }));
    expect(paged(both.effects)).toEqual(['ann default']);
    expect(both.effects).toContainEqual(expect.objectContaining({ kind: 'post', channel: 'room' }));
    const alone = tick(due([step([BROKEN])], { onExhausted: [room] }));
    expect([paged(alone.effects), alone.incident.untold]).toEqual([[], undefined]);
  });

  it('what could not be read is told', () => {
    const { effects } = does(
      { ...running([step([user('ann')])]), unreadable: [{ field: 'labels', text: '{' }] },
      { kind: 'timers' },
    );
    expect(texts(effects)[0]).toContain('could not be read (labels)');
  });

  it('what was merged is not merged any more where it reopens', () => {
    const over = {
      ...apply(running([step([user('ann')])]), NOON, [signal(alert({ status: 'resolved' }), known())]).incident,
      mergedInto: 'i9',
    };
    const bad = alert();
    Object.defineProperty(bad, 'title', { get: fails });
    expect(
      does(over, signal(bad, known({ status: 'resolved' }), {}, true), odd({ sourceName: fails })).incident,
    ).toMatchObject({ state: 'open', mergedInto: null });
  });

  it('an opening that is held runs its policy later, from the beginning', () => {
    const bad = {
      actor: SCRIPT,
      reason: '',
      policy: policy([step([user('ben')])]),
      users: [],
      holdUntil: NOON + HOUR,
      pageTest: false,
    };
    Object.defineProperty(bad, 'reason', { get: fails });
    const { incident: after } = does(incident({ version: 0 }), { kind: 'open', opening: bad });
    expect(after.run).toEqual({ policy: bad.policy, pass: 0, passStartedAt: NOON, step: -1, entry: 0, paged: [] });
    expect(paged(apply(after, NOON + HOUR, [{ kind: 'timers' }]).effects)).toEqual(['ben default']);
  });
});
