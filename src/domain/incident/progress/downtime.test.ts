import { describe, expect, it } from 'vitest';
import type { Alert } from '#domain/incident/signal/alert';
import { LONGEST_DOWNTIME } from '#domain/incident/progress/downtime';
import { alert, ANN, apply, known, NOON, running, signal, step, texts, user } from '#domain/incident/incident.fake';
import { HOUR, MINUTE } from '#domain/time/duration';

const began = (changes: Partial<Alert> = {}) =>
  alert({ status: 'info', title: null, downtime: { began: true, until: null }, note: 'Downtime started', ...changes });
const over = (changes: Partial<Alert> = {}) =>
  alert({ status: 'info', title: null, downtime: { began: false, until: null }, note: 'Downtime ended', ...changes });
const inDowntime = known({ downtime: true });

describe('while all that fires is in a downtime of the source', () => {
  it('running pages end and no step comes', () => {
    const { incident, effects, results } = apply(running([step([user('ann')])]), NOON + MINUTE, [
      signal(began(), known()),
    ]);
    expect(incident.timers).toEqual({ downtime: NOON + MINUTE + LONGEST_DOWNTIME });
    expect(effects).toContainEqual({ kind: 'endPages', users: 'all', reason: 'downtime' });
    expect(texts(effects)).toEqual([
      'Downtime started',
      'Scripts has it in a downtime: nobody is paged; if it is still open at its end (at the latest in 1d), it escalates from step 1.',
    ]);
    expect(results[0]?.alert).toMatchObject({ downtime: true });
    const again = apply(incident, NOON + 2 * MINUTE, [signal(began(), inDowntime)]);
    expect(again.incident.timers).toEqual(incident.timers);
    expect(again.results[0]?.alert).toBeNull();
  });

  it('its end starts step 1, where the problem is still there', () => {
    const resting = apply(running([step([user('ann')]), step([user('ben')])]), NOON, [
      signal(began(), known()),
    ]).incident;
    const { incident, effects } = apply(resting, NOON + HOUR, [signal(over(), inDowntime), { kind: 'timers' }]);
    expect(incident.timers.downtime).toBeUndefined();
    expect(texts(effects)).toContain(
      'It is not in a downtime of the source any more, and it is still open: starting at step 1.',
    );
    expect(effects).toContainEqual(expect.objectContaining({ kind: 'page', user: 'ann' }));
  });

  it('a recovery ends it all', () => {
    const resting = apply(running([step([user('ann')])]), NOON, [signal(began(), known())]).incident;
    const { incident, effects } = apply(resting, NOON + HOUR, [
      signal(alert({ status: 'resolved', downtime: { began: false, until: null } }), inDowntime),
    ]);
    expect(incident).toMatchObject({ state: 'resolved', inDowntime: 0, timers: {} });
    expect(texts(effects).join()).not.toContain('step 1');
  });

  it('the end that the source named is kept to, and may move', () => {
    const resting = apply(running([step([user('ann')])]), NOON, [
      signal(began({ downtime: { began: true, until: NOON + HOUR } }), known()),
    ]).incident;
    expect(resting.timers.downtime).toBe(NOON + HOUR);
    const moved = apply(resting, NOON + MINUTE, [
      signal(began({ downtime: { began: true, until: NOON + 2 * HOUR } }), inDowntime),
    ]).incident;
    expect(moved.timers.downtime).toBe(NOON + 2 * HOUR);
    const { effects } = apply(moved, NOON + 2 * HOUR, [{ kind: 'timers' }, { kind: 'timers' }]);
    expect(effects).toContainEqual(expect.objectContaining({ kind: 'page', user: 'ann' }));
  });
});

it.each([null, HOUR])(
  'what recovered in its downtime and fires again before it was resolved is paged for (autoResolve %s)',
  (autoResolve) => {
    const resting = apply(running([step([user('ann')]), step([user('ben')])]), NOON, [
      signal(began(), known()),
    ]).incident;
    const patient = { resolveDelay: 2 * MINUTE, autoResolve };
    const quiet = apply(resting, NOON + MINUTE, [signal(alert({ status: 'resolved' }), inDowntime, patient)]).incident;
    expect(quiet).toMatchObject({ state: 'open', timers: { resolve: NOON + 3 * MINUTE } });
    const { incident, effects } = apply(quiet, NOON + 2 * MINUTE, [
      signal(alert(), known({ status: 'resolved' }), patient),
      { kind: 'timers' },
    ]);
    expect(incident.timers.resolve).toBeUndefined();
    expect(effects).toContainEqual(expect.objectContaining({ kind: 'page', user: 'ann' }));
    expect(texts(effects)).toContain(
      'It is not in a downtime of the source any more, and it is still open: starting at step 1.',
    );
  },
);

it('an alert of the incident that is in none is paged for', () => {
  const from = running([step([user('ann')])]);
  const two = apply(from, NOON, [signal(alert({ fingerprint: 'b' }))]).incident;
  const one = apply(two, NOON, [signal(began(), known())]).incident;
  expect(one.timers.downtime).toBeUndefined();
  const all = apply(one, NOON, [signal(began({ fingerprint: 'b' }), known({ fingerprint: 'b' }))]).incident;
  expect(all.timers.downtime).toBeDefined();
  const third = apply(all, NOON + MINUTE, [signal(alert({ fingerprint: 'c' }))]).incident;
  expect(third.timers).toEqual({ escalate: expect.any(Number) });
});

it('somebody who escalates pages all the same', () => {
  const resting = apply(running([step([user('ann')])]), NOON, [signal(began(), known())]).incident;
  const { incident, effects } = apply(resting, NOON + MINUTE, [
    { kind: 'command', command: { kind: 'restart', policy: null }, actor: ANN },
    { kind: 'timers' },
  ]);
  expect(incident.timers.downtime).toBeUndefined();
  expect(effects).toContainEqual(expect.objectContaining({ kind: 'page', user: 'ann' }));
});

it('an acknowledgement stays, and nobody is paged at the end', () => {
  const taken = apply(running([step([user('ann')])]), NOON, [
    { kind: 'command', command: { kind: 'acknowledge' }, actor: ANN },
  ]).incident;
  const resting = apply(taken, NOON, [signal(began(), known())]).incident;
  const { incident, effects } = apply(resting, NOON + HOUR, [signal(over(), inDowntime), { kind: 'timers' }]);
  expect(incident.state).toBe('acknowledged');
  expect(effects.filter(({ kind }) => kind === 'page')).toEqual([]);
});

describe('its end', () => {
  const until = (at: number | null) =>
    apply(running([step([user('ann')])]), NOON, [signal(began({ downtime: { began: true, until: at } }), known())]);

  it.each([
    ['is believed where it is to come', NOON + 1, NOON + 1, 'if it is still open at its end, it escalates'],
    [
      'is not where it has passed',
      NOON - 1,
      NOON + LONGEST_DOWNTIME,
      'if it is still open at its end (at the latest in 1d), it escalates',
    ],
    [
      'is not where it is now',
      NOON,
      NOON + LONGEST_DOWNTIME,
      'if it is still open at its end (at the latest in 1d), it escalates',
    ],
    [
      'is a day from now where the source names none',
      null,
      NOON + LONGEST_DOWNTIME,
      'if it is still open at its end (at the latest in 1d), it escalates',
    ],
  ])('%s', (_what, named, end, words) => {
    const { incident, effects } = until(named);
    expect(incident.timers).toEqual({ downtime: end });
    expect(texts(effects)[1]).toContain(words);
    expect(effects).toContainEqual({
      kind: 'timeline',
      entry: expect.objectContaining({ kind: 'held', data: { reason: 'downtime', until: end, source: 'Scripts' } }),
    });
  });

  it('is not moved into the past', () => {
    const resting = until(NOON + HOUR).incident;
    for (const named of [NOON + MINUTE, NOON]) {
      expect(
        apply(resting, NOON + MINUTE, [signal(began({ downtime: { began: true, until: named } }), inDowntime)]).incident
          .timers.downtime,
      ).toBe(NOON + HOUR);
    }
  });

  it('that comes by the clock is said, and what a maintenance holds stays held', () => {
    const resting = until(NOON + HOUR).incident;
    const { effects } = apply(resting, NOON + HOUR, [{ kind: 'timers' }]);
    expect(texts(effects)[0]).toBe(
      'The downtime of the source should be over, and it is still open: starting at step 1.',
    );
    const held = apply({ ...resting, timers: { ...resting.timers, hold: NOON + 2 * HOUR } }, NOON + HOUR, [
      { kind: 'timers' },
    ]);
    expect(texts(held.effects)).toEqual([
      'The downtime of the source should be over, and it is still open; a maintenance holds paging.',
    ]);
    expect(held.effects[0]).toMatchObject({ entry: { data: { reason: 'downtime-limit', held: true } } });
  });
});

it('what everybody had been told of is not over: it rests like the rest', () => {
  const told = { ...running([step([user('ann')])]), exhausted: true, timers: {} };
  expect(apply(told, NOON, [signal(began(), known())]).incident).toMatchObject({
    exhausted: false,
    timers: { downtime: NOON + LONGEST_DOWNTIME },
  });
});

it('of what somebody has, pages are not ended anew', () => {
  const taken = apply(running([step([user('ann')])]), NOON, [
    { kind: 'command', command: { kind: 'acknowledge' }, actor: ANN },
  ]).incident;
  expect(apply(taken, NOON, [signal(began(), known())]).effects.map(({ kind }) => kind)).not.toContain('endPages');
});

it('each alert counts once, in and out, and only while it fires', () => {
  const four = {
    ...running([step([user('ann')])]),
    firing: [0, 0, 4, 0] as [number, number, number, number],
    inDowntime: 1,
  };
  const count = (event: ReturnType<typeof signal>) => apply(four, NOON, [event]).incident.inDowntime;
  expect([
    count(signal(began(), known())),
    count(signal(over(), inDowntime)),
    count(signal(began(), known({ status: 'resolved' }))),
    count(signal(began())),
  ]).toEqual([2, 0, 1, 1]);
  expect(count(signal(alert({ status: 'resolved' }), known({ status: 'resolved', downtime: true })))).toBe(1);
  expect(apply({ ...four, inDowntime: 0 }, NOON, [signal(over(), inDowntime)]).incident.inDowntime).toBe(0);
});
