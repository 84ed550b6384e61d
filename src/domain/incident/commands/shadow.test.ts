/** What a switch between real and shadow leaves in an incident. */
import { describe, expect, it, test } from 'vitest';
import { alert, ANN, apply, known, NOON, paged, running, signal, step, user } from '#domain/incident/incident.fake';
import { wasReal } from '#domain/incident/commands/shadow';
import type { ShadowChange } from '#domain/incident/commands/shadow';
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
const switched = (incident: Incident, change: ShadowChange, at = NOW) =>
  apply(incident, at, [{ kind: 'shadow', change }]);
const END = { kind: 'endPages', users: 'all', reason: 'shadow' };

describe('into shadow', () => {
  it.each([
    ['open', open],
    ['acknowledged', acknowledged],
    ['snoozed', snoozed],
  ])('%s: pages end, everything else goes on', (_, incident) => {
    const { incident: after, effects } = switched(incident, 'began');
    const run = { ...incident.run, beforeShadow: { step: 0, pass: 0, entry: 1, exhausted: false } };
    expect(after).toEqual({ ...incident, run, version: incident.version + 1 });
    expect(wasReal(after)).toBe(true);
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

describe('back to real: stopped', () => {
  it('a snoozed incident that two people acknowledged asks for both of them again', () => {
    const given = { ...snoozed, acks: ['ann', 'ben'], acknowledgedBy: 'ann', acknowledgedAt: NOON };
    expect(switched(given, 'over').incident).toMatchObject({ state: 'open', acks: [], acknowledgedBy: null });
  });

  test.each(['over', 'resumed'] as const)('a test that is %s never pages, and ends by itself', (change) => {
    const given = { ...open, test: true };
    const after = switched(given, change).incident;
    expect(unattended(after)).toBeNull();
    const later = apply(after, NOW, [signal(alert({ fingerprint: 'other' })), { kind: 'timers' }, { kind: 'repair' }]);
    expect(paged(later.effects)).toEqual([]);
    expect(apply(after, NOON + 2 * HOUR, [{ kind: 'timers' }]).incident.state).toBe('resolved');
  });
});

describe('back to real: going on', () => {
  const LATER = NOON + 2 * HOUR;
  const inShadow = (incident: Incident, until: number) => {
    const began = switched(incident, 'began').incident;
    const steps = Array.from({ length: 40 }, (_, i) => NOW + i * 3 * MINUTE).filter((at) => at < until);
    return steps.reduce((one, at) => apply(one, at, [{ kind: 'timers' }]).incident, began);
  };
  const real = (incident: Incident, at: number) => {
    const after = switched(incident, 'resumed', at);
    const then = apply(after.incident, at, [{ kind: 'timers' }]);
    return { incident: then.incident, paged: [...paged(after.effects), ...paged(then.effects)] };
  };

  test.each([
    ['nothing was due in shadow', open, 0, ['ann default']],
    ['the last step ran in shadow, and everybody was told', open, 40, ['ann default']],
    [
      'step 2 had been entered for real',
      apply(open, NOON + 5 * MINUTE, [{ kind: 'timers' }]).incident,
      40,
      ['ben default'],
    ],
    ['it began in shadow', null, 0, ['ann default']],
  ])('%s: it starts again at the step it had', (_, incident, rounds, expected) => {
    const shadowed = incident === null ? open : inShadow(incident, NOW + rounds * 3 * MINUTE);
    const after = real(shadowed, LATER);
    expect(after.paged).toEqual(expected);
    expect(after.incident).toMatchObject({ state: 'open', exhausted: false });
    expect(wasReal(after.incident)).toBe(false);
    expect(after.incident.timers.escalate).toBe(LATER + 5 * MINUTE);
  });

  it('then goes on to the end', () => {
    const after = real(inShadow(open, LATER), LATER).incident;
    expect(paged(apply(after, LATER + 5 * MINUTE, [{ kind: 'timers' }]).effects)).toEqual(['ben default']);
  });

  it('a snooze, an acknowledgement and a maintenance keep their ends', () => {
    const held = { ...open, timers: { hold: NOON + HOUR } };
    for (const one of [acknowledged, snoozed, held]) {
      const after = switched(switched(one, 'began').incident, 'resumed', NOW).incident;
      expect(after).toMatchObject({ state: one.state, timers: one.timers });
      expect(after.timers).toEqual(one.timers);
    }
    const over = real(switched(snoozed, 'began').incident, NOW).incident;
    expect(paged(apply(over, NOON + HOUR, [{ kind: 'timers' }]).effects)).toEqual(['ann default']);
  });

  it('a snooze that ended in shadow starts at step 1', () => {
    expect(real(inShadow(snoozed, LATER), LATER).paged).toEqual(['ann default']);
  });

  it('a silence in the source goes on, and then the step that was reached', () => {
    const silence = { by: 'ann', comment: '', until: LATER, source: 'Scripts' };
    const given: Incident = { ...open, silence, timers: { silence: LATER } };
    const after = real(switched(given, 'began').incident, NOW);
    expect(after).toMatchObject({ paged: [], incident: { timers: { silence: LATER } } });
    expect(paged(apply(after.incident, LATER, [{ kind: 'timers' }]).effects)).toEqual(['ann default']);
  });

  it('while all alerts are over, nobody is paged; once one returns, the step is entered', () => {
    const given = { ...open, timers: { ...open.timers, resolve: NOW + MINUTE } };
    expect(real(switched(given, 'began').incident, NOW).paged).toEqual([]);
  });

  it('everybody was told before the shadow: it stays so', () => {
    const told = apply(apply(open, NOON + 5 * MINUTE, [{ kind: 'timers' }]).incident, NOON + 10 * MINUTE, [
      { kind: 'timers' },
    ]).incident;
    expect(told.exhausted).toBe(true);
    expect(real(inShadow(told, LATER), LATER)).toMatchObject({ paged: [], incident: { exhausted: true } });
  });

  it('everybody was told before the shadow, and a new alert joined in it: it starts at step 1', () => {
    const told = apply(apply(open, NOON + 5 * MINUTE, [{ kind: 'timers' }]).incident, NOON + 10 * MINUTE, [
      { kind: 'timers' },
    ]).incident;
    const joined = apply(switched(told, 'began').incident, NOON + 11 * MINUTE, [
      signal(alert({ fingerprint: 'other' })),
    ]).incident;
    const shadowed = [16, 21, 26].reduce(
      (one, at) => apply(one, NOON + at * MINUTE, [{ kind: 'timers' }]).incident,
      joined,
    );
    expect(shadowed.exhausted).toBe(true);
    expect(real(shadowed, LATER).paged).toEqual(['ann default']);
  });

  it('the last pass is not used up by the shadow', () => {
    const again = running([step([user('ann')])], { repeat: 1 });
    const after = real(inShadow(again, LATER), LATER).incident;
    expect(after.run).toMatchObject({ pass: 0, step: 0 });
  });
});

it('a resolved incident is left alone', () => {
  expect(switched(resolved, 'over').effects).toEqual([]);
  expect(switched(resolved, 'resumed').effects).toEqual([]);
  expect(switched(resolved, 'began').effects).toEqual([]);
});
