import { describe, expect, it } from 'vitest';
import { advance } from '#domain/incident/advance';
import type { Command } from '#domain/incident/commands/command';
import type { IncidentEvent } from '#domain/incident/advance';
import {
  alert,
  ANN,
  apply,
  BEN,
  facts,
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
import type { Actor, Incident } from '#domain/incident/model';
import { HOUR, MINUTE } from '#domain/time/duration';

const two = (requireAcks = 1) => running([step([user('ann'), user('ben')], { requireAcks }), step([user('cleo')])]);

function command(from: Incident, given: Command, actor: Actor = SCRIPT, now = NOON + MINUTE) {
  const answer = advance(from, [{ kind: 'command', command: given, actor }], now, facts());
  return { ...answer, refusal: answer.results[0]?.refusal ?? null };
}

describe('acknowledge', () => {
  it('stops escalation and pages', () => {
    const { incident, effects } = command(two(), { kind: 'acknowledge' }, ANN);
    expect(incident).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: 'ann',
      acknowledgedKind: 'person',
      timers: {},
    });
    expect(effects).toContainEqual({ kind: 'endPages', users: 'all', reason: 'acknowledged' });
    expect(effects).toContainEqual({
      kind: 'tellReached',
      update: 'acknowledged',
      actor: 'ann',
      text: null,
      except: ['ann'],
    });
  });

  it('of two who must: the first ends only her own page, the second acknowledges', () => {
    const first = command(two(2), { kind: 'acknowledge' }, ANN);
    expect(first.incident).toMatchObject({ state: 'open', acks: ['ann'] });
    expect(first.effects).toContainEqual({ kind: 'endPages', users: ['ann'], reason: 'acknowledged' });
    expect(command(first.incident, { kind: 'acknowledge' }, ANN).effects).toEqual([]);
    expect(command(first.incident, { kind: 'acknowledge' }, SCRIPT).incident.acks).toEqual(['ann']);
    expect(command(first.incident, { kind: 'acknowledge' }, BEN).incident.state).toBe('acknowledged');
  });

  it('on a resolved incident does nothing', () => {
    const over = command(two(), { kind: 'resolve' }).incident;
    expect(command(over, { kind: 'acknowledge' })).toMatchObject({ effects: [], refusal: null });
  });

  it('arms the question whether she is still on it, and answers it', () => {
    const taken = command(
      running([step([user('ann')])], { ackTimeout: HOUR }),
      { kind: 'acknowledge' },
      ANN,
      NOON,
    ).incident;
    const asked = apply(taken, NOON + HOUR, [{ kind: 'timers' }]);
    expect(asked.effects).toContainEqual({ kind: 'tell', users: ['ann'], update: 'confirm', actor: null, text: null });
    expect(asked.incident.timers).toEqual({ confirmLimit: NOON + HOUR + 5 * MINUTE });
    const confirmed = command(asked.incident, { kind: 'acknowledge' }, ANN, NOON + HOUR + MINUTE).incident;
    expect(confirmed.timers).toEqual({ confirm: NOON + 2 * HOUR + MINUTE });
    const silent = apply(asked.incident, NOON + HOUR + 5 * MINUTE, [{ kind: 'timers' }]);
    expect(silent.incident.state).toBe('open');
    expect(paged(silent.effects)).toEqual(['ann default']);
  });
});

describe('back to step 1 with counts at 0', () => {
  const late = apply(two(), NOON + 5 * MINUTE, [{ kind: 'timers' }]).incident;
  const cases: Array<[string, Incident, Command]> = [
    ['unacknowledge', command(late, { kind: 'acknowledge' }).incident, { kind: 'unacknowledge' }],
    ['wake', command(late, { kind: 'snooze', until: NOON + HOUR }).incident, { kind: 'wake' }],
    ['unresolve', command(late, { kind: 'resolve' }).incident, { kind: 'unresolve' }],
    ['restart', late, { kind: 'restart', policy: null }],
  ];

  it.each(cases)('%s', (_name, from, given) => {
    const { incident, effects } = command(from, given, SCRIPT, NOON + 10 * MINUTE);
    expect(incident).toMatchObject({
      state: 'open',
      acks: [],
      exhausted: false,
      run: { pass: 0, step: 0, passStartedAt: NOON + 10 * MINUTE, paged: ['ann', 'ben'] },
    });
    expect(paged(effects)).toEqual(['ann default', 'ben default']);
  });
});

describe('snooze', () => {
  it('ends escalation and pages until then', () => {
    const { incident, effects } = command(two(), { kind: 'snooze', until: NOON + HOUR });
    expect(incident).toMatchObject({ state: 'snoozed', snoozedUntil: NOON + HOUR, timers: { wake: NOON + HOUR } });
    expect(effects).toContainEqual({ kind: 'endPages', users: 'all', reason: 'snoozed' });
  });

  it('into the past is refused', () => {
    expect(command(two(), { kind: 'snooze', until: NOON }).refusal?.code).toBe('bad-time');
  });

  it('lasts 52 weeks at most, from now on', () => {
    const longest = NOON + MINUTE + 364 * 24 * HOUR;
    expect(command(two(), { kind: 'snooze', until: longest }).incident.state).toBe('snoozed');
    expect(command(two(), { kind: 'snooze', until: longest + 1 }).refusal?.why).toMatchObject({
      reason: 'snooze-too-long',
    });
  });
});

describe('escalate', () => {
  it('goes to the next step now and un-acknowledges', () => {
    const taken = command(two(), { kind: 'acknowledge' }, ANN).incident;
    const { incident, effects } = command(taken, { kind: 'escalate' });
    expect(paged(effects)).toEqual(['cleo default']);
    expect(incident).toMatchObject({ state: 'open', acknowledgedBy: null });
  });
});

describe('reassign', () => {
  it('to people pages them urgent and keeps the policy for later', () => {
    const { incident, effects } = command(two(), { kind: 'reassign', to: { users: ['dee'] } });
    expect(paged(effects)).toEqual(['dee urgent']);
    expect(incident.policy).toBe('p');
  });

  it('to a policy starts it', () => {
    const { incident, effects } = command(two(), {
      kind: 'reassign',
      to: { policy: policy([step([user('dee')])], { id: 'other', team: null }) },
    });
    expect(paged(effects)).toEqual(['dee default']);
    expect(incident).toMatchObject({ policy: 'other', team: 'sre' });
  });

  it('to somebody unknown is refused', () => {
    expect(command(two(), { kind: 'reassign', to: { users: ['zoe'] } }).refusal).toMatchObject({
      code: 'unknown-user',
      message: 'There is no user zoe.',
    });
  });
});

describe('severity', () => {
  it('set by hand is only raised by the source from then on', () => {
    const lowered = command(two(), { kind: 'severity', severity: 'warning' }).incident;
    expect(lowered).toMatchObject({ severity: 'warning' });
    const after = (...signals: IncidentEvent[]) => apply(lowered, NOON + 1, signals).incident.severity;
    expect(after(signal(alert(), known()))).toBe('warning');
    expect(after(signal(alert({ fingerprint: 'b', severity: 'info' })))).toBe('warning');
    expect(after(signal(alert({ fingerprint: 'b', severity: 'error' })))).toBe('error');
    expect(after(signal(alert({ severity: 'critical' }), known()))).toBe('critical');
    expect(after(signal(alert({ status: 'info', severity: 'critical' }), known()))).toBe('critical');
  });

  it('raised by hand is not lowered by what joins or recovers', () => {
    const raised = command(two(), { kind: 'severity', severity: 'critical' }).incident;
    const joined = apply(raised, NOON + 1, [signal(alert({ fingerprint: 'b', severity: 'info' }))]).incident;
    expect(joined.severity).toBe('critical');
    expect(apply(joined, NOON + 2, [signal(alert({ status: 'resolved' }), known())]).incident.severity).toBe(
      'critical',
    );
  });

  it('lowered by hand is raised by what is merged into it, not by what it had', () => {
    const lowered = command(two(), { kind: 'severity', severity: 'info' }).incident;
    const merge = (firing: Incident['firing']) =>
      apply(lowered, NOON + 1, [{ kind: 'absorbed', from: { id: 'i2', number: 2 }, firing, total: 2, actor: ANN }])
        .incident.severity;
    expect(merge([1, 0, 1, 0])).toBe('info');
    expect(merge([0, 1, 1, 0])).toBe('warning');
  });
});

it.each<Command>([
  { kind: 'snooze', until: NOON + HOUR },
  { kind: 'escalate' },
  { kind: 'restart', policy: null },
  { kind: 'severity', severity: 'info' },
  { kind: 'reassign', to: { users: ['dee'] } },
  { kind: 'responders', users: ['dee'], rotas: [] },
  { kind: 'unacknowledge' },
])('%o on a resolved incident is refused, saying what to do first', (given) => {
  const over = command(two(), { kind: 'resolve' }).incident;
  expect(command(over, given).refusal).toEqual({
    code: 'resolved',
    message: `Incident #1 is resolved. Unresolve it first, then ${given.kind} it.`,
    why: { reason: 'incident-resolved', data: { number: 1, command: given.kind } },
  });
});

it('responders page without stopping the policy', () => {
  const before = two();
  const { incident, effects } = command(before, { kind: 'responders', users: [], rotas: ['sre'] });
  expect(paged(effects)).toEqual(['ann urgent']);
  expect(incident.timers).toEqual(before.timers);
  expect(texts(effects)).toEqual(['api asked ann to help']);
});

describe('a command of somebody with a work profile', () => {
  const profiled = { ...facts(), hasWorkProfile: (login: string) => login === 'ann' };
  const effectsOf = (given: Command, actor: Actor, from = two()) =>
    advance(from, [{ kind: 'command', command: given, actor }], NOON + MINUTE, profiled).effects;
  const acts = (given: Command, actor: Actor, from = two()) =>
    effectsOf(given, actor, from).filter((effect) => effect.kind === 'intervention' && effect.what === 'act');

  it('is said before what the command does', () => {
    const act = { kind: 'intervention', what: 'act', user: 'ann' };
    expect(effectsOf({ kind: 'resolve' }, ANN)[0]).toEqual(act);
    expect(effectsOf({ kind: 'note', text: 'x' }, ANN)[0]).toEqual(act);
  });

  it('is said also where it changes nothing, and not where it is refused', () => {
    const done = command(two(), { kind: 'resolve' }).incident;
    expect(acts({ kind: 'acknowledge' }, ANN, done)).toHaveLength(1);
    expect(acts({ kind: 'escalate' }, ANN, done)).toEqual([]);
    expect(acts({ kind: 'snooze', until: NOON }, ANN)).toEqual([]);
  });

  it('is not said of others', () => {
    expect(acts({ kind: 'resolve' }, BEN)).toEqual([]);
    expect(acts({ kind: 'resolve' }, { ...SCRIPT, name: 'ann' })).toEqual([]);
  });
});
