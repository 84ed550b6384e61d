import { describe, expect, it, test } from 'vitest';
import { parse } from '#contract/base/schema';
import { decision, newDecision } from '#contract/labour/decision';
import { finding, fromFinding } from '#contract/labour/finding';
import { notice } from '#contract/labour/notice';
import { profileProblems, unitWarnings } from '#contract/labour/problems';
import { fromRest, rest, restStarted } from '#contract/labour/rest';
import { rulesEntry, toRulesEntry } from '#contract/labour/rules';
import { unit } from '#contract/labour/unit';
import { toWorkProfile, workProfile } from '#contract/labour/work-profile';
import type { WorkProfileWire } from '#contract/labour/work-profile';
import { findingId } from '#domain/labour/finding';
import { paramsOf } from '#domain/labour/pack';
import { HOUR, MINUTE } from '#domain/time/duration';

const ops = {
  id: 'ops-fr',
  name: 'Exemple SAS, exploitation',
  since: '2026-11-02',
  timeZone: 'Europe/Paris',
  holidays: 'FR',
  teams: ['sre'],
  hr: ['hana'],
  duties: [{ rota: 'sre', kind: 'onCall' }],
  rules: [{ from: '2026-11-02', pack: 'fr-default@1' }],
};
const ann = {
  user: 'ann',
  unit: 'ops-fr',
  from: '2026-11-02',
  contract: 'hours',
  schedule: [
    { days: ['workday'], from: '09:00', to: '12:30' },
    { days: ['workday'], from: '14:30', to: '18:00' },
  ],
};

/** Path and reason of each problem. */
function problemsIn(schema: Parameters<typeof parse>[0], input: unknown) {
  const parsed = parse(schema, input);
  return parsed.ok ? [] : parsed.problems.map(({ path, reason }) => [path, reason]);
}

function profile(changes: object): WorkProfileWire {
  const parsed = parse(workProfile, { ...ann, ...changes });
  if (!parsed.ok) {
    throw new Error(JSON.stringify(parsed.problems));
  }
  return parsed.value;
}

describe('a unit', () => {
  it('takes what it needs, and defaults', () => {
    expect(parse(unit, ops)).toMatchObject({
      ok: true,
      value: {
        night: { from: '21:00', to: '06:00' },
        interventions: { tail: '15m' },
        restPaging: 'hold',
        disconnect: true,
        retentionYears: 5,
        duties: [{ level: 'primary' }],
      },
    });
  });

  test.each([
    ['without HR', { hr: [] }, 'hr', 'empty'],
    ['without the field of HR', { hr: undefined }, 'hr', 'missing'],
    ['without rules', { rules: [] }, 'rules', 'empty'],
    ['whose first day does not exist', { since: '2026-02-30' }, 'since', 'no-such-date'],
    ['whose first day is no date', { since: 'monday' }, 'since', 'wrong-format'],
    ['whose first day is too late', { since: '2101-01-01' }, 'since', 'outside-years'],
    ['with an unknown pack', { rules: [{ from: '2026-11-02', pack: 'fr' }] }, 'rules[0].pack', 'not-a-choice'],
    [
      'with a rule of an unknown parameter',
      { rules: [{ from: '2026-11-02', pack: 'eu@1', restDaily: { hours: 3 } }] },
      'rules[0].restDaily.hours',
      'unknown-field',
    ],
    [
      'with rotas that count as nothing',
      { duties: [{ rota: 'sre', kind: 'maybe' }] },
      'duties[0].kind',
      'not-a-choice',
    ],
  ])('%s is refused at its field', (_, changes, path, reason) => {
    expect(problemsIn(unit, { ...ops, ...changes })).toEqual([[path, reason]]);
  });

  it('warns of numbers that are kinder to the employer than the law, and of no others', () => {
    const warned = (changes: object) =>
      unitWarnings({ rules: [rulesEntry.parse({ from: '2026-11-02', pack: 'fr-default@1', ...changes })] }).map(
        ({ path, reason, data }) => [path, reason, data],
      );
    expect(warned({ restDaily: { rest: '8h' }, notice: { clear: 0 }, hoursAverage: { max: '47h' } })).toEqual([
      ['rules[0].restDaily.rest', 'beyond-law', { limit: '9h', article: 'D3131-6' }],
      ['rules[0].notice.clear', 'beyond-law', { limit: '1', article: 'L3121-12' }],
      ['rules[0].hoursAverage.max', 'beyond-law', { limit: '46h', article: 'L3121-23' }],
    ]);
    expect(warned({ restDaily: { off: true }, notice: { off: true }, hoursAverage: { off: true } })).toEqual([
      ['rules[0].restDaily.off', 'beyond-law', { limit: '9h', article: 'D3131-6' }],
      ['rules[0].notice.off', 'beyond-law', { limit: '1', article: 'L3121-12' }],
      ['rules[0].hoursAverage.off', 'beyond-law', { limit: '46h', article: 'L3121-23' }],
    ]);
    expect(warned({ pack: 'eu@1', restDaily: { rest: '10h' }, hoursAverage: { max: '49h' } })).toEqual([
      ['rules[0].restDaily.rest', 'beyond-law', { limit: '11h', article: 'Dir. 2003/88 art. 3' }],
      ['rules[0].hoursAverage.max', 'beyond-law', { limit: '48h', article: 'Dir. 2003/88 art. 6' }],
    ]);
    expect(warned({ restDaily: { rest: '9h' }, notice: { clear: 1 }, hoursAverage: { max: '46h' } })).toEqual([]);
    expect(warned({ pack: 'eu@1', restDaily: { rest: '11h' }, hoursAverage: { max: '48h' } })).toEqual([]);
    expect(warned({ hoursDaily: { off: true }, record: { off: true } })).toEqual([]);
  });
});

describe('rules', () => {
  it('change parameters of the pack, or are off', () => {
    const entry = toRulesEntry(
      rulesEntry.parse({
        from: '2026-11-02',
        pack: 'fr-default@1',
        notice: { days: 30 },
        restDaily: { policy: 'alwaysAfterLast', within: 'gap', rest: '12h' },
        record: { off: true },
        document: null,
      }),
    );
    expect(paramsOf(entry, 'notice')).toEqual({ days: 30, count: 'calendar', clear: 1, reason: 'required' });
    expect(paramsOf(entry, 'restDaily')).toMatchObject({ policy: 'alwaysAfterLast', within: 'gap', rest: 12 * HOUR });
    expect(paramsOf(entry, 'record')).toBeNull();
    expect(paramsOf(entry, 'document')).not.toBeNull();
  });

  it('that a pack has off are on with a parameter', () => {
    const entry = (changes: object) => toRulesEntry(rulesEntry.parse({ from: '2026-11-02', pack: 'eu@1', ...changes }));
    expect(paramsOf(entry({}), 'notice')).toBeNull();
    expect(paramsOf(entry({ notice: { days: 10 } }), 'notice')).toMatchObject({ days: 10, clear: 1 });
  });
});

describe('a work profile', () => {
  it('is Ann’s', () => {
    expect(toWorkProfile(profile({ onCallUntil: '2026-12-31' }))).toMatchObject({ until: null, onCall: 'yes' });
  });

  const windows = (...schedule: Array<[string, string, string]>) => ({
    schedule: schedule.map(([days, from, to]) => ({ days: days.split(','), from, to })),
  });

  test.each([
    ['on a day', windows(['mon', '09:00', '12:30'], ['workday', '12:00', '18:00']), 'schedule[1]'],
    ['over midnight', windows(['tue', '00:00', '08:00'], ['mon', '22:00', '00:30']), 'schedule[1]'],
    ['on holidays alone', windows(['mon', '09:00', '12:00'], ['holiday', '11:00', '12:00']), 'schedule[1]'],
    ['from Sunday to Monday', windows(['sun', '20:00', '06:00'], ['mon', '05:00', '12:00']), 'schedule[1]'],
    ['on Saturdays', windows(['sat', '09:00', '12:00'], ['sat', '11:00', '13:00']), 'schedule[1]'],
    ['twice the same', windows(['mon', '09:00', '12:00'], ['mon', '09:00', '12:00']), 'schedule[1]'],
  ])('that overlaps itself %s is refused', (_, changes, path) => {
    expect(problemsIn(workProfile, { ...ann, ...changes })).toEqual([[path, 'overlaps']]);
  });

  test.each([
    ['touches itself', windows(['mon', '09:00', '12:00'], ['mon', '12:00', '18:00'])],
    ['lasts all day', windows(['daily', '00:00', '24:00'])],
    ['has workdays beside holidays', windows(['workday', '09:00', '12:00'], ['holiday', '09:00', '12:00'])],
  ])('that %s is taken', (_, changes) => {
    expect(problemsIn(workProfile, { ...ann, ...changes })).toEqual([]);
  });

  it('that ends before it begins is refused', () => {
    expect(problemsIn(workProfile, { ...ann, until: '2026-11-01' })).toEqual([['until', 'not-after']]);
    expect(problemsIn(workProfile, { ...ann, until: '2026-11-02' })).toEqual([]);
  });

  it('in two units at a time is refused until the first has an end', () => {
    const here = (changes: object = {}) => profile({ from: '2026-10-01', ...changes });
    const there = profile({ unit: 'dev-fr', from: '2026-11-02' });
    const refused = [{ path: 'unit', reason: 'other-unit', data: { unit: 'ops-fr' } }];
    expect(profileProblems(there, [here()])).toMatchObject(refused);
    expect(profileProblems(there, [here({ until: '2026-11-02' })])).toMatchObject(refused);
    expect(profileProblems(there, [here({ until: '2026-11-01' })])).toEqual([]);
    expect(profileProblems(there, [here({ user: 'ben' })])).toEqual([]);
    expect(profileProblems(here({ from: '2026-12-01' }), [here()])).toEqual([]);
    // An entry holds until the next of its unit, whose own end counts then.
    expect(profileProblems(there, [here(), here({ from: '2026-10-15', until: '2026-10-31' })])).toEqual([]);
    expect(profileProblems(here(), [there])).toMatchObject([{ data: { unit: 'dev-fr' } }]);
  });
});

describe('what is answered', () => {
  const at = Date.UTC(2026, 9, 7, 7);

  it('findings have minutes, and days of notice', () => {
    const found = {
      id: findingId('restDaily', 'ann', 'day', 20_733),
      rule: 'restDaily' as const,
      severity: 'note' as const,
      user: 'ann',
      unit: 'ops-fr',
      rota: null,
      start: at,
      end: at + 6 * HOUR,
      article: 'L3131-1',
      pack: 'fr-default@1',
      data: { measured: 5 * HOUR, limit: 11 * HOUR, owed: 6 * HOUR, owedBy: at },
      remedy: { kind: 'startAt' as const, at: at + 6 * HOUR },
      provisional: false,
      planned: true,
      decision: { id: 'd1', owed: 6 * HOUR, owedBy: at, settled: 90 * MINUTE },
    };
    const wire = fromFinding(found);
    expect(finding.parse(wire)).toEqual(wire);
    expect(wire).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      start: '2026-10-07T07:00:00.000Z',
      data: { measured: 300, limit: 660, owed: 360, owedBy: '2026-10-07T07:00:00.000Z' },
      remedy: { at: '2026-10-07T13:00:00.000Z' },
      decision: { owed: 360, settled: 90 },
    });
    const days = { ...found, rule: 'notice' as const, decision: null };
    expect(fromFinding({ ...days, data: { measured: 14, limit: 15, owed: null, owedBy: null } })).toMatchObject({
      data: { measured: 14, limit: 15, owed: null, owedBy: null },
      decision: null,
    });
  });

  it('rests', () => {
    const wire = fromRest({
      id: 'r1',
      user: 'ann',
      unit: 'ops-fr',
      plannedAt: at,
      earliestAt: at + HOUR,
      rule: 'restDaily',
      causes: ['i1'],
      provisional: true,
      state: 'applies',
      startedAt: null,
    });
    expect(rest.parse(wire)).toEqual(wire);
    expect(fromRest({ ...wire, plannedAt: at, earliestAt: at, startedAt: at })).toMatchObject({
      startedAt: '2026-10-07T07:00:00.000Z',
    });
    expect(restStarted.parse({ at: wire.plannedAt })).toEqual({ at: wire.plannedAt });
  });

  it('decisions and notices', () => {
    const told = { inspectorToldAt: null, until: null, headcount: null };
    const spans = { start: '2026-10-07T07:00:00Z', end: '2026-10-07T08:00:00Z' };
    const body = { finding: '0123456789abcdef', reason: 'fire in the machine room' };
    expect(parse(newDecision, body)).toMatchObject({ ok: true, value: told });
    expect(problemsIn(newDecision, { ...body, reason: 'fire', finding: 'x' })).toEqual([
      ['finding', 'wrong-format'],
      ['reason', 'too-short'],
    ]);
    const made = { ...body, ...told, ...spans, id: 'd1', kind: 'urgentWorks', unit: 'ops-fr', user: 'ann', rota: null };
    const kept = { ...made, owed: 360, owedBy: null, settled: [], by: 'cleo', at: spans.end };
    expect(decision.parse(kept)).toEqual(kept);
    const row = { ...spans, id: 'n1', batch: 'b1', unit: 'ops-fr', user: 'ann', rota: 'sre', madeAt: spans.start };
    const proof = { madeBy: 'cleo', reason: null, voluntary: null, sha256: 'ab', channel: 'email' };
    const when = {
      handedAt: spans.start,
      seenAt: null,
      withdrawnAt: null,
      state: 'told',
      toldAt: spans.start,
      days: 0,
    };
    const notified = { ...row, ...proof, ...when };
    expect(notice.parse(notified)).toEqual(notified);
  });
});
