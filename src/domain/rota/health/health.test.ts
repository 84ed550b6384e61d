import { describe, expect, test } from 'vitest';
import type { HealthFinding, FindingKind, HealthSubject, PersonReadiness } from '#domain/rota/health/model';
import { health } from '#domain/rota/health/health';
import { HEALTH_LIMITS } from '#domain/rota/health/model';
import type { AnyRota, Override } from '#domain/rota/model';
import { at, away, every, layer, noFacts, on, override, rota } from '#domain/rota/rota.fixture';

const HOUR = 3_600_000;
const FROM = at('2026-01-05T00:00');
const reachable: PersonReadiness = { reachable: true, disabled: false, timeZone: null };
const team = (...users: string[]): Map<string, PersonReadiness> => new Map(users.map((user) => [user, reachable]));

/** Two people who change every day, all year. */
const FAIR = rota('UTC', [layer('l', 'ann, ben', { rotation: every(1, 'day', '2026-01-05T00:00') })], {
  holidays: 'FR',
});

function subject(asked: AnyRota, rest: Partial<HealthSubject> = {}): HealthSubject {
  return {
    rota: asked,
    facts: noFacts,
    from: FROM,
    to: at('2026-03-02T00:00'),
    people: team('ann', 'ben', 'cleo', 'dee'),
    exclusive: [],
    expected: null,
    limits: HEALTH_LIMITS,
    ...rest,
  };
}

function found(asked: AnyRota, kind: FindingKind, rest: Partial<HealthSubject> = {}): HealthFinding[] {
  return health(subject(asked, rest)).findings.filter((finding) => finding.kind === kind);
}

const when = (finding: HealthFinding | undefined): string[] =>
  [finding?.start ?? 0, finding?.end ?? 0].map((time) => new Date(time).toISOString().slice(0, 16));

test('a fair rota with everybody at hand has nothing to find', () => {
  expect(health(subject(FAIR))).toMatchObject({ findings: [], score: 100, reasons: [] });
});

describe('gaps', () => {
  const office = rota('UTC', [
    layer('l', 'ann, ben', {
      rotation: every(1, 'day', '2026-01-05T00:00'),
      restrictions: [on('mon tue wed thu fri', '09:00', '18:00')],
    }),
  ]);
  const hours = { timeZone: 'UTC', holidays: null, windows: [on('workday', '08:00', '18:00')] };

  test('are each told, with why', () => {
    const gaps = found(office, 'gap', { to: at('2026-01-07T00:00') });
    expect(gaps.map(when)).toEqual([
      ['2026-01-05T00:00', '2026-01-05T09:00'],
      ['2026-01-05T18:00', '2026-01-06T09:00'],
      ['2026-01-06T18:00', '2026-01-07T00:00'],
    ]);
    expect(gaps[0]).toMatchObject({ users: [], why: 'nobody is on call: no layer covers this time' });
    expect(found(rota('UTC', []), 'gap')[0]?.why).toBe('nobody is on call: the rota has no layers');
  });

  test('count only when somebody is expected', () => {
    expect(found(office, 'gap', { expected: hours, to: at('2026-01-12T00:00') })).toHaveLength(5);
    const result = health(subject(office, { expected: hours, to: at('2026-01-12T00:00') }));
    expect(result.reasons[0]).toEqual({
      kind: 'gap',
      points: 19,
      why: 'nobody is on call for 10 % of the time',
      data: { percent: expect.closeTo(10, 5), people: expect.any(Number), findings: expect.any(Number) },
    });
    expect(result.reasons[1]).toEqual({
      kind: 'singlePoint',
      points: 10,
      why: '1 person with more than half of the time',
      data: { percent: 0, people: 1, findings: 1 },
    });
    expect(result.score).toBe(71);
  });

  test('by absence name who is missing', () => {
    const facts = { ...noFacts, absences: [away('ann', '2026-01-05T06:00', '2026-01-05T12:00')] };
    expect(found({ ...FAIR, onAbsence: 'skip' }, 'gap', { facts })).toEqual([
      {
        kind: 'gap',
        start: at('2026-01-05T06:00'),
        end: at('2026-01-05T12:00'),
        users: ['ann'],
        why: 'nobody is on call, because ann would be and is absent',
        details: { noLayers: false },
      },
    ]);
  });

  test('a rota that is never covered scores nothing', () => {
    expect(health(subject(rota('UTC', []))).score).toBe(0);
  });
});

describe('conflicts', () => {
  test('on call while absent', () => {
    const facts = {
      ...noFacts,
      absences: [
        away('ann', '2026-01-04T06:00', '2026-01-06T12:00'),
        { ...away('ann', '2026-01-05T06:00', '2026-01-05T12:00'), kind: 'sick' as const },
      ],
    };
    const conflicts = found(FAIR, 'conflict', { facts });
    expect(conflicts.map(when)).toEqual([['2026-01-05T00:00', '2026-01-06T00:00']]);
    expect(conflicts[0]).toMatchObject({ users: ['ann'], why: 'ann is on call and on leave, ill' });
    expect(found({ ...FAIR, onAbsence: 'next' }, 'conflict', { facts })).toEqual([]);
  });

  test('on call on two rotas that exclude each other', () => {
    const other = rota('UTC', [layer('x', 'cleo, ben', { rotation: every(12, 'hour', '2026-01-06T00:00') })], {
      name: 'DB',
    });
    const conflicts = found(FAIR, 'conflict', { exclusive: [other], to: at('2026-01-07T00:00') });
    expect(conflicts.map(when)).toEqual([['2026-01-06T12:00', '2026-01-07T00:00']]);
    expect(conflicts[0]?.why).toBe('ben is on call here and on "DB" at the same time');
  });
});

test('an absence that only touches a duty is no conflict, and no reason for one', () => {
  const facts = {
    ...noFacts,
    absences: [
      away('ann', '2026-01-04T00:00', '2026-01-05T00:00'),
      { ...away('ann', '2026-01-05T00:00', '2026-01-05T12:00'), kind: 'sick' as const },
      { ...away('ann', '2026-01-06T00:00', '2026-01-07T00:00'), kind: 'offDuty' as const },
    ],
  };
  const conflicts = found(FAIR, 'conflict', { facts, to: at('2026-01-07T00:00') });
  expect(conflicts.map(({ details }) => details)).toEqual([{ absences: ['sick'] }]);
});

test('of an empty range there is nothing to say', () => {
  expect(health(subject(FAIR, { to: FROM }))).toMatchObject({ findings: [], score: 100 });
  expect(health(subject(rota('UTC', []), { to: FROM })).findings).toEqual([]);
});

test('people whom a page would not reach', () => {
  const people = new Map([
    ['ann', { ...reachable, reachable: false }],
    ['ben', { ...reachable, disabled: true }],
  ]);
  const { findings, score } = health(subject(FAIR, { people, to: at('2026-01-09T00:00') }));
  expect(findings.map(({ kind, users }) => `${kind} ${users.join()}`)).toEqual(['unreachable ann', 'disabled ben']);
  expect(when(findings[0])).toEqual(['2026-01-05T00:00', '2026-01-08T00:00']);
  expect(score).toBe(100 - 40 - 40);
  expect(found(FAIR, 'disabled', { people: team('ann') })[0]?.why).toBe('ben is on call, but is no user here');
});

describe('participants who are never on call', () => {
  test('because somebody above hides them', () => {
    const hidden = rota('UTC', [
      layer('low', 'cleo'),
      layer('top', 'ann, ben', { rotation: every(1, 'day', '2026-01-05T00:00') }),
    ]);
    expect(found(hidden, 'neverOnCall')).toEqual([
      {
        kind: 'neverOnCall',
        start: FROM,
        end: at('2026-03-02T00:00'),
        users: ['cleo'],
        why: 'cleo takes part, but is never on call',
      },
    ]);
  });

  test('but not because their turn comes later', () => {
    const long = rota('UTC', [layer('l', 'ann, ben, cleo, dee', { rotation: every(1, 'month', '2026-01-01T00:00') })]);
    expect(found(long, 'neverOnCall')).toEqual([]);
  });
});

describe('load', () => {
  test('numbers of each person, nights and weekends where they live', () => {
    const people = new Map([
      ['ann', { ...reachable, timeZone: 'Europe/Paris' }],
      ['ben', reachable],
    ]);
    const week = rota('UTC', [layer('l', 'ann, ben', { rotation: every(1, 'week', '2026-05-01T00:00') })], {
      holidays: 'FR',
    });
    const loads = health(subject(week, { people, from: at('2026-05-01T00:00'), to: at('2026-05-15T00:00') })).people;
    const ben = { total: 168 * HOUR, nights: 56 * HOUR, weekends: 48 * HOUR, holidays: 0 };
    const ann = { ...ben, holidays: 22 * HOUR };
    expect(loads).toEqual([
      { user: 'ann', ...ann, oneShift: ann },
      { user: 'ben', ...ben, oneShift: ben },
    ]);
  });

  test('one person for more than half of the time', () => {
    const mostlyAnn = rota('UTC', [layer('l', 'ann, ann, ben', { rotation: every(1, 'day', '2026-01-05T00:00') })]);
    expect(found(mostlyAnn, 'singlePoint').map(({ users, why }) => [users, why])).toEqual([
      [['ann'], 'ann is on call for 68 % of the time that is covered'],
    ]);
    expect(found(FAIR, 'singlePoint')).toEqual([]);
  });

  test('unfair: nights or weekends always fall to the same', () => {
    const weekends = rota('UTC', [
      layer('l', 'ann, ben, cleo', { rotation: every(1, 'day', '2026-01-05T00:00') }),
      layer('we', 'dee', { restrictions: [on('weekend', '00:00', '00:00')] }),
    ]);
    expect(found(weekends, 'unfair').map(({ why }) => why)).toEqual(['dee has 384 weekend hours, the average is 96']);
    const nights = rota('UTC', [
      layer('l', 'ann, ben, cleo', { rotation: every(1, 'day', '2026-01-05T12:00') }),
      layer('n', 'dee', { restrictions: [on('daily', '22:00', '06:00')] }),
    ]);
    expect(found(nights, 'unfair').map(({ why }) => why)).toContain('dee has 448 night hours, the average is 112');
  });

  test('a turn more than the others is not unfair', () => {
    const ten = 'ann, ben, cleo, dee, p5, p6, p7, p8, p9, p10';
    const weekly = rota('UTC', [layer('l', ten, { rotation: every(1, 'week', '2026-01-05T00:00') })]);
    expect(found(weekly, 'unfair', { to: at('2026-03-23T00:00') })).toEqual([]);
  });

  test('a run without a day off, where a week with a clock change is a week', () => {
    const week = (days: number) =>
      rota('Europe/Paris', [layer('l', 'ann, ben', { rotation: every(days, 'day', '2026-10-19T09:00') })]);
    const range = {
      from: at('2026-10-19T07:00'),
      to: at('2026-11-16T08:00'),
      people: new Map([
        ['ann', { ...reachable, timeZone: 'Europe/Paris' }],
        ['ben', reachable],
      ]),
    };
    expect(found(week(7), 'consecutiveDays', range)).toEqual([]);
    expect(found(week(8), 'consecutiveDays', range)[0]).toMatchObject({
      users: ['ann'],
      why: 'ann is on call for 8 days without 24 hours off',
    });
    const office = rota('UTC', [layer('l', 'ann', { restrictions: [on('daily', '09:00', '18:00')] })]);
    expect(found(office, 'consecutiveDays')).toHaveLength(1);
    const workdays = rota('UTC', [layer('l', 'ann', { restrictions: [on('workday', '09:00', '18:00')] })]);
    expect(found(workdays, 'consecutiveDays')).toEqual([]);
  });
});

describe('short notice', () => {
  const late = (createdAt: string | null, origin: Override['origin']): AnyRota => ({
    ...FAIR,
    overrides: [
      override(
        '2026-01-15T00:00',
        '2026-01-16T00:00',
        { kind: 'set', users: ['cleo'] },
        { origin, createdAt: createdAt === null ? null : at(createdAt) },
      ),
    ],
  });
  const person = { kind: 'person' as const, by: 'cleo' };

  test('by an override made shortly before', () => {
    expect(found(late('2026-01-12T00:00', person), 'shortNotice')).toEqual([
      {
        kind: 'shortNotice',
        start: at('2026-01-15T00:00'),
        end: at('2026-01-16T00:00'),
        users: ['cleo'],
        why: 'cleo was given this shift 3 days before it starts',
        details: { days: 3 },
      },
    ]);
    expect(found(late('2026-01-08T00:00', person), 'shortNotice')).toEqual([]);
    expect(found(late(null, { kind: 'file' }), 'shortNotice')).toEqual([]);
    expect(found(late('2026-01-14T00:00', { kind: 'swap', swap: 's1' }), 'shortNotice')).toEqual([]);
  });

  test('is counted once, and only for whom the shift still falls to', () => {
    const made = (createdAt: string, user: string): Override =>
      override(
        '2026-01-15T00:00',
        '2026-01-16T00:00',
        { kind: 'set', users: [user] },
        { id: createdAt, origin: person, createdAt: at(createdAt) },
      );
    const twice: AnyRota = { ...FAIR, overrides: [made('2026-01-13T00:00', 'cleo'), made('2026-01-14T00:00', 'cleo')] };
    expect(found(twice, 'shortNotice').map(({ users, why }) => [users, why])).toEqual([
      [['cleo'], 'cleo was given this shift 2 days before it starts'],
    ]);
    const changed: AnyRota = {
      ...FAIR,
      overrides: [made('2026-01-13T00:00', 'cleo'), made('2026-01-14T00:00', 'dee')],
    };
    expect(found(changed, 'shortNotice').map(({ users }) => users)).toEqual([['dee']]);
  });

  test('by a version that holds at once', () => {
    const after = rota('UTC', [layer('l', 'ben, ann', { rotation: every(1, 'day', '2026-01-05T00:00') })]);
    const edited: AnyRota = {
      versions: [
        { from: null, rota: FAIR },
        { from: at('2026-01-20T00:00'), rota: after },
      ],
    };
    const findings = found(edited, 'shortNotice');
    expect(findings).toHaveLength(7);
    expect(findings[0]).toMatchObject({ start: at('2026-01-20T00:00'), why: expect.stringContaining('0 days before') });
    const planned = (savedAt: string): AnyRota => ({
      versions: [
        { from: null, rota: FAIR },
        { from: at('2026-01-20T00:00'), savedAt: at(savedAt), rota: after },
      ],
    });
    expect(found(planned('2026-01-05T00:00'), 'shortNotice')).toEqual([]);
    expect(found(planned('2026-01-18T00:00'), 'shortNotice')[0]).toMatchObject({
      start: at('2026-01-20T00:00'),
      details: { days: 2 },
    });
  });
});

test('the score never falls below 0, and the reasons add up to it', () => {
  const bad = rota('UTC', [
    layer('l', 'ann, ghost', { rotation: every(30, 'day', '2026-01-20T00:00') }),
    layer('hidden', ''),
  ]);
  const { score, reasons, findings } = health(
    subject(bad, {
      people: new Map(),
      facts: { ...noFacts, absences: [away('ann', '2026-01-01T00:00', '2027-01-01T00:00')] },
    }),
  );
  const lost = reasons.reduce((sum, { points }) => sum + points, 0);
  expect(lost).toBeGreaterThan(100);
  expect(score).toBe(0);
  expect(new Set(reasons.map(({ kind }) => kind))).toEqual(new Set(findings.map(({ kind }) => kind)));
});

test('an empty range has no findings', () => {
  expect(health(subject(FAIR, { to: FROM }))).toMatchObject({ findings: [], score: 100 });
});

describe('states of the rota through time', () => {
  const one = (user: string) => rota('UTC', [layer('l', user)]);
  const [first, second] = [at('2026-01-12T00:00'), at('2026-01-19T00:00')];
  const history: AnyRota = {
    versions: [
      { from: null, rota: one('ann') },
      { from: first, rota: one('ben') },
      { from: second, rota: one('cleo') },
    ],
  };
  const taking = (from: number, to: number) => health(subject(history, { from, to })).people.map(({ user }) => user);

  test.each([
    ['before the first change', FROM, first, ['ann']],
    ['from one change to the next', first, second, ['ben']],
    ['over a change', first - 1, first + 1, ['ann', 'ben']],
    ['over the second', second - 1, second + 1, ['ben', 'cleo']],
    ['over all', FROM, second + 1, ['ann', 'ben', 'cleo']],
    ['after the last', second, second + HOUR, ['cleo']],
  ])('%s, only those of the states in force take part', (_what, from, to, users) => {
    expect(taking(from, to).toSorted()).toEqual(users);
  });
});

describe('findings', () => {
  test('come in the order of time', () => {
    const people = new Map([
      ['ann', reachable],
      ['ben', { ...reachable, reachable: false }],
    ]);
    const facts = { ...noFacts, absences: [away('ann', '2026-01-07T06:00', '2026-01-07T12:00')] };
    const { findings } = health(subject(FAIR, { people, facts, to: at('2026-01-09T00:00') }));
    expect(findings.map(({ kind, start }) => [kind, start])).toEqual([
      ['unreachable', at('2026-01-06T00:00')],
      ['conflict', at('2026-01-07T06:00')],
    ]);
  });

  test('of somebody who is no user here say so', () => {
    expect(found(FAIR, 'disabled', { people: team('ann') })[0]?.details).toEqual({ unknownUser: true });
    expect(
      found(FAIR, 'disabled', {
        people: new Map([
          ['ann', reachable],
          ['ben', { ...reachable, disabled: true }],
        ]),
      })[0]?.details,
    ).toEqual({});
  });

  test('of a rota that begins later look at its own layers', () => {
    const later: AnyRota = {
      versions: [
        { from: null, rota: rota('UTC', []) },
        {
          from: at('2026-01-06T00:00'),
          rota: rota('UTC', [layer('l', 'ann', { restrictions: [on('daily', '09:00', '18:00')] })]),
        },
      ],
    };
    expect(found(later, 'gap', { to: at('2026-01-06T12:00') }).map(({ why, details }) => [why, details])).toEqual([
      ['nobody is on call: the rota has no layers', { noLayers: true }],
    ]);
  });
});
