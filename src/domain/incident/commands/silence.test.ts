/** Tests of what a silence by hand in the source does to a running escalation. */
import { describe, expect, it, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/advance';
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
  signal,
  step,
  texts,
  user,
} from '#domain/incident/incident.fake';
import type { Incident } from '#domain/incident/model';
import { ANSWER_WITHIN, FRESH } from '#domain/incident/commands/silence';
import type { SilenceAnswer } from '#domain/incident/commands/silence';
import { HOUR, MINUTE } from '#domain/time/duration';

/** The source can be asked, and each integration's name is its id. */
const ASKED = facts({ tellsSilences: () => true, sourceName: (id) => String(id) });
const TICK: IncidentEvent = { kind: 'timers' };
/** When step 2 is due. */
const DUE = NOON + 5 * MINUTE;

const heard = (said: SilenceAnswer, integration = 'scripts'): IncidentEvent => ({
  kind: 'heard',
  integration,
  heard: said,
});
const silenced = (changes: Partial<{ by: string; comment: string; until: number }> = {}, integration?: string) =>
  heard({ ok: true, silence: { by: 'Alice', comment: 'rack moves', until: NOON + HOUR, ...changes } }, integration);
const NOT_SILENCED = heard({ ok: true, silence: null });
const FAILED = heard({ ok: false, detail: 'timed out' });
const ACKNOWLEDGE: IncidentEvent = { kind: 'command', command: { kind: 'acknowledge' }, actor: ANN };

const open = () => running([step([user('ann')]), step([user('ben')]), step([user('cleo')])], {}, ASKED);
const waiting = () => apply(open(), DUE, [TICK], ASKED).incident;
const resting = (from = waiting()) => apply(from, DUE, [silenced()], ASKED).incident;
const data = (effects: ReturnType<typeof apply>['effects']) =>
  effects.flatMap((effect) => (effect.kind === 'timeline' ? [effect.entry.data] : []));

describe('before a step', () => {
  it('the source is asked, and has a moment to answer', () => {
    const { incident: after, effects } = apply(open(), DUE, [TICK], ASKED);
    expect(effects).toEqual([{ kind: 'ask' }]);
    expect(after.timers).toEqual({ answer: DUE + ANSWER_WITHIN });
  });

  it('the first page waits for nobody', () => {
    const first = incident({
      run: { policy: policy([step([user('ann')])]), pass: 0, passStartedAt: NOON, step: -1, entry: 0, paged: [] },
      timers: { escalate: NOON },
    });
    expect(paged(apply(first, NOON, [TICK], ASKED).effects)).toEqual(['ann default']);
  });

  it('nor does the first page of a policy that is read anew', () => {
    const lost = { ...open(), run: { ...open().run!, lost: true as const } };
    const { effects } = apply(
      lost,
      DUE,
      [TICK],
      facts({ tellsSilences: () => true, policy: () => policy([step([user('dee')])]) }),
    );
    expect(paged(effects)).toEqual(['dee default']);
  });

  it.each([
    ['an answer of half a minute ago stands', FRESH, ['ben default']],
    ['an older one does not', FRESH + 1, []],
  ])('%s', (_what, age, whom) => {
    expect(paged(apply({ ...open(), heardAt: DUE - age }, DUE, [TICK], ASKED).effects)).toEqual(whom);
  });

  it('a source that cannot tell is not asked', () => {
    expect(paged(apply(open(), DUE, [TICK]).effects)).toEqual(['ben default']);
  });
});

describe('the answer', () => {
  it('that it is not silenced lets the step come', () => {
    const { incident: after, effects } = apply(waiting(), DUE + 1, [NOT_SILENCED], ASKED);
    expect(paged(effects)).toEqual(['ben default']);
    expect(after).toMatchObject({ heardAt: DUE + 1, run: { step: 1 }, timers: { escalate: DUE + 1 + 5 * MINUTE } });
    expect(after.timers.answer).toBeUndefined();
  });

  it.each<[string, IncidentEvent, number, string, string]>([
    [
      'that cannot be had',
      FAILED,
      DUE + 1,
      'scripts did not say in time whether it is silenced there (timed out): the escalation goes on.',
      'timed out',
    ],
    [
      'that does not come in time',
      TICK,
      DUE + ANSWER_WITHIN,
      'scripts did not say in time whether it is silenced there: the escalation goes on.',
      '',
    ],
  ])('%s lets the step come, and that is said', (_what, event, at, text, detail) => {
    const { incident: after, effects } = apply(waiting(), at, [event], ASKED);
    expect(paged(effects)).toEqual(['ben default']);
    expect(texts(effects)[0]).toBe(text);
    expect(data(effects)[0]).toEqual({ reason: 'unheard', source: 'scripts', detail });
    expect(after.timers).toEqual({ escalate: at + 5 * MINUTE });
    expect(after.heardAt).toBeUndefined();
  });

  it.each<[string, IncidentEvent, number | undefined]>([
    ['of a source that could not be asked', FAILED, undefined],
    ['that it is not silenced', NOT_SILENCED, NOON + 1],
  ])('%s pages nobody where no step waits for it', (_what, event, heardAt) => {
    const { incident: after, effects } = apply(open(), NOON + 1, [event], ASKED);
    expect(effects).toEqual([]);
    expect(after.heardAt).toBe(heardAt);
    expect(after.timers).toEqual({ escalate: DUE });
  });

  it.each<[string, IncidentEvent]>([
    ['silenced', silenced()],
    ['not silenced', NOT_SILENCED],
    ['not to be had', FAILED],
  ])('"%s" changes nothing of what is resolved', (_what, event) => {
    const over: Incident = { ...waiting(), state: 'resolved', timers: {} };
    const { incident: after, effects } = apply(over, DUE + 1, [event], ASKED);
    expect({ effects, silence: after.silence, heardAt: after.heardAt, timers: after.timers }).toEqual({
      effects: [],
      silence: undefined,
      heardAt: undefined,
      timers: {},
    });
  });

  it.each<[string, IncidentEvent]>([
    ['not silenced', NOT_SILENCED],
    ['not to be had', FAILED],
  ])('"%s" pages nobody where it was put off meanwhile', (_what, event) => {
    const { incident: after, effects } = apply({ ...waiting(), state: 'snoozed' }, DUE + 1, [event], ASKED);
    expect(effects).toEqual([]);
    expect(after.timers.answer).toBeUndefined();
  });
});

describe('while it is silenced', () => {
  it.each([
    [
      'rack moves',
      'Silenced in scripts by Alice (rack moves): nobody is paged; when that ends, the escalation goes on at its next step.',
    ],
    ['', 'Silenced in scripts by Alice: nobody is paged; when that ends, the escalation goes on at its next step.'],
  ])('pages end, no step comes, and it is said who did it (%o)', (comment, text) => {
    const { incident: after, effects } = apply(waiting(), DUE, [silenced({ comment })], ASKED);
    expect(texts(effects)).toEqual([text]);
    expect(data(effects)).toEqual([
      { reason: 'silenced', by: 'Alice', comment, until: NOON + HOUR, source: 'scripts' },
    ]);
    expect(effects).toContainEqual({ kind: 'endPages', users: 'all', reason: 'silenced' });
    expect(after).toMatchObject({
      heardAt: DUE,
      silence: { by: 'Alice', comment, until: NOON + HOUR, source: 'scripts' },
    });
    expect(after.timers).toEqual({ silence: NOON + HOUR });
  });

  it('a step that was armed does not come', () => {
    expect(apply(open(), NOON + 1, [silenced()], ASKED).incident.timers).toEqual({ silence: NOON + HOUR });
  });

  it('the source that speaks is named, after a merge another than its own', () => {
    expect(texts(apply(waiting(), DUE, [silenced({}, 'zabbix')], ASKED).effects)[0]).toContain('Silenced in zabbix by');
  });

  it('an end that has passed by our clock is asked about again, not at once', () => {
    expect(apply(waiting(), DUE, [silenced({ until: NOON })], ASKED).incident.timers).toEqual({ silence: DUE + FRESH });
  });

  it.each([
    ['the same', {}, 0],
    ['the same, for longer', { until: NOON + 2 * HOUR }, 0],
    ['of somebody else', { by: 'Bob' }, 1],
    ['with another comment', { comment: 'disks, too' }, 1],
  ])('one that is %s is told %#', (_what, changes, told) => {
    const { incident: after, effects } = apply(resting(), DUE + MINUTE, [silenced(changes)], ASKED);
    expect(effects.map(({ kind }) => kind)).toEqual(told === 0 ? [] : ['timeline', 'endPages']);
    expect(after.timers.silence).toBe('until' in changes ? NOON + 2 * HOUR : NOON + HOUR);
  });

  it('what somebody has stays theirs', () => {
    const taken = apply(open(), NOON, [ACKNOWLEDGE], ASKED).incident;
    const { incident: after, effects } = apply(taken, NOON + 1, [silenced()], ASKED);
    expect(after).toMatchObject({ state: 'acknowledged', silence: { by: 'Alice' } });
    expect(effects.map(({ kind }) => kind)).toEqual(['timeline']);
  });

  it('what was taken and given back begins at step 1 when it ends', () => {
    const back = apply(
      resting(),
      DUE + MINUTE,
      [ACKNOWLEDGE, { kind: 'command', command: { kind: 'unacknowledge' }, actor: ANN }],
      ASKED,
    );
    expect(paged(back.effects)).toEqual([]);
    expect(back.incident).toMatchObject({ state: 'open', run: { pass: 0, step: -1, paged: [] } });
    expect(paged(apply(back.incident, DUE + 2 * MINUTE, [NOT_SILENCED], ASKED).effects)).toEqual(['ann default']);
  });

  it('an alert that says something new of itself makes the source be asked', () => {
    const worse = signal(alert({ severity: 'warning' }), known());
    expect(apply(resting(), DUE + MINUTE, [worse], ASKED).incident.timers.silence).toBe(DUE + MINUTE);
    const taken = apply(resting(), DUE, [ACKNOWLEDGE], ASKED).incident;
    expect(apply(taken, DUE + MINUTE, [worse], ASKED).incident.timers.silence).toBe(NOON + HOUR);
    expect(apply(open(), NOON + MINUTE, [worse], ASKED).incident.timers.silence).toBeUndefined();
  });
});

describe('when it ends', () => {
  it.each<[string, IncidentEvent, string, string]>([
    [
      'the source says so',
      NOT_SILENCED,
      'It is not silenced in scripts any more, and still open: the escalation goes on.',
      'silence-over',
    ],
    [
      'an alert joins that is not silenced',
      signal(alert({ fingerprint: 'b' })),
      'An alert that is not silenced in scripts joined: the escalation goes on.',
      'silence-joined',
    ],
  ])('since %s, the next step comes', (_what, event, text, reason) => {
    const { incident: after, effects } = apply(resting(), DUE + MINUTE, [event], ASKED);
    expect(paged(effects)).toEqual(['ben default']);
    expect(texts(effects)).toContain(text);
    expect(data(effects)).toContainEqual({ reason, source: 'scripts' });
    expect(after.silence).toBeUndefined();
    expect(after.timers).toEqual({ escalate: DUE + 6 * MINUTE });
  });

  it('at the time that was named, the source is asked first', () => {
    const { incident: after, effects } = apply(resting(), NOON + HOUR, [TICK], ASKED);
    expect(effects).toEqual([{ kind: 'ask' }]);
    expect(after.timers).toEqual({ silence: NOON + HOUR + FRESH, answer: NOON + HOUR + ANSWER_WITHIN });
    expect(paged(apply(after, NOON + HOUR + ANSWER_WITHIN, [TICK], ASKED).effects)).toEqual(['ben default']);
  });

  it('and the source can be asked no more, the next step comes', () => {
    const { effects } = apply(resting(), NOON + HOUR, [TICK]);
    expect(paged(effects)).toEqual(['ben default']);
  });

  it('nobody is told of it where somebody has the incident', () => {
    const taken = apply(resting(), DUE, [ACKNOWLEDGE], ASKED).incident;
    const { incident: after, effects } = apply(taken, NOON + HOUR, [TICK], ASKED);
    expect(effects).toEqual([]);
    expect([after.silence, after.timers]).toEqual([undefined, {}]);
  });

  it('an instant that belongs to no silence is forgotten', () => {
    const { incident: after, effects } = apply(
      { ...open(), timers: { silence: NOON + 1, escalate: DUE } },
      NOON + MINUTE,
      [TICK],
    );
    expect([effects, after.timers]).toEqual([[], { escalate: DUE }]);
  });

  it.each<[string, Partial<Incident>]>([
    ['a maintenance', { timers: { hold: NOON + 2 * HOUR } }],
    ['a downtime', { timers: { downtime: NOON + 2 * HOUR } }],
    ['that it is a test', { test: true }],
  ])('%s goes on holding it', (_what, changes) => {
    const { incident: after, effects } = apply({ ...resting(), ...changes }, DUE + MINUTE, [NOT_SILENCED], ASKED);
    expect(paged(effects)).toEqual([]);
    expect(after.timers.escalate).toBeUndefined();
  });

  it('and all has recovered, the step waits until it fires again', () => {
    const quiet = { ...resting(), timers: { silence: NOON + HOUR, resolve: NOON + 2 * HOUR } };
    const { incident: after, effects } = apply(quiet, DUE + MINUTE, [NOT_SILENCED], ASKED);
    expect(paged(effects)).toEqual([]);
    expect(after).toMatchObject({
      run: { postponed: true },
      timers: { escalate: NOON + 2 * HOUR, resolve: NOON + 2 * HOUR },
    });
  });
});

test('an answer stands for half a minute, and is waited for two seconds', () => {
  expect([FRESH, ANSWER_WITHIN]).toEqual([30_000, 2_000]);
});
