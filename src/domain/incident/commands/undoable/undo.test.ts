import { describe, expect, it } from 'vitest';
import type { Command } from '#domain/incident/commands/command';
import { ANN, apply, BEN, facts, NOON, paged, running, step, user } from '#domain/incident/incident.fake';
import type { Actor, Incident } from '#domain/incident/model';
import { MINUTE, SECOND } from '#domain/time/duration';

const AT = NOON + MINUTE;

function given(from: Incident, command: Command, actor: Actor, now: number) {
  const { incident, effects, results } = apply(from, now, [{ kind: 'command', command, actor }]);
  return { incident, effects, refusal: results[0]?.refusal ?? null };
}

const open = () => running([step([user('ann')]), step([user('ben')])]);
const state = ({ version: _version, undo: _undo, given: _given, ...rest }: Incident) => rest;

describe('undo of a resolution', () => {
  const before: Array<[string, Incident]> = [
    ['open, at its step and with its timers', open()],
    ['acknowledged, with its owner', given(open(), { kind: 'acknowledge' }, ANN, AT).incident],
    ['snoozed, until its end', given(open(), { kind: 'snooze', until: AT + 60 * MINUTE }, ANN, AT).incident],
    [
      'silenced in the source',
      { ...open(), silence: { by: 'zoe', comment: '', until: AT + MINUTE, source: 'Scripts' }, heardAt: AT },
    ],
    ['unanswered', { ...open(), exhausted: true, timers: {} }],
  ];

  it.each(before)('%s: it is as it was', (_text, incident) => {
    const resolved = given(incident, { kind: 'resolve' }, ANN, AT).incident;
    const { incident: back, effects, refusal } = given(resolved, { kind: 'undo' }, ANN, AT + 10 * SECOND);
    expect(refusal).toBeNull();
    expect(state(back)).toEqual(state(incident));
    expect(back.undo).toBeUndefined();
    expect(paged(effects)).toEqual([]);
    expect(effects).toContainEqual({ kind: 'resumePages', endedAt: AT });
    expect(effects).toContainEqual({ kind: 'intervention', what: 'resume', endedAt: AT });
  });

  it('people whose page waits for others still wait, and those who waited before do not wait again', () => {
    const from = open();
    const waiting: Incident = {
      ...from,
      run: from.run && { ...from.run, held: [{ user: 'ben', urgency: 'urgent' }], called: ['ann'] },
    };
    const resolved = given(waiting, { kind: 'resolve' }, ANN, AT).incident;
    expect(resolved.run).not.toHaveProperty('held');
    expect(given(resolved, { kind: 'undo' }, ANN, AT).incident.run).toEqual(waiting.run);
  });

  it('a step that came due meanwhile is entered at once', () => {
    const from = open();
    const resolved = given(from, { kind: 'resolve' }, ANN, NOON + 5 * MINUTE - SECOND).incident;
    const back = given(resolved, { kind: 'undo' }, ANN, NOON + 5 * MINUTE + 5 * SECOND).incident;
    expect(paged(apply(back, NOON + 5 * MINUTE + 5 * SECOND, [{ kind: 'timers' }]).effects)).toEqual(['ben default']);
  });

  it('the source is told again what it took as over', () => {
    const taken = given(open(), { kind: 'acknowledge' }, ANN, AT).incident;
    const resolved = given(taken, { kind: 'resolve' }, BEN, AT).incident;
    expect(given(resolved, { kind: 'undo' }, BEN, AT).effects).toContainEqual({
      kind: 'sync',
      what: 'acknowledge',
      actor: 'ann',
      text: null,
    });
  });

  it('and likewise of a snooze', () => {
    const snoozed = given(open(), { kind: 'snooze', until: AT + 60 * MINUTE }, ANN, AT).incident;
    expect(snoozed.state).toBe('snoozed');
    const over = given(snoozed, { kind: 'resolve' }, BEN, AT).incident;
    expect(given(over, { kind: 'undo' }, BEN, AT).effects).toContainEqual(
      expect.objectContaining({ kind: 'sync', what: 'snooze', text: null }),
    );
  });

  const resolved = () => given(open(), { kind: 'resolve' }, ANN, AT).incident;
  it.each<[string, Incident, Actor, number]>([
    ['by somebody else', resolved(), BEN, AT],
    ['after a minute', resolved(), ANN, AT + MINUTE + 1],
    ['after something else happened', { ...resolved(), version: 99 }, ANN, AT],
    ['of a resolution that is not remembered', { ...resolved(), undo: undefined as never }, ANN, AT],
  ])('%s is refused, and changes nothing', (_text, incident, actor, now) => {
    const { incident: after, effects, refusal } = given(incident, { kind: 'undo' }, actor, now);
    expect(refusal).toMatchObject({ code: 'too-late', why: { reason: 'undo-too-late' } });
    expect(after.state).toBe('resolved');
    expect(effects).toEqual([]);
  });

  it('the work that ended goes on before the command counts as work', () => {
    const known = facts({ hasWorkProfile: () => true });
    const undone = apply(resolved(), AT, [{ kind: 'command', command: { kind: 'undo' }, actor: ANN }], known);
    expect(undone.effects.filter(({ kind }) => kind === 'intervention')).toEqual([
      { kind: 'intervention', what: 'resume', endedAt: AT },
      { kind: 'intervention', what: 'act', user: 'ann' },
    ]);
  });

  it('twice is once', () => {
    const back = given(resolved(), { kind: 'undo' }, ANN, AT).incident;
    expect(given(back, { kind: 'undo' }, ANN, AT + SECOND)).toMatchObject({ effects: [], refusal: null });
  });

  it('reopening forgets it', () => {
    const reopened = given(resolved(), { kind: 'unresolve' }, ANN, AT).incident;
    expect(reopened.undo).toBeUndefined();
  });
});

describe('undo of an answer', () => {
  const taken = () => given(open(), { kind: 'acknowledge' }, ANN, AT).incident;
  const WORLD = {
    acknowledgement: { kind: 'acknowledge' },
    snooze: { kind: 'snooze', until: AT + 60 * MINUTE },
  } as const;
  const before: Array<[string, Incident]> = [
    ['open, at its step and with its timers', open()],
    ['unanswered', { ...open(), exhausted: true, timers: {} }],
    [
      'silenced in the source',
      { ...open(), silence: { by: 'zoe', comment: '', until: AT, source: 'Scripts' }, heardAt: AT },
    ],
    ['snoozed by somebody else', given(open(), { kind: 'snooze', until: AT + 30 * MINUTE }, BEN, AT).incident],
  ];

  it.each(Object.entries(WORLD).flatMap(([name, command]) => before.map((one) => [name, ...one, command] as const)))(
    'an %s, %s: it is as it was',
    (_name, _text, incident, command) => {
      const answered = given(incident, command, ANN, AT).incident;
      const { incident: back, effects, refusal } = given(answered, { kind: 'undo' }, ANN, AT + 10 * SECOND);
      expect(refusal).toBeNull();
      expect(state(back)).toEqual(state(incident));
      expect(paged(effects)).toEqual([]);
      expect(effects).toContainEqual({ kind: 'resumePages', endedAt: AT });
    },
  );

  it('one of several acknowledgements: the others stay, and the source hears nothing', () => {
    const needs = running([step([user('ann'), user('ben')], { requireAcks: 2 })]);
    const one = given(needs, { kind: 'acknowledge' }, ANN, AT).incident;
    expect(one).toMatchObject({ state: 'open', acks: ['ann'] });
    const { incident: back, effects } = given(one, { kind: 'undo' }, ANN, AT);
    expect(state(back)).toEqual(state(needs));
    expect(effects.map(({ kind }) => kind)).not.toContain('sync');
    const both = given(one, { kind: 'acknowledge' }, BEN, AT).incident;
    expect(both).toMatchObject({ state: 'acknowledged', acks: ['ann', 'ben'] });
    expect(given(both, { kind: 'undo' }, BEN, AT).incident).toMatchObject({ state: 'open', acks: ['ann'] });
  });

  it('the source is told what it is now', () => {
    const told = (incident: Incident) =>
      given(incident, { kind: 'undo' }, ANN, AT).effects.flatMap((one) => (one.kind === 'sync' ? [one.what] : []));
    const snoozed = (from: Incident) => given(from, WORLD.snooze, ANN, AT).incident;
    expect(told(taken())).toEqual(['unacknowledge']);
    expect(told(given(before[3]?.[1] as Incident, WORLD.acknowledgement, ANN, AT).incident)).toEqual(['snooze']);
    expect(told(snoozed(open()))).toEqual(['unacknowledge']);
    expect(told(snoozed(taken()))).toEqual(['acknowledge']);
    expect(told(snoozed(before[3]?.[1] as Incident))).toEqual(['snooze']);
  });

  it('the command is work of its own, which ends with what it takes back', () => {
    const known = facts({ hasWorkProfile: () => true });
    const undone = apply(taken(), AT, [{ kind: 'command', command: { kind: 'undo' }, actor: ANN }], known);
    expect(undone.effects.filter(({ kind }) => kind === 'intervention')).toEqual([
      { kind: 'intervention', what: 'act', user: 'ann' },
      { kind: 'intervention', what: 'end', user: 'ann' },
    ]);
  });

  it.each<[string, Incident, Actor, number]>([
    ['by somebody else', taken(), BEN, AT],
    ['after a minute', taken(), ANN, AT + MINUTE + 1],
    ['after something else happened', { ...taken(), version: 99 }, ANN, AT],
  ])('%s is refused, and changes nothing', (_text, incident, actor, now) => {
    const { incident: after, effects, refusal } = given(incident, { kind: 'undo' }, actor, now);
    expect(refusal).toMatchObject({ code: 'too-late', why: { reason: 'answer-stays' } });
    expect(after.state).toBe('acknowledged');
    expect(effects).toEqual([]);
  });

  it('where nothing is remembered, nothing is done', () => {
    const { undo: _undo, ...unknown } = taken();
    expect(given(unknown, { kind: 'undo' }, ANN, AT)).toMatchObject({ effects: [], refusal: null });
  });
});
