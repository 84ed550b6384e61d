/** What the worked cases do not show: rules without data, decisions over time, several profiles and entries of rules. */
import { describe, expect, it, test } from 'vitest';
import { check } from '#domain/labour/check';
import type {
  DecisionRecord,
  InterventionRecord,
  LabourFacts,
  NoticeRecord,
  PersonFacts,
  RestRecord,
  WorkProfile,
} from '#domain/labour/facts/model';
import { findingId } from '#domain/labour/finding';
import type { Finding } from '#domain/labour/finding';
import type { RuleKind, RulesEntry } from '#domain/labour/pack';
import { RULE_KINDS } from '#domain/labour/pack';
import { EU } from '#domain/labour/packs/eu';
import { FR_DEFAULT } from '#domain/labour/packs/fr-default';
import { restRecords } from '#domain/labour/release';
import { timeOf, updatedRests } from '#domain/labour/time-of';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';
import { parseDate, parseLocal } from '#domain/time/local';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import { firstInstant, zoneTable } from '#domain/time/zone';

const paris = zoneTable(TEST_ZONES, 'Europe/Paris');
const date = (text: string) => parseDate(text) ?? Number.NaN;
/** A wall clock in Paris; October 2026 unless said. */
const at = (text: string) => firstInstant(paris, parseLocal(text.length > 8 ? text : `2026-10-${text}`) ?? Number.NaN);

const october = { start: at('01T00:00'), end: at('2026-11-01T00:00') };
const french: RulesEntry = { from: date('2026-01-05'), pack: FR_DEFAULT, changes: {} };

const workday = (from: string, to: string) => ({ days: ['workday' as const], from, to });
const profile: WorkProfile = {
  user: 'ann',
  unit: 'ops-fr',
  from: date('2026-01-05'),
  until: null,
  contract: 'hours',
  weeklyHours: null,
  payrollId: null,
  onCall: 'yes',
  onCallUntil: null,
  schedule: [workday('09:00', '12:30'), workday('14:30', '18:00')],
};

function ann(changes: Partial<PersonFacts> = {}): PersonFacts {
  return {
    user: 'ann',
    unit: 'ops-fr',
    zone: paris,
    holidays: new Set(),
    since: date('2026-01-05'),
    profiles: [profile],
    away: [],
    onCall: [],
    onSite: [],
    interventions: [],
    rests: [],
    tail: 15 * MINUTE,
    ...changes,
  };
}

const nothing: LabourFacts = { notices: [], decisions: [], unpaid: null, documents: null, disconnect: true };

function worked(from: string, to: string, id = 'i1'): InterventionRecord {
  const none = { actedAt: null, confirmedAt: null, travelBefore: 0, travelAfter: 0 };
  return { id, start: at(from), end: at(to), endedBy: 'person', ...none };
}

interface Judged {
  person?: Partial<PersonFacts>;
  facts?: Partial<LabourFacts>;
  rules?: readonly RulesEntry[];
  now?: number;
}

function findings({ person, facts, rules = [french], now = october.end }: Judged, ...kinds: RuleKind[]): Finding[] {
  const all = check(ann(person), rules, { ...nothing, ...facts }, october, now);
  return all.filter(({ rule }) => kinds.length === 0 || kinds.includes(rule));
}

const severities = (found: readonly Finding[]) => found.map(({ severity }) => severity);
const night = worked('07T03:00', '07T04:00');
const begun = { plannedAt: at('07T09:00'), state: 'applies' as const, startedAt: at('07T09:00') };
const early = { interventions: [night], rests: [begun] };

describe('a finding', () => {
  it('says where it comes from, what was measured, and what may be done', () => {
    expect(findings({ person: early })).toEqual([
      {
        id: findingId('restDaily', 'ann', 'day', date('2026-10-07')),
        rule: 'restDaily',
        severity: 'outside',
        user: 'ann',
        unit: 'ops-fr',
        rota: null,
        start: at('07T09:00'),
        end: at('07T15:00'),
        article: 'L3131-1, L3121-10',
        pack: 'fr-default@1',
        data: { measured: 5 * HOUR, limit: 11 * HOUR, owed: 6 * HOUR, owedBy: at('07T09:00') + 60 * DAY },
        remedy: { kind: 'giveRest', at: null },
        provisional: false,
        planned: false,
        decision: null,
      },
    ]);
  });

  it('of the future says when to start instead', () => {
    const [found] = findings({ person: early, now: at('07T08:00') });
    expect(found).toMatchObject({ planned: true, remedy: { kind: 'startAt', at: at('07T15:00') } });
  });

  it('keeps its id when a confirmation moves the end', () => {
    const ids = ['07T04:00', '07T04:30'].map(
      (end) => findings({ person: { ...early, interventions: [worked('07T03:00', end)] } })[0]?.id,
    );
    expect(ids[0]).toMatch(/^[0-9a-f]{16}$/);
    expect(ids[0]).toBe(ids[1]);
  });

  it('comes by start, the worst first', () => {
    const away = [{ start: at('06T18:00'), end: at('07T09:00') }];
    const onCall = [{ rota: 'sre', start: at('06T18:00'), end: at('07T09:00') }];
    const profiles = [{ ...profile, onCallUntil: date('2026-09-30') }];
    const found = findings({
      person: {
        ...early,
        away,
        profiles,
        onCall: [...onCall, { rota: 'sre', start: at('02T18:00'), end: at('03T09:00') }],
      },
      facts: { notices: [] },
    });
    expect(found.map(({ start }) => start)).toEqual(found.map(({ start }) => start).toSorted((a, b) => a - b));
    expect(found.filter(({ start }) => start === at('06T18:00')).map(({ rule }) => rule)).toEqual([
      'eligible',
      'notice',
    ]);
    expect(severities(findings({ person: { onCall, profiles }, facts: {} }))).toEqual(['outside', 'check']);
  });
});

it('work after an early start makes the rest before it no shorter', () => {
  const interventions = [night, worked('07T10:00', '07T10:30', 'i2')];
  expect(findings({ person: { ...early, interventions } }, 'restDaily')).toMatchObject([{ end: at('07T15:00') }]);
});

it('interventions that touch are one', () => {
  const changes = { restDaily: { minInterruption: 5 * MINUTE } };
  const interventions = [worked('07T03:00', '07T03:04', 'a'), worked('07T03:04', '07T03:08', 'b')];
  const time = timeOf(ann({ interventions }), [{ ...french, changes }], october, october.end);
  expect(time.releases).toMatchObject([{ earliestAt: at('07T14:08'), causes: ['a', 'b'] }]);
});

describe('nobody is judged', () => {
  const tight = [workday('09:00', '23:00')];
  const judged = (changes: Partial<WorkProfile>) =>
    findings({ person: { profiles: [{ ...profile, schedule: tight, ...changes }] } });

  it('without a profile, with one of an executive, or outside of its dates', () => {
    expect(judged({}).length).toBeGreaterThan(20);
    expect(findings({ person: { ...early, profiles: [] } })).toEqual([]);
    expect(judged({ contract: 'exempt' })).toEqual([]);
    expect(judged({ from: date('2026-11-01') })).toEqual([]);
    expect(judged({ until: date('2026-09-30') })).toEqual([]);
    const until = judged({ until: date('2026-10-02') });
    expect(new Set(until.filter(({ rule }) => rule === 'hoursDaily').map(({ start }) => start))).toEqual(
      new Set([at('01T00:00'), at('02T00:00')]),
    );
  });

  it('by hours whose contract counts days', () => {
    const rules = judged({ contract: 'days' }).map(({ rule }) => rule);
    expect(new Set(rules)).toEqual(new Set(['restDaily']));
  });
});

it('a limit that is reached is kept', () => {
  const day = (to: string) =>
    findings({ person: { profiles: [{ ...profile, schedule: [workday('09:00', to)] }] } }, 'hoursDaily');
  expect(day('19:00')).toEqual([]);
  expect(day('19:01')).toHaveLength(22);
});

it('nothing before the first day of the unit is judged', () => {
  const profiles = [{ ...profile, schedule: [workday('09:00', '20:00')] }];
  const starts = findings({ person: { profiles, since: date('2026-10-28') } }, 'hoursDaily').map(({ start }) => start);
  expect(starts).toEqual([at('28T00:00'), at('29T00:00'), at('30T00:00')]);
});

it('whether somebody may be on call is open from the day after the review on', () => {
  const onCall = [{ rota: 'sre', start: at('06T18:00'), end: at('08T09:00') }];
  const profiles = [{ ...profile, onCallUntil: date('2026-10-07') }];
  expect(findings({ person: { onCall, profiles } }, 'eligible')).toMatchObject([
    { severity: 'check', start: at('08T00:00'), end: at('08T09:00'), remedy: { kind: 'askHr' } },
  ]);
});

describe('rules in time', () => {
  const kinds = (rules: readonly RulesEntry[]) =>
    findings({ person: { profiles: [{ ...profile, schedule: [workday('09:00', '23:00')] }] }, rules }, 'restDaily').map(
      ({ start, pack }) => [start, pack],
    );

  it('are those of the last entry that has come, and none before the first', () => {
    const off = { ...french, from: date('2026-10-08'), changes: { restDaily: { off: true as const } } };
    const eu = { ...french, from: date('2026-10-14'), pack: EU };
    const found = kinds([eu, { ...french, from: date('2026-10-06') }, off]);
    expect(found.slice(0, 3)).toEqual([
      [at('06T09:00'), 'fr-default@1'],
      [at('07T09:00'), 'fr-default@1'],
      [at('14T09:00'), 'eu@1'],
    ]);
    expect(found.slice(2).every(([, pack]) => pack === 'eu@1')).toBe(true);
  });

  it('that are off make no releases either', () => {
    const changes = { restDaily: { off: true as const } };
    const time = (rules: RulesEntry[]) => timeOf(ann({ interventions: [night] }), rules, october, october.end);
    expect(time([french]).releases).toHaveLength(1);
    expect(time([{ ...french, changes }]).releases).toEqual([]);
    expect(time([{ ...french, from: date('2026-10-08') }]).releases).toEqual([]);
  });

  it('hold from the first instant of their date on', () => {
    const time = timeOf(
      ann({ interventions: [worked('11T01:00', '11T02:00')] }),
      [{ ...french, from: date('2026-10-05') }],
      october,
      october.end,
    );
    expect(time.releases).toMatchObject([{ rule: 'restWeekly', earliestAt: at('12T13:00') }]);
  });

  it('of the directive judge an average of 17 weeks, for which 13 weeks of facts are too few', () => {
    const profiles = [{ ...profile, schedule: [{ days: ['daily' as const], from: '09:00', to: '16:00' }] }];
    const rules = [{ ...french, pack: EU }];
    expect(findings({ person: { profiles }, rules }, 'hoursAverage').map(({ start }) => start)).toEqual([
      at('05T00:00'),
      at('12T00:00'),
      at('19T00:00'),
      at('26T00:00'),
    ]);
    expect(findings({ person: { profiles, since: date('2026-07-06') }, rules }, 'hoursAverage')).toHaveLength(1);
  });
});

describe('rules without data are silent, with data they are not', () => {
  const september = date('2026-09-01');
  const month = date('2026-10-01');

  it('compensation', () => {
    const unpaid = new Map([
      [september, HOUR],
      [month, 19 * HOUR],
    ]);
    expect(findings({}, 'compensation')).toEqual([]);
    expect(findings({ facts: { unpaid } }, 'compensation')).toMatchObject([
      {
        severity: 'outside',
        start: october.start,
        end: october.end,
        data: { measured: 19 * HOUR },
        remedy: { kind: 'addPayRule' },
      },
    ]);
    expect(findings({ facts: { unpaid: new Map([[month, 0]]) } }, 'compensation')).toEqual([]);
    // A month in which the unit begins is judged, one before it is not.
    expect(findings({ facts: { unpaid }, person: { since: date('2026-10-05') } }, 'compensation')).toHaveLength(1);
    expect(
      findings({ facts: { unpaid }, rules: [{ ...french, from: date('2026-10-05') }] }, 'compensation'),
    ).toHaveLength(1);
    expect(findings({ facts: { unpaid }, person: { since: date('2026-11-02') } }, 'compensation')).toEqual([]);
  });

  test.each([
    ['2026-11-10T23:59', null, []],
    ['2026-11-11T00:00', null, ['check']],
    ['2026-11-20T23:59', null, ['check']],
    ['2026-11-21T00:00', null, ['outside']],
    ['2026-12-31T00:00', '2026-11-10T12:00', []],
    ['2026-12-31T00:00', '2026-11-11T12:00', ['check']],
  ])('document, at %s, handed over %s', (now, handed, expected) => {
    const documents = new Map([[month, handed === null ? null : at(handed)]]);
    expect(severities(findings({ facts: { documents }, now: at(now) }, 'document'))).toEqual(expected);
    expect(findings({ now: at(now) }, 'document')).toEqual([]);
  });
});

describe('notice', () => {
  const onCall = [{ rota: 'sre', start: at('20T18:00'), end: at('21T09:00') }];
  const told = (changes: Partial<NoticeRecord>): NoticeRecord => ({
    rota: 'sre',
    start: at('20T18:00'),
    end: at('21T09:00'),
    handedAt: null,
    seenAt: null,
    reason: null,
    voluntary: null,
    withdrawnAt: null,
    ...changes,
  });
  const found = (now: string, notices: NoticeRecord[] = [], disconnect = true) =>
    findings({ person: { onCall }, facts: { notices, disconnect }, now: at(now) }, 'notice');

  it('that was not given yet is silent until it must be told, then as if told now, then not told', () => {
    expect(found('05T18:00')).toEqual([]);
    expect(found('05T18:01')).toEqual([]);
    expect(found('06T00:01')).toMatchObject([{ severity: 'outside', data: { measured: 14 }, planned: true }]);
    expect(found('06T00:00', [], false)).toEqual([]);
    expect(found('06T00:01', [], false)).toHaveLength(1);
    expect(found('22T00:00')).toMatchObject([{ data: { measured: null }, remedy: { kind: 'chooseAnother' } }]);
  });

  it('is what reached the person first', () => {
    const both = told({ handedAt: at('08T10:00'), seenAt: at('07T10:00') });
    expect(found('30T00:00', [both])).toMatchObject([{ data: { measured: 13 }, remedy: { kind: 'giveReason' } }]);
    const twice = [told({ handedAt: at('12T10:00') }), told({ handedAt: at('03T10:00') }), told({ reason: 'ill' })];
    expect(found('30T00:00', twice)).toEqual([]);
  });

  it('has the reason of what is on its way', () => {
    expect(found('10T00:00', [told({ reason: 'ill' })])).toMatchObject([{ severity: 'check', data: { measured: 10 } }]);
  });

  it('of another rota does not count', () => {
    const other = { rota: 'db', start: at('20T18:00'), end: at('21T09:00') };
    const notices = [told({ rota: 'db', handedAt: at('01T10:00') })];
    expect(findings({ person: { onCall: [...onCall, other] }, facts: { notices } }, 'notice')).toMatchObject([
      { rota: 'sre' },
    ]);
  });
});

describe('a decision of urgent works', () => {
  const decision = (changes: Partial<DecisionRecord>): DecisionRecord => ({
    id: 'd1',
    kind: 'urgentWorks',
    finding: findingId('restDaily', 'ann', 'day', date('2026-10-07')),
    inspectorToldAt: null,
    until: null,
    headcount: null,
    owed: 6 * HOUR,
    owedBy: at('2026-12-06T09:00'),
    settled: [],
    ...changes,
  });
  const found = (changes: Partial<DecisionRecord>, now = october.end) =>
    findings({ person: early, facts: { decisions: [decision(changes)] }, now }, 'restDaily');

  it('owes the rest until it is given, and is looked at again when it is not', () => {
    expect(found({})).toMatchObject([{ severity: 'note', decision: { id: 'd1', owed: 6 * HOUR, settled: 0 } }]);
    expect(severities(found({}, at('2026-12-06T08:59')))).toEqual(['note']);
    expect(severities(found({}, at('2026-12-06T09:00')))).toEqual(['check']);
    const settled = [{ start: at('09T12:00'), end: at('09T18:00') }];
    expect(found({ settled }, at('2026-12-31T00:00'))).toMatchObject([
      { severity: 'note', decision: { settled: 6 * HOUR } },
    ]);
    expect(
      severities(found({ settled: [{ start: at('09T12:00'), end: at('09T17:59') }] }, at('2026-12-31T00:00'))),
    ).toEqual(['check']);
  });

  it('may owe more than was missing, never less', () => {
    expect(found({ owed: 8 * HOUR })).toMatchObject([{ decision: { owed: 8 * HOUR } }]);
    expect(found({ owed: HOUR })).toMatchObject([{ decision: { owed: 6 * HOUR } }]);
  });

  it('of another finding, or another kind, changes nothing', () => {
    expect(severities(found({ finding: '0123456789abcdef' }))).toEqual(['outside']);
    expect(severities(found({ kind: 'exceptional' }))).toEqual(['outside']);
  });

  test.each([
    ['inspectorToldAt', { until: at('26T12:00'), headcount: 1 }],
    ['until', { inspectorToldAt: at('26T08:00'), headcount: 1 }],
    ['headcount', { inspectorToldAt: at('26T08:00'), until: at('26T12:00') }],
  ])('stays to be checked for weekly rest without %s', (_, changes) => {
    const finding = findingId('restWeekly', 'ann', 'week', date('2026-10-19'));
    const rests = [{ plannedAt: at('26T09:00'), state: 'waived' as const, startedAt: null }];
    const person = { interventions: [worked('25T01:00', '2026-10-25T02:00')], rests };
    const decided = (more: Partial<DecisionRecord>) =>
      severities(
        findings({ person, facts: { decisions: [decision({ finding, owedBy: null, ...more })] } }, 'restWeekly'),
      );
    expect(decided(changes)).toEqual(['check']);
    expect(decided({ inspectorToldAt: at('26T08:00'), until: at('26T12:00'), headcount: 1 })).toEqual(['note']);
  });
});

describe('records of rests', () => {
  const range = { start: at('05T00:00'), end: at('12T00:00') };
  const record = (interventions: InterventionRecord[], before: RestRecord[], now: string) =>
    updatedRests(ann({ interventions }), [french], before, range, at(now));

  it('become void when their cause goes, and apply again when it comes back', () => {
    const made = record([night], [], '07T05:00');
    expect(made).toMatchObject([
      { state: 'applies', earliestAt: at('07T15:00'), startedAt: null, causes: ['i1'], provisional: false },
    ]);
    const gone = record([], made, '07T06:00');
    expect(gone).toMatchObject([{ state: 'void', earliestAt: at('07T15:00') }]);
    expect(record([night], gone, '07T08:59')).toMatchObject([{ state: 'applies', startedAt: null }]);
    expect(record([night], gone, '07T09:00')).toMatchObject([{ state: 'applies', startedAt: at('07T09:00') }]);
  });

  it('stay waived, and a release that was waived takes nothing away', () => {
    const waived = record([night], [], '07T05:00').map((rest) => ({ ...rest, state: 'waived' as const }));
    expect(record([worked('07T03:00', '07T05:00')], waived, '07T08:00')).toMatchObject([
      { state: 'waived', earliestAt: at('07T16:00') },
    ]);
    const time = timeOf(ann({ interventions: [night], rests: waived }), [french], range, range.end);
    expect(time.ordinary).toEqual(time.planned);
  });

  it('of somebody who began are not moved by what comes later', () => {
    const before = record([night], [], '07T05:00').map((rest) => ({ ...rest, startedAt: at('07T10:00') }));
    expect(record([night, worked('07T11:00', '07T11:30', 'i2')], before, '07T12:00')).toMatchObject([
      { earliestAt: at('07T15:00'), startedAt: at('07T10:00') },
    ]);
  });

  it('name several causes and the rule that asks for more', () => {
    const weekend = [worked('10T20:00', '10T21:00', 'a'), worked('11T23:00', '12T00:00', 'b')];
    const wide = { start: at('05T00:00'), end: at('19T00:00') };
    const time = timeOf(ann({ interventions: weekend }), [french], wide, wide.end);
    expect(restRecords([], time.releases, at('12T00:00'))).toMatchObject([
      { rule: 'restWeekly', causes: ['a', 'b'], plannedAt: at('12T09:00'), earliestAt: at('13T11:00') },
    ]);
  });

  it('name the weekly rest where it asks for more than the daily one', () => {
    const weekend = [worked('10T23:00', '11T00:00', 'a'), worked('11T19:30', '11T22:30', 'b')];
    expect(record(weekend, [], '12T00:00')).toEqual([]);
    const wide = { start: at('05T00:00'), end: at('19T00:00') };
    const { releases } = timeOf(ann({ interventions: weekend }), [french], wide, wide.end);
    expect(releases).toMatchObject([{ rule: 'restWeekly', earliestAt: at('13T09:30'), plannedAt: at('12T09:00') }]);
  });

  it('outside of the range are left alone', () => {
    const other = { plannedAt: at('13T09:00'), state: 'applies' as const, startedAt: at('13T09:00') };
    const interventions = [night, worked('13T03:00', '13T04:00', 'i2')];
    const person = ann({ interventions, rests: [other] });
    expect(updatedRests(person, [french], [], range, at('07T05:00')).map(({ plannedAt }) => plannedAt)).toEqual([
      at('07T09:00'),
    ]);
  });
});

it('on-call time is neither ordinary hours, nor intervention, nor rest', () => {
  const onCall = [{ rota: 'sre', start: at('06T18:00'), end: at('07T18:00') }];
  const time = timeOf(ann({ onCall, interventions: [night] }), [french], october, october.end);
  expect(time.onCall).toEqual([
    { start: at('06T18:00'), end: at('07T03:00') },
    { start: at('07T04:00'), end: at('07T09:00') },
    { start: at('07T12:30'), end: at('07T14:30') },
  ]);
  expect(RULE_KINDS).toHaveLength(10);
});
