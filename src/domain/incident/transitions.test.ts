/**
 * Tests of everything that a transition asks of later stages and leaves in the incident: nothing missing, nothing more.
 */
import { describe, expect, it } from 'vitest';
import type { DecisionFacts } from '#domain/incident/draft';
import {
  ANN,
  apply,
  BEN,
  facts,
  incident,
  NOON,
  paged,
  policy,
  running,
  SCRIPT,
  step,
  texts,
  user,
} from '#domain/incident/incident.fake';
import { TEST_LIFE } from '#domain/incident/lifecycle';
import type { Command } from '#domain/incident/commands/command';
import type { Actor, Incident } from '#domain/incident/model';
import { HOUR, MINUTE } from '#domain/time/duration';

const NOW = NOON + MINUTE;
const ONE = [step([user('ann')]), step([user('ben')])];
const entry = (kind: string, actor: string | null, text: string, data: object) => ({
  kind: 'timeline',
  entry: { at: NOW, kind, actor, text, data },
});
const END_OF_WORK = { kind: 'intervention', what: 'end', user: null };
const endPages = (reason: string, users: unknown = 'all') => ({ kind: 'endPages', users, reason });
const tellReached = (update: string, actor: string | null, except: string[], text: string | null = null) => ({
  kind: 'tellReached',
  update,
  actor,
  text,
  except,
});
const sync = (what: string, actor: string, text: string | null = null) => ({ kind: 'sync', what, actor, text });
const pageOf = (login: string, urgency: string, at: object | null) => ({
  kind: 'page',
  user: login,
  urgency,
  step: at,
});
/** Step 1 of a run that was restarted. */
const firstStep = (entries: number) => [
  entry('step', null, 'Step 1: paging ann, default; 5m to answer.', {
    step: 1,
    pass: 1,
    users: ['ann'],
    channels: [],
    urgency: 'default',
    wait: 5 * MINUTE,
    missing: [],
  }),
  pageOf('ann', 'default', { entry: entries, pass: 0, step: 0 }),
];

function give(from: Incident, command: Command, actor: Actor = ANN, given: DecisionFacts = facts()) {
  const answer = apply(from, NOW, [{ kind: 'command', command, actor }], given);
  return { ...answer, refusal: answer.results[0]?.refusal ?? null };
}

const open = (changes: Partial<Incident> = {}): Incident => ({ ...running(ONE, { ackTimeout: HOUR }), ...changes });
const taken = (changes: Partial<Incident> = {}) => ({ ...give(open(), { kind: 'acknowledge' }).incident, ...changes });
const snoozed = (changes: Partial<Incident> = {}) => ({
  ...give(open(), { kind: 'snooze', until: NOON + HOUR }).incident,
  ...changes,
});
const over = () => give(open(), { kind: 'resolve' }).incident;
const FREE = { acknowledgedAt: null, acknowledgedBy: null, acknowledgedKind: null, acks: [], snoozedUntil: null };

describe('acknowledge', () => {
  it('begins work, ends all pages, tells those who were reached and the source', () => {
    const { incident: after, effects } = give(open(), { kind: 'acknowledge' });
    expect(effects).toEqual([
      { kind: 'intervention', what: 'begin', user: 'ann' },
      entry('acknowledged', 'ann', 'Acknowledged by ann', { via: 'grafana' }),
      endPages('acknowledged'),
      tellReached('acknowledged', 'ann', ['ann']),
      sync('acknowledge', 'ann'),
    ]);
    expect(after).toMatchObject({
      state: 'acknowledged',
      acknowledgedAt: NOW,
      acknowledgedBy: 'ann',
      acknowledgedKind: 'person',
      acks: ['ann'],
      exhausted: false,
      timers: { confirm: NOW + HOUR },
    });
    expect(after.timers.escalate).toBeUndefined();
  });

  it('by a script begins no work, and nobody is left out of what is told', () => {
    const { incident: after, effects } = give(open(), { kind: 'acknowledge' }, SCRIPT);
    expect(effects).toEqual([
      entry('acknowledged', 'api', 'Acknowledged by api', { via: 'api' }),
      endPages('acknowledged'),
      tellReached('acknowledged', 'api', []),
      sync('acknowledge', 'api'),
    ]);
    expect(after.acks).toEqual([]);
  });

  it('ends a snooze, and what was exhausted, and what was asked of the source', () => {
    expect(give(snoozed(), { kind: 'acknowledge' }).incident).toMatchObject({
      state: 'acknowledged',
      snoozedUntil: null,
    });
    expect(give(snoozed(), { kind: 'acknowledge' }).incident.timers).toEqual({ confirm: NOW + HOUR });
    expect(
      give(open({ exhausted: true, timers: { answer: NOW + 1 } }), { kind: 'acknowledge' }).incident,
    ).toMatchObject({ exhausted: false });
    expect(give(open({ timers: { answer: NOW + 1 } }), { kind: 'acknowledge' }).incident.timers).toEqual({
      confirm: NOW + HOUR,
    });
  });

  it('that is given again says nothing, unless they were asked', () => {
    expect(give(taken(), { kind: 'acknowledge' }).effects).toEqual([]);
    const asked = taken({ timers: { confirmLimit: NOON + HOUR } });
    const { incident: after, effects } = give(asked, { kind: 'acknowledge' });
    expect(effects).toEqual([entry('confirm', 'ann', 'ann is still on it', { confirmed: true, via: 'grafana' })]);
    expect(after.timers).toEqual({ confirm: NOW + HOUR });
  });

  it('of two who must, is counted', () => {
    const both = running([step([user('ann'), user('ben')], { requireAcks: 2 })]);
    const first = give(both, { kind: 'acknowledge' });
    expect(first.effects).toEqual([
      { kind: 'intervention', what: 'begin', user: 'ann' },
      entry('acknowledged', 'ann', 'Acknowledged by ann (1 of 2)', { acks: 1, needed: 2, via: 'grafana' }),
      endPages('acknowledged', ['ann']),
    ]);
    expect(give(both, { kind: 'acknowledge' }, SCRIPT).effects).toEqual([
      entry('acknowledged', 'api', 'api acknowledged; only people count, and this step needs 2.', {
        counts: false,
        needed: 2,
        via: 'api',
      }),
    ]);
    expect(give(first.incident, { kind: 'acknowledge' }, BEN).incident).toMatchObject({
      state: 'acknowledged',
      acks: ['ann', 'ben'],
    });
  });

  it('of one that is put off needs no second', () => {
    const both = running([step([user('ann'), user('ben')], { requireAcks: 2 })]);
    const { incident: after } = give(
      { ...both, state: 'snoozed', timers: { wake: NOON + HOUR } },
      { kind: 'acknowledge' },
    );
    expect(after).toMatchObject({ state: 'acknowledged', acks: ['ann'] });
  });
});

describe('unacknowledge', () => {
  it('ends the work, tells those who were reached and the source, and begins at step 1', () => {
    const { incident: after, effects } = give(taken({ exhausted: true }), { kind: 'unacknowledge' });
    expect(effects).toEqual([
      END_OF_WORK,
      entry('unacknowledged', 'ann', 'ann took back the acknowledgement', { reason: 'asked', via: 'grafana' }),
      tellReached('unacknowledged', 'ann', ['ann']),
      sync('unacknowledge', 'ann'),
      ...firstStep(2),
    ]);
    expect(after).toMatchObject({ ...FREE, state: 'open', exhausted: false, timers: { escalate: NOW + 5 * MINUTE } });
    expect(after.timers.confirm).toBeUndefined();
  });

  it('takes back one of several', () => {
    expect(give(open({ acks: ['ann'] }), { kind: 'unacknowledge' })).toMatchObject({ incident: { acks: [] } });
    expect(give(open({ acks: ['ann'] }), { kind: 'unacknowledge' }).effects).toContainEqual(
      sync('unacknowledge', 'ann'),
    );
  });

  it('of what nobody has does nothing', () => {
    expect(give(open(), { kind: 'unacknowledge' }).effects).toEqual([]);
  });
});

describe('resolve and back', () => {
  it('ends pages and work, and tells those who were reached and the source', () => {
    const from = snoozed({
      exhausted: true,
      silence: { by: 'Alice', comment: '', until: NOON + HOUR, source: 'Scripts' },
      heardAt: NOON,
    });
    const { incident: after, effects } = give(from, { kind: 'resolve' });
    expect(effects).toEqual([
      entry('resolved', 'ann', 'Resolved by ann', {
        resolution: 'person',
        reason: 'by-person',
        text: null,
        via: 'grafana',
      }),
      endPages('resolved'),
      END_OF_WORK,
      tellReached('resolved', 'ann', ['ann']),
      sync('resolve', 'ann'),
    ]);
    expect(after).toMatchObject({
      state: 'resolved',
      resolvedAt: NOW,
      resolvedBy: 'ann',
      resolution: 'person',
      snoozedUntil: null,
      exhausted: false,
    });
    expect([after.timers, after.silence, after.heardAt]).toEqual([{}, undefined, undefined]);
  });

  it('unresolve opens it again at step 1', () => {
    const { incident: after, effects } = give({ ...over(), mergedInto: 'i2' }, { kind: 'unresolve' }, BEN);
    expect(effects).toEqual([
      entry('reopened', 'ben', 'Reopened: ben says that it is not over.', { reason: 'not-over', via: 'link' }),
      tellReached('reopened', 'ben', ['ben'], 'ben says that it is not over.'),
      ...firstStep(2),
    ]);
    expect(after).toMatchObject({
      ...FREE,
      state: 'open',
      resolvedAt: null,
      resolvedBy: null,
      resolution: null,
      mergedInto: null,
    });
  });

  it.each<Command>([{ kind: 'unresolve' }, { kind: 'wake' }])('%o of what is open does nothing', (command) => {
    expect(give(open(), command).effects).toEqual([]);
  });

  it('resolving twice is told once', () => {
    expect(give(over(), { kind: 'resolve' }).effects).toEqual([]);
  });
});

describe('snooze and wake', () => {
  it('ends pages, tells those who were reached and the source, and stops what was to come', () => {
    const { incident: after, effects } = give(
      taken({
        exhausted: true,
        timers: { escalate: NOW, answer: NOW, confirm: NOW, confirmLimit: NOW, autoResolve: NOON + HOUR },
      }),
      { kind: 'snooze', until: NOW + HOUR },
    );
    expect(effects).toEqual([
      entry('snoozed', 'ann', 'Snoozed by ann for 1h', { until: NOW + HOUR, for: HOUR, via: 'grafana' }),
      endPages('snoozed'),
      tellReached('snoozed', 'ann', ['ann']),
      sync('snooze', 'ann'),
    ]);
    expect([after.acknowledgedBy, after.state, after.snoozedUntil]).toEqual(['ann', 'snoozed', NOW + HOUR]);
    expect([after.exhausted, after.timers]).toEqual([false, { wake: NOW + HOUR, autoResolve: NOON + HOUR }]);
  });

  it('until the same time again says nothing, until another does', () => {
    expect(give(snoozed(), { kind: 'snooze', until: NOON + HOUR }).effects).toEqual([]);
    expect(give(snoozed(), { kind: 'snooze', until: NOON + HOUR + 1 }).incident).toMatchObject({
      snoozedUntil: NOON + HOUR + 1,
    });
  });

  it('until now is too short', () => {
    expect(give(open(), { kind: 'snooze', until: NOW }).refusal?.why).toEqual({ reason: 'snooze-in-past' });
  });

  it('wake begins at step 1', () => {
    const { incident: after, effects } = give(snoozed({ exhausted: true }), { kind: 'wake' });
    expect(effects).toEqual([
      entry('woken', 'ann', 'ann ended the snooze: starting at step 1.', { via: 'grafana' }),
      ...firstStep(2),
    ]);
    expect(after).toMatchObject({ ...FREE, state: 'open', exhausted: false });
    expect(after.timers.wake).toBeUndefined();
  });
});

describe('escalate', () => {
  it.each<[string, Partial<Incident>]>([
    ['what was held', { run: { ...running(ONE).run!, step: -1 }, timers: { hold: NOON + HOUR } }],
    ['what rests in a downtime', { exhausted: true, timers: { downtime: NOON + HOUR } }],
    ['what has no policy that runs', { run: null }],
  ])('%s begins at step 1', (_what, changes) => {
    const { incident: after, effects } = give(
      open(changes),
      { kind: 'escalate' },
      ANN,
      facts({ policy: () => policy(ONE) }),
    );
    expect(texts(effects).slice(0, 2)).toEqual(['Escalated by ann', 'Step 1: paging ann, default; 5m to answer.']);
    expect(after.timers).toEqual({ escalate: NOW + 5 * MINUTE });
  });

  it('leaves out who has already answered, but not who had it and let it go', () => {
    const both = running([step([user('ann')], { requireAcks: 2 }), step([user('ann'), user('ben')])]);
    expect(paged(give({ ...both, acks: ['ann'] }, { kind: 'escalate' }, BEN).effects)).toEqual(['ben default']);
    const had = give(running([step([user('ann')]), step([user('ann'), user('ben')])]), {
      kind: 'acknowledge',
    }).incident;
    expect(paged(give(had, { kind: 'escalate' }, BEN).effects)).toEqual(['ann default', 'ben default']);
  });

  it('asks only after the end of a rest where a step runs', () => {
    expect(
      give(open({ timers: { hold: NOON + HOUR, downtime: NOON + HOUR } }), { kind: 'escalate' }).incident.timers,
    ).toEqual({ escalate: NOW + 5 * MINUTE });
  });
});

describe('reassign', () => {
  const held = () => taken({ timers: { hold: NOON + HOUR, downtime: NOON + HOUR } });

  it('to people calls them at once, whatever holds it, and tells managers after half an hour', () => {
    const { incident: after, effects } = give(held(), { kind: 'reassign', to: { users: ['dee', 'ben'] } });
    expect(effects.slice(0, 2)).toEqual([
      endPages('reassigned'),
      entry('reassigned', 'ann', 'Reassigned to dee, ben by ann', { users: ['dee', 'ben'], via: 'grafana' }),
    ]);
    expect(paged(effects)).toEqual(['dee urgent', 'ben urgent']);
    expect(after).toMatchObject({ ...FREE, state: 'open', policy: 'p', team: 'sre' });
    expect(after.timers).toEqual({ escalate: NOW + 30 * MINUTE });
    expect(after.run?.policy).toEqual({
      id: 'p',
      name: 'Called by hand',
      team: 'sre',
      repeat: 0,
      ackTimeout: HOUR,
      onExhausted: null,
      steps: [
        {
          notify: [user('dee'), user('ben')],
          urgency: 'urgent',
          wait: 30 * MINUTE,
          when: null,
          requireAcks: 1,
          onlyNew: false,
        },
      ],
    });
    expect(paged(apply(after, NOW + 30 * MINUTE, [{ kind: 'timers' }]).effects)).toEqual(['cleo default']);
  });

  it('keeps whom the policy tells at the end', () => {
    const from = running(ONE, { onExhausted: [user('ben')] });
    const after = give(from, { kind: 'reassign', to: { users: ['dee'] } }).incident;
    expect(paged(apply(after, NOW + 30 * MINUTE, [{ kind: 'timers' }]).effects)).toEqual(['ben default']);
    expect(
      give(open({ policy: null, run: null }), { kind: 'reassign', to: { users: ['dee'] } }).incident,
    ).toMatchObject({ policy: null, run: { policy: { id: 'by-hand', ackTimeout: null } } });
  });

  it('to a policy takes its team, where it has one', () => {
    const to = policy([step([user('dee')])], { id: 'other', name: 'Other', team: 'db' });
    const { incident: after, effects } = give(held(), { kind: 'reassign', to: { policy: to } });
    expect(effects.slice(0, 2)).toEqual([
      endPages('reassigned'),
      entry('reassigned', 'ann', 'Reassigned to policy Other by ann', { policy: 'other', via: 'grafana' }),
    ]);
    expect(after).toMatchObject({
      ...FREE,
      state: 'open',
      policy: 'other',
      team: 'db',
      timers: { escalate: NOW + 5 * MINUTE },
    });
    expect(after.timers.hold).toBeUndefined();
    expect(after.timers.downtime).toBeUndefined();
  });
});

describe('responders', () => {
  it('pages each once, urgent, at no step', () => {
    const { effects } = give(open(), { kind: 'responders', users: ['dee', 'ann'], rotas: ['sre'] });
    expect(effects).toEqual([
      entry('responders', 'ann', 'ann asked dee, ann to help', { users: ['dee', 'ann'], via: 'grafana' }),
      pageOf('dee', 'urgent', null),
      pageOf('ann', 'urgent', null),
    ]);
  });

  it.each<[string, string[], string[], object]>([
    [
      'somebody unknown',
      ['ann', 'zoe', 'yan'],
      [],
      {
        code: 'unknown-user',
        message: 'There is no user zoe, yan.',
        why: { reason: 'unknown-users', data: { users: ['zoe', 'yan'] } },
      },
    ],
    [
      'a rota that is none',
      [],
      ['none'],
      { code: 'nobody', message: 'Nobody to page: rota none does not exist.', why: { reason: 'nobody-to-page' } },
    ],
    [
      'nobody',
      [],
      [],
      { code: 'nobody', message: 'Nobody to page: name users or rotas.', why: { reason: 'nobody-to-page' } },
    ],
  ])('%s is refused', (_what, users, rotas, refusal) => {
    expect(give(open(), { kind: 'responders', users, rotas })).toMatchObject({ effects: [], refusal });
  });
});

it('a note is kept and handed to the source, also once it is over', () => {
  for (const from of [open(), over()]) {
    expect(give(from, { kind: 'note', text: 'looking' }).effects).toEqual([
      entry('note', 'ann', 'looking', { via: 'grafana' }),
      sync('note', 'ann', 'looking'),
    ]);
  }
});

it('merge ends it for the other', () => {
  const { incident: after, effects } = give(open({ firing: [1, 0, 2, 0], inDowntime: 1 }), {
    kind: 'merge',
    into: { id: 'i2', number: 2 },
  });
  expect(effects).toEqual([
    entry('merged', 'ann', 'Merged into #2 by ann', { into: 'i2', number: 2, via: 'grafana' }),
    entry('resolved', 'ann', 'Resolved by ann: merged into #2', {
      resolution: 'merged',
      reason: 'merged',
      number: 2,
      text: 'merged into #2',
      via: 'grafana',
    }),
    endPages('resolved'),
    END_OF_WORK,
    tellReached('resolved', 'ann', ['ann'], 'merged into #2'),
  ]);
  expect(after).toMatchObject({
    state: 'resolved',
    resolution: 'merged',
    mergedInto: 'i2',
    firing: [0, 0, 0, 0],
    inDowntime: 0,
  });
});

it('superseded: the recovery was lost, and all its alerts are over', () => {
  const { incident: after, effects } = apply(open({ firing: [0, 1, 1, 0], inDowntime: 2 }), NOW, [
    { kind: 'superseded' },
  ]);
  expect(effects).toEqual([
    entry(
      'warning',
      null,
      'The source reports another problem under the same name: the recovery of this one was lost.',
      { reason: 'superseded' },
    ),
    { kind: 'resolveAlerts' },
    entry('resolved', null, 'Resolved by vigie: superseded by a new problem', {
      resolution: 'superseded',
      reason: 'superseded',
      text: 'superseded by a new problem',
    }),
    endPages('resolved'),
    END_OF_WORK,
    tellReached('resolved', 'vigie', [], 'superseded by a new problem'),
  ]);
  expect(after).toMatchObject({ state: 'resolved', resolution: 'superseded', firing: [0, 0, 0, 0], inDowntime: 0 });
});

describe('severity', () => {
  it('is told, handed to the source and kept', () => {
    const { incident: after, effects } = give(open(), { kind: 'severity', severity: 'warning' });
    expect(effects[0]).toEqual(
      entry('note', 'ann', 'ann set the severity to warning', { severity: 'warning', via: 'grafana' }),
    );
    expect(effects.at(-1)).toEqual(sync('severity', 'ann', 'warning'));
    expect(after).toMatchObject({ severity: 'warning', severityPinned: true });
  });

  it('may be lowered by hand again', () => {
    expect(give(open({ severityPinned: true }), { kind: 'severity', severity: 'info' }).incident.severity).toBe('info');
  });

  it('as it is says nothing, and pins it', () => {
    expect(give(open(), { kind: 'severity', severity: 'error' })).toMatchObject({
      effects: [],
      incident: { severityPinned: true },
    });
  });
});

describe('restart', () => {
  const today = policy([step([user('ben')])], { team: 'db' });

  it.each<[string, Command, Partial<Incident>, Partial<DecisionFacts>, string, string | null, string[], string | null]>(
    [
      [
        'on the policy as it is today',
        { kind: 'restart', policy: null },
        {},
        { policy: () => today },
        'Restarted by ann: starting at step 1.',
        null,
        ['ben default'],
        'db',
      ],
      [
        'on its copy, where there is none today',
        { kind: 'restart', policy: null },
        {},
        {},
        'Restarted by ann: starting at step 1.',
        null,
        ['ann default'],
        'sre',
      ],
      [
        'without a policy: the managers',
        { kind: 'restart', policy: null },
        { policy: null, run: null },
        { policy: () => today },
        'Restarted by ann: starting at step 1.',
        null,
        ['cleo default'],
        'sre',
      ],
      [
        'on another',
        { kind: 'restart', policy: { ...today, name: 'Other', id: 'o', team: null } },
        {},
        { policy: () => policy(ONE) },
        'Restarted by ann on Other: starting at step 1.',
        'o',
        ['ben default'],
        'sre',
      ],
    ],
  )('%s', (_what, command, changes, given, text, id, whom, team) => {
    const { incident: after, effects } = give(
      taken({ timers: { hold: NOON + HOUR, downtime: NOON + HOUR }, ...changes }),
      command,
      ANN,
      facts(given),
    );
    expect(effects.slice(0, 2)).toEqual([
      entry('restarted', 'ann', text, { reason: 'asked', policy: id, via: 'grafana' }),
      endPages('restarted'),
    ]);
    expect(paged(effects)).toEqual(whom);
    expect(after).toMatchObject({ ...FREE, state: 'open', team });
    expect([after.timers.hold, after.timers.downtime]).toEqual([undefined, undefined]);
  });
});

describe('what begins again', () => {
  it('of a test pages nobody, and ends an hour from now at the latest', () => {
    const test = incident({ test: true, run: null, state: 'resolved', timers: {} });
    expect(give(test, { kind: 'unresolve' }).incident.timers).toEqual({ autoResolve: NOW + TEST_LIFE });
    expect(give({ ...test, timers: { autoResolve: NOW + 5 } }, { kind: 'unresolve' }).incident.timers).toEqual({
      autoResolve: NOW + 5,
    });
    expect(paged(give(test, { kind: 'unresolve' }).effects)).toEqual([]);
  });

  it.each([
    ['a maintenance', 'hold'],
    ['a downtime', 'downtime'],
  ] as const)('while %s holds it, waits', (_what, timer) => {
    const { incident: after, effects } = give(snoozed({ timers: { [timer]: NOON + HOUR } }), { kind: 'wake' });
    expect(paged(effects)).toEqual([]);
    expect(after.timers).toEqual({ [timer]: NOON + HOUR });
  });

  it('while it is silenced and has no run, waits as well', () => {
    const silence = { by: 'Alice', comment: '', until: NOON + HOUR, source: 'Scripts' };
    expect(give(snoozed({ silence, run: null }), { kind: 'wake' })).toMatchObject({
      incident: { state: 'open', run: null },
    });
  });
});

it('what could not be read is told once', () => {
  const { incident: after, effects } = apply(open({ unreadable: [{ field: 'labels', text: '{' }] }), NOW, []);
  expect(effects).toEqual([
    entry(
      'warning',
      null,
      'What was stored of this incident could not be read (labels): what is known from elsewhere stands in for it.',
      { reason: 'unreadable', field: 'labels', text: '{' },
    ),
  ]);
  expect(after.unreadable).toBeUndefined();
});
