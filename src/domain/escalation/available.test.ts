/** The worked cases of people who are not available when a step is entered: Ann is on call, Ben next, Cleo manages. */
import { describe, expect, it } from 'vitest';
import type { Step, StepTarget } from '#domain/escalation/policy';
import { nextForPeople } from '#domain/escalation/next';
import { preview } from '#domain/escalation/preview';
import type { DecisionFacts } from '#domain/incident/draft';
import {
  ANN,
  apply,
  BEN,
  facts,
  incident,
  paged,
  policy,
  responder,
  step,
  texts,
  user,
} from '#domain/incident/incident.fake';
import type { Incident } from '#domain/incident/model';
import { dueAt } from '#domain/incident/model';
import { HOUR, MINUTE } from '#domain/time/duration';

/** Wednesday, on a clock of UTC. */
const MIDNIGHT = Date.UTC(2026, 9, 7);
const at = (clock: string) => MIDNIGHT + Number(clock.slice(0, 2)) * HOUR + Number(clock.slice(3)) * MINUTE;
const clockOf = (ms: number) => new Date(ms).toISOString().slice(11, 16);
const within = (from: string, now: number, to: string) => at(from) <= now && now < at(to);

const sre: StepTarget = { kind: 'rota', rota: 'sre', who: 'current' };
const next: StepTarget = { kind: 'rota', rota: 'sre', who: 'next' };
const room: StepTarget = { kind: 'channel', channel: 'room' };
const STEPS = [step([sre]), step([next, user('cleo')], { wait: 10 * MINUTE })];

/** Ann must not start before 11:40; Ben and Cleo are at work. */
function morning(changes: Partial<DecisionFacts> = {}): DecisionFacts {
  return facts({
    responder: (login) =>
      responder(login, { name: login === 'zoe' ? 'Zoé' : login.charAt(0).toUpperCase() + login.slice(1) }),
    rest: (login, now) =>
      login === 'ann' && within('09:00', now, '11:40') ? { until: at('11:40'), paging: 'hold' } : null,
    atHand: (login, now) => (login === 'ben' || login === 'cleo') && within('09:00', now, '18:00'),
    ...changes,
  });
}

function open(steps: Step[], clock: string, given: DecisionFacts, changes: Partial<Parameters<typeof policy>[1]> = {}) {
  const now = at(clock);
  const run = { policy: policy(steps, changes), pass: 0, passStartedAt: now, step: -1, entry: 0, paged: [] };
  return apply(incident({ run, timers: { escalate: now }, openedAt: now }), now, [{ kind: 'timers' }], given);
}

/** Who is paged when, if nobody answers. */
function life(steps: Step[], clock: string, given: DecisionFacts, changes: Partial<Parameters<typeof policy>[1]> = {}) {
  const told: string[] = [];
  const said: string[] = [];
  let now = at(clock);
  let answer = open(steps, clock, given, changes);
  for (;;) {
    const users = answer.effects.flatMap((effect) =>
      effect.kind === 'page' ? [effect.user] : effect.kind === 'post' ? [`#${effect.channel}`] : [],
    );
    if (users.length > 0) told.push(`${clockOf(now)} ${users.join(' ')}`);
    said.push(...texts(answer.effects).filter((text) => text.includes('available')));
    const due = dueAt(answer.incident.timers);
    if (due === null) return { told, said };
    now = due;
    answer = apply(answer.incident, now, [{ kind: 'timers' }], given);
  }
}

const STANDS_IN = 'Ann is not available until 11:40; Ben stands in.';
const NOBODY_ELSE = 'Ann is not available until 11:40, but nobody else is at hand.';
const onLeave = { atHand: (login: string) => login === 'cleo' };
const nobody = { atHand: () => false };

describe('worked cases', () => {
  it.each<[id: string, clock: string, steps: Step[], Partial<DecisionFacts>, told: string[], said: string[]]>([
    ['G01', '09:30', STEPS, {}, ['09:30 ben', '09:35 ben cleo ann', '09:45 cleo'], [STANDS_IN]],
    [
      'G02',
      '09:30',
      STEPS,
      onLeave,
      ['09:30 cleo', '09:35 ben cleo ann', '09:45 cleo'],
      ['Ann is not available until 11:40; Cleo stands in.'],
    ],
    ['G03', '09:30', STEPS, nobody, ['09:30 ann', '09:35 ben cleo', '09:45 cleo'], [NOBODY_ELSE]],
    ['G04', '04:00', STEPS, {}, ['04:00 ann', '04:05 ben cleo', '04:15 cleo'], []],
    [
      'G08',
      '09:30',
      STEPS,
      {
        rest: () => {
          throw new Error('unreadable');
        },
      },
      ['09:30 ann', '09:35 ben cleo', '09:45 cleo'],
      [],
    ],
    ['G09', '09:30', [step([sre, room])], nobody, ['09:30 ann #room', '09:35 cleo'], [NOBODY_ELSE]],
    [
      'G10',
      '09:30',
      [step([sre, user('ben')], { requireAcks: 2 }), step([user('cleo')])],
      {},
      ['09:30 ben cleo', '09:35 cleo ann', '09:40 cleo'],
      ['Ann is not available until 11:40; Cleo stands in.'],
    ],
    ['G11', '09:30', [step([sre], { wait: 10 * MINUTE })], {}, ['09:30 ben', '09:40 cleo ann'], [STANDS_IN]],
    ['G12', '12:00', STEPS, {}, ['12:00 ann', '12:05 ben cleo', '12:15 cleo'], []],
    [
      'G13',
      '09:30',
      [step([sre]), step([]), step([user('cleo')])],
      {},
      ['09:30 ben', '09:35 ann', '09:40 cleo', '09:45 cleo'],
      [STANDS_IN, 'Paging ann now, although not available before.'],
    ],
  ])('%s', (_id, clock, steps, changes, told, said) => {
    expect(life(steps, clock, morning(changes))).toEqual({ told, said });
  });

  it.each([
    ['reassigned', { kind: 'reassign' as const, to: { users: ['ann'] } }],
    ['asked to help', { kind: 'responders' as const, users: ['ann'], rotas: [] }],
  ])('G06: a person names her: %s', (_how, command) => {
    const { incident: opened } = open(STEPS, '09:25', morning());
    const { effects } = apply(opened, at('09:30'), [{ kind: 'command', command, actor: BEN }], morning());
    expect(paged(effects)).toEqual(['ann urgent']);
  });

  it('G06: opened by hand for her, also when it wakes', () => {
    const opening = { actor: BEN, reason: 'by hand', policy: null, users: ['ann'], holdUntil: null, pageTest: false };
    const opened = apply(incident(), at('09:30'), [{ kind: 'open', opening }, { kind: 'timers' }], morning());
    expect(paged(opened.effects)).toEqual(['ann urgent']);
    const snooze = { kind: 'snooze' as const, until: at('10:00') };
    const asleep = apply(opened.incident, at('09:31'), [{ kind: 'command', command: snooze, actor: ANN }], morning());
    expect(paged(apply(asleep.incident, at('10:00'), [{ kind: 'timers' }], morning()).effects)).toEqual(['ann urgent']);
  });

  it('G07: every delivery to the stand-in failed', () => {
    const { incident: opened } = open(STEPS, '09:30', morning());
    const failed = apply(opened, at('09:31'), [{ kind: 'unreachable', entry: 1 }], morning());
    expect(paged(failed.effects)).toEqual(['ann default']);
    expect(texts(failed.effects)[0]).toBe(
      'Nobody could be reached in step 1: every delivery failed. Paging ann at once.',
    );
    expect(failed.incident.timers.escalate).toBe(at('09:35'));
    const again = apply(failed.incident, at('09:32'), [{ kind: 'unreachable', entry: 2 }], morning());
    expect(paged(again.effects)).toEqual(['ben default', 'cleo default']);
  });
});

describe('who stands in', () => {
  const of = (steps: Step[], changes: Partial<DecisionFacts> = {}) => life(steps, '09:30', morning(changes)).told[0];

  it('the others of a round robin, from the next turn on', () => {
    const turns: StepTarget = { kind: 'roundRobin', users: ['cleo', 'ann', 'dee', 'ben'] };
    expect(of([step([turns])], { turn: () => 1 })).toBe('09:30 ben');
  });

  it('somebody of the rota before somebody of the next step', () => {
    const everyone = { onCall: (_: string, who: string) => (who === 'everyone' ? ['ann', 'cleo'] : ['ann']) };
    expect(of([step([sre]), step([user('ben')])], everyone)).toBe('09:30 cleo');
  });

  it('people of the next step whose condition holds, not those of a room or a wait', () => {
    const never = { window: null, minSeverity: 'critical' as const, match: [], alerts: null };
    const later = [step([user('cleo')], { when: never }), step([]), step([room]), step([user('ben')])];
    expect(of([step([user('ann')]), ...later])).toBe('09:30 ben');
  });

  it.each<[of: string, step: Step]>([
    ['a team', step([{ kind: 'team', team: 'sre' }])],
    ['a round robin', step([{ kind: 'roundRobin', users: ['ben', 'cleo'] }])],
    ['a rota', step([{ kind: 'rota', rota: 'web', who: 'current' }])],
  ])('people of the next step: of %s', (_of, later) => {
    const people = { team: () => ({ members: ['ben'] }), onCall: () => ['ben'] } as unknown as Partial<DecisionFacts>;
    expect(of([step([user('ann')]), later], people)).toBe('09:30 ben');
  });

  it('people of a later step, not of an earlier one', () => {
    const steps = [step([user('cleo')], { wait: MINUTE }), step([user('ann')], { wait: MINUTE }), step([user('ben')])];
    expect(life(steps, '09:30', morning()).told.slice(0, 2)).toEqual(['09:30 cleo', '09:31 ben']);
  });

  it('nobody who is paged already, must rest, is disabled, or cannot be asked about', () => {
    const changes = {
      rest: (login: string) => (login === 'zoe' ? null : { until: at('11:40'), paging: 'hold' as const }),
      atHand: (login: string) => {
        if (login === 'zoe') throw new Error('unknown zone');
        return true;
      },
    };
    expect(of([step([user('ann')]), step([user('zoe'), user('ben')])], changes)).toBe('09:30 ann');
  });

  it('nobody who has acknowledged', () => {
    const steps = [step([user('ann'), user('dee')], { requireAcks: 2 }), step([user('ben'), user('cleo')])];
    const { incident: opened } = open(steps, '09:00', facts());
    const acked = apply(
      opened,
      at('09:01'),
      [{ kind: 'command', command: { kind: 'acknowledge' }, actor: BEN }],
      facts(),
    );
    const entered = apply(
      { ...acked.incident, run: acked.incident.run && { ...acked.incident.run, step: -1 } },
      at('09:05'),
      [{ kind: 'timers' }],
      morning(),
    );
    expect(paged(entered.effects)).toEqual(['dee default', 'cleo default']);
  });
});

describe('the timeline', () => {
  const heldBy = (given: DecisionFacts) =>
    open(STEPS, '09:30', given).effects.flatMap((effect) =>
      effect.kind === 'timeline' && effect.entry.kind === 'held' ? [effect.entry.data] : [],
    );

  it('is the next of the rota before others of it, whatever their order', () => {
    const given = morning({
      atHand: (login) => login !== 'ann',
      onCall: (_rota, who) => (who === 'everyone' ? ['ann', 'cleo', 'ben'] : who === 'next' ? ['ben'] : ['ann']),
    });
    expect(life([step([sre])], '09:30', given).told[0]).toBe('09:30 ben');
    const alone = { ...given, atHand: (login: string) => login === 'cleo' };
    expect(life([step([sre])], '09:30', alone).told[0]).toBe('09:30 cleo');
  });

  it('says as data who stands in, or that nobody is at hand', () => {
    const ann = { user: 'ann', until: at('11:40'), step: 1, pass: 1 };
    expect(heldBy(morning())).toEqual([{ reason: 'not-available', standIn: 'ben', ...ann }]);
    expect(heldBy(morning(nobody))).toEqual([{ reason: 'nobody-else', ...ann }]);
  });
});

describe('who waits', () => {
  it('is paged at once when they are only warned of', () => {
    const warn = { rest: () => ({ until: at('11:40'), paging: 'warn' as const }) };
    expect(life([step([sre])], '09:30', morning(warn))).toEqual({
      told: ['09:30 ann', '09:35 cleo'],
      said: ['Ann is not available until 11:40.'],
    });
  });

  it('needs no stand-in where enough others are paged', () => {
    const steps = [step([sre, user('dee')], { wait: 10 * MINUTE })];
    expect(life(steps, '09:30', morning())).toEqual({
      told: ['09:30 dee', '09:40 cleo ann'],
      said: ['Ann is not available until 11:40.'],
    });
  });

  it('does not wait twice in a run, and nobody waits after an acknowledgement', () => {
    const always = morning({ rest: (login) => (login === 'ann' ? { until: at('20:00'), paging: 'hold' } : null) });
    const steps = [step([sre]), step([sre]), step([sre])];
    expect(life(steps, '09:30', always).told).toEqual(['09:30 ben', '09:35 ann', '09:40 ann', '09:45 cleo']);
    const { incident: opened } = open(steps, '09:30', always, { ackTimeout: HOUR });
    const command = { kind: 'acknowledge' as const };
    const acked = apply(opened, at('09:31'), [{ kind: 'command', command, actor: BEN }], always).incident;
    expect(acked.run).toMatchObject({ called: ['ann'] });
    expect(acked.run?.held).toBeUndefined();
  });

  it('keeps the urgency of the step', () => {
    const steps = [step([sre], { urgency: 'urgent' }), step([user('cleo')])];
    const { incident: opened } = open(steps, '09:30', morning());
    expect(paged(apply(opened, at('09:35'), [{ kind: 'timers' }], morning()).effects)).toEqual([
      'cleo default',
      'ann urgent',
    ]);
  });

  it('is not paged when acknowledged meanwhile, or disabled', () => {
    const { incident: opened } = open(STEPS, '09:30', morning());
    const entered = (changed: Incident, given = morning()) =>
      paged(apply(changed, at('09:35'), [{ kind: 'timers' }], given).effects);
    expect(entered({ ...opened, acks: ['ann'] })).toEqual(['ben default', 'cleo default']);
    const gone = morning({ responder: (login) => responder(login, { disabled: login === 'ann' }) });
    expect(entered(opened, gone)).toEqual(['ben default', 'cleo default']);
  });

  it('is paged between two passes', () => {
    const steps = [step([sre], { wait: MINUTE })];
    expect(life(steps, '09:30', morning(), { repeat: 1 }).told).toEqual([
      '09:30 ben',
      '09:31 ann',
      '09:35 ann',
      '09:36 cleo',
    ]);
  });

  it('reads nothing of a stand-in in the message', () => {
    const { incident: opened } = open([step([sre], { wait: MINUTE })], '09:30', morning(), { repeat: 1 });
    expect(opened.run?.unavailable).toEqual([{ user: 'ann', until: at('11:40'), standIn: 'ben' }]);
    const { incident: between, effects } = apply(opened, at('09:31'), [{ kind: 'timers' }], morning());
    expect(paged(effects)).toEqual(['ann default']);
    expect(between.run?.unavailable).toBeUndefined();
  });

  it('a step that only the waiting were in is skipped as if they had been paged', () => {
    const steps = [step([sre]), step([user('ann')], { onlyNew: true }), step([user('cleo')])];
    expect(life(steps, '09:30', morning()).told).toEqual(['09:30 ben', '09:35 cleo ann', '09:40 cleo']);
  });
});

it('messages foresee whom the next step pages', () => {
  const { incident: opened } = open(STEPS, '09:30', morning());
  const foreseen = (one: Incident, given = morning()) => nextForPeople(one, given, (id) => id)?.step.names;
  expect(foreseen(opened)).toEqual(['Ben', 'Cleo', 'Ann']);
  const { run } = opened;
  expect(foreseen({ ...opened, run: run && { ...run, step: -1, held: [] } })).toEqual(['Ben']);
  expect(foreseen({ ...opened, run: run && { ...run, step: 1 } })).toEqual(['Cleo', 'Ann']);
});

it('the simulator pages those who wait at once where the stand-in cannot be reached', () => {
  const { responder: known } = morning();
  const unreachable = (login: string) => {
    const found = known(login);
    return found && login === 'ben' ? { ...found, email: null, contactMethods: [] } : found;
  };
  const subject = {
    policy: policy(STEPS),
    alert: { title: 'Disk full', severity: 'error' as const, labels: {}, source: 'manual' as const, integration: null },
    team: 'sre',
    urgency: null,
    holdUntil: null,
    at: at('09:30'),
  };
  const { entries } = preview(subject, morning({ responder: unreachable }));
  expect(
    entries.map(({ at: when, kind, people }) => [clockOf(when), kind, ...people.map((one) => one.user)].join(' ')),
  ).toEqual([
    '09:30 opened',
    '09:30 held',
    '09:30 step ben',
    '09:30 unreachable',
    '09:30 step ann',
    '09:35 step ben cleo',
    '09:45 exhausted cleo',
  ]);
});
