/** Tests of several timers that are due together, and of an acknowledger who is gone. */
import { describe, expect, it } from 'vitest';
import {
  ANN,
  apply,
  facts,
  known,
  NOON,
  paged,
  responder,
  running,
  signal,
  alert,
  step,
  texts,
  user,
} from '#domain/incident/incident.fake';
import { HOUR, MINUTE } from '#domain/time/duration';

const ONE = [step([user('ann')])];

describe('at one instant', () => {
  it('an automatic resolution comes before the next step: what is over pages nobody', () => {
    const open = running([step([user('ann')]), step([user('ben')])]);
    const armed = apply(open, NOON, [signal(alert(), known(), { autoResolve: 5 * MINUTE })]).incident;
    expect(armed.timers).toMatchObject({ escalate: NOON + 5 * MINUTE, autoResolve: NOON + 5 * MINUTE });
    const { incident, effects } = apply(armed, NOON + 5 * MINUTE, [{ kind: 'timers' }]);
    expect(incident).toMatchObject({ state: 'resolved', resolution: 'timeout', timers: {} });
    expect(paged(effects)).toEqual([]);
  });

  it('a recovery that has stayed quiet comes before the next step', () => {
    const open = running([step([user('ann')]), step([user('ben')])]);
    const quiet = apply(open, NOON, [
      signal(alert({ status: 'resolved' }), known(), { resolveDelay: 5 * MINUTE }),
    ]).incident;
    const { incident, effects } = apply(quiet, NOON + 5 * MINUTE, [{ kind: 'timers' }]);
    expect(incident.state).toBe('resolved');
    expect(paged(effects)).toEqual([]);
  });
});

describe('an acknowledgement that must be confirmed', () => {
  const acknowledged = (repeat = 0, steps = ONE) =>
    apply(running(steps, { ackTimeout: 4 * HOUR, repeat }), NOON + MINUTE, [
      { kind: 'command', command: { kind: 'acknowledge' }, actor: ANN },
    ]).incident;
  const ASKED = NOON + MINUTE + 4 * HOUR;

  it('asks the person and gives them five minutes', () => {
    const { incident, effects } = apply(acknowledged(), ASKED, [{ kind: 'timers' }]);
    expect(incident).toMatchObject({ state: 'acknowledged', timers: { confirmLimit: ASKED + 5 * MINUTE } });
    expect(effects).toContainEqual({ kind: 'tell', users: ['ann'], update: 'confirm', actor: null, text: null });
  });

  it.each([['is not known any more', null]])(
    'of somebody who %s is lost at once, without five minutes of asking',
    (_what, who) => {
      const gone = facts({ responder: (login) => (login === 'ann' ? who : responder(login)) });
      const { incident, effects } = apply(acknowledged(0, [step([user('ben')])]), ASKED, [{ kind: 'timers' }], gone);
      expect(incident.state).toBe('open');
      expect(incident.timers.confirmLimit).toBeUndefined();
      expect(paged(effects)).toEqual(['ben default']);
      expect(texts(effects)).toContain('ann did not confirm being on it: escalating again.');
    },
  );

  it('begins the pass anew where it is not confirmed: the next pass waits for this one', () => {
    const asked = apply(acknowledged(1, [step([user('ann')], { wait: 0 })]), ASKED, [{ kind: 'timers' }]).incident;
    const limit = ASKED + 5 * MINUTE;
    const open = apply(asked, limit, [{ kind: 'timers' }]);
    expect(paged(open.effects)).toEqual(['ann default']);
    // The step waits for nothing, so it is over at once; the next pass still begins five minutes after this one began.
    const waiting = apply(open.incident, limit, [{ kind: 'timers' }]);
    expect(paged(waiting.effects)).toEqual([]);
    expect(waiting.incident.timers.escalate).toBe(limit + 5 * MINUTE);
    expect(paged(apply(waiting.incident, limit + 5 * MINUTE, [{ kind: 'timers' }]).effects)).toEqual(['ann default']);
  });
});

describe('an acknowledgement that is not confirmed', () => {
  const taken = (steps = ONE) =>
    apply(running(steps, { ackTimeout: HOUR }), NOON, [
      { kind: 'command', command: { kind: 'acknowledge' }, actor: ANN },
    ]).incident;
  const limit = (changes: object = {}, steps = ONE) =>
    apply({ ...taken(steps), timers: { confirmLimit: NOON + HOUR }, ...changes }, NOON + HOUR, [{ kind: 'timers' }]);
  const later = [step([user('ann')]), step([user('ben')])];

  it('ends the work, says so to those who were reached, and enters its step anew', () => {
    const second = apply(running(later, { ackTimeout: HOUR }), NOON + 5 * MINUTE, [
      { kind: 'timers' },
      { kind: 'command', command: { kind: 'acknowledge' }, actor: ANN },
    ]).incident;
    const { incident, effects } = apply(
      { ...second, exhausted: true, timers: { confirmLimit: NOON + HOUR } },
      NOON + HOUR,
      [{ kind: 'timers' }],
    );
    expect(effects.slice(0, 3)).toEqual([
      { kind: 'intervention', what: 'end', user: null },
      {
        kind: 'timeline',
        entry: {
          at: NOON + HOUR,
          kind: 'unacknowledged',
          actor: null,
          text: 'ann did not confirm being on it: escalating again.',
          data: { reason: 'not-confirmed' },
        },
      },
      { kind: 'tellReached', update: 'unacknowledged', actor: null, text: null, except: [] },
    ]);
    expect(paged(effects)).toEqual(['ben default']);
    expect(incident).toMatchObject({
      state: 'open',
      exhausted: false,
      acknowledgedBy: null,
      run: { step: 1, passStartedAt: NOON + HOUR },
    });
  });

  it.each<[string, object, string[]]>([
    ['after the last step', { run: { ...taken().run!, step: 1 } }, ['ann default']],
    ['before the first', { run: { ...taken().run!, step: -1 } }, ['ann default']],
    ['without a run', { run: null }, ['cleo default']],
    ['in a downtime', { timers: { confirmLimit: NOON + HOUR, downtime: NOON + 2 * HOUR } }, []],
    ['while it is silenced', { silence: { by: 'Alice', comment: '', until: NOON + 2 * HOUR, source: 'Scripts' } }, []],
  ])('%s, begins where an escalation begins', (_what, changes, whom) => {
    const { incident, effects } = limit(changes);
    expect(paged(effects)).toEqual(whom);
    expect(incident.state).toBe('open');
  });

  it('that nobody waits for says nothing', () => {
    for (const timers of [{ confirm: NOON + HOUR }, { confirmLimit: NOON + HOUR }]) {
      expect(apply({ ...running(ONE), timers }, NOON + HOUR, [{ kind: 'timers' }]).effects).toEqual([]);
    }
  });

  it('asks in words, too', () => {
    const { effects } = apply({ ...taken(), timers: { confirm: NOON + HOUR } }, NOON + HOUR, [{ kind: 'timers' }]);
    expect(texts(effects)).toEqual(['Asking ann whether they are still on it; 5m to answer.']);
    const unnamed = apply({ ...taken(), acknowledgedBy: null, timers: { confirm: NOON + HOUR } }, NOON + HOUR, [
      { kind: 'timers' },
    ]);
    expect(texts(unnamed.effects)[0]).toBe('the acknowledger did not confirm being on it: escalating again.');
    const script = apply({ ...taken(), acknowledgedKind: 'script', timers: { confirm: NOON + HOUR } }, NOON + HOUR, [
      { kind: 'timers' },
    ]);
    expect(script.incident.state).toBe('open');
  });
});

it('a maintenance that ends while the source silences it begins nothing, also where it recovered meanwhile', () => {
  const silence = { by: 'Alice', comment: '', until: NOON + 3 * HOUR, source: 'Scripts' };
  const timers = { hold: NOON + HOUR, resolve: NOON + 2 * HOUR };
  const { incident, effects } = apply({ ...running(ONE), silence, timers }, NOON + HOUR, [{ kind: 'timers' }]);
  expect(incident.timers.escalate).toBeUndefined();
  expect(paged(effects)).toEqual([]);
});

it.each([
  [true, 'tests end by themselves'],
  [false, 'no signal came any more'],
])('no signal comes any more: all its alerts are over (a test: %s)', (test, why) => {
  const { incident, effects } = apply(
    { ...running(ONE), test, inDowntime: 2, firing: [1, 2, 3, 4], timers: { autoResolve: NOON + HOUR } },
    NOON + HOUR,
    [{ kind: 'timers' }],
  );
  expect(effects[0]).toEqual({ kind: 'resolveAlerts' });
  expect(texts(effects)).toEqual([`Resolved by vigie: ${why}`]);
  expect(incident).toMatchObject({ state: 'resolved', resolution: 'timeout', firing: [0, 0, 0, 0], inDowntime: 0 });
});

describe('flapping', () => {
  /** Recovers and fires again, `times` times, a minute apart. */
  function flapped(times: number) {
    let incident = running(ONE);
    let now = NOON;
    for (let i = 0; i < times; i++) {
      incident = apply(incident, (now += MINUTE), [
        signal(alert({ status: 'resolved' }), known(), { reopenWindow: 10 * MINUTE }),
      ]).incident;
      incident = apply(incident, (now += MINUTE), [
        signal(alert(), known({ status: 'resolved' }), { reopenWindow: 10 * MINUTE }, true),
      ]).incident;
    }
    return { incident, now };
  }

  it.each([
    ['the reopen window', 0, 10 * MINUTE],
    ['the resolve delay where that is longer', 30 * MINUTE, 30 * MINUTE],
    ['the reopen window where that is longer', 5 * MINUTE, 10 * MINUTE],
  ])('waits for %s', (_what, resolveDelay, wait) => {
    const { incident, now } = flapped(3);
    const settled = apply(incident, now + MINUTE, [
      signal(alert({ status: 'resolved' }), known(), { resolveDelay, reopenWindow: 10 * MINUTE }),
    ]).incident;
    expect(settled).toMatchObject({ state: 'open', timers: { resolve: now + MINUTE + wait } });
  });

  it('is not assumed after two', () => {
    const { incident, now } = flapped(2);
    expect(
      apply(incident, now + MINUTE, [signal(alert({ status: 'resolved' }), known(), { reopenWindow: 10 * MINUTE })])
        .incident.state,
    ).toBe('resolved');
  });
});
