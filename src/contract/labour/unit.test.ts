import { describe, expect, it } from 'vitest';
import { parse } from '#contract/base/schema';
import { config } from '#contract/config';
import { payEntry } from '#contract/labour/pay/pay';
import { toUnit, unit, unitInForce } from '#contract/labour/unit';
import type { UnitWire } from '#contract/labour/unit';
import { labourWarnings, shownWarnings, surroundingsOf } from '#contract/labour/warnings';
import { checkReferences } from '#contract/references';
import { parseDate } from '#domain/time/local';

const given = {
  id: 'ops',
  name: 'Ops',
  since: '2026-11-02',
  timeZone: 'Europe/Paris',
  hr: ['hana'],
  rules: [{ from: '2026-11-02', pack: 'fr-default@1' }],
};
const from = '2026-11-02';
const money = { code: 'A', text: 'a', rate: 2.2 };

describe('what a unit pays', () => {
  it.each([
    ['nothing', {}, []],
    ['a rate', { hours: [money] }, []],
    ['four decimals', { hours: [{ ...money, rate: 2.2051 }] }, []],
    ['five decimals', { hours: [{ ...money, rate: 2.20511 }] }, [['hours[0].rate', 'too-many-decimals']]],
    ['a cent of a flat', { turns: [{ code: 'T', text: 't', amount: 150.25 }] }, []],
    [
      'less than a cent of a flat',
      { turns: [{ code: 'T', text: 't', amount: 150.255 }] },
      [['turns[0].amount', 'too-many-decimals']],
    ],
    ['neither money nor rest', { hours: [{ code: 'A', text: 'a' }] }, [['hours[0]', 'exactly-one']]],
    ['money and rest', { hours: [{ ...money, rest: '6m' }] }, [['hours[0]', 'exactly-one']]],
    [
      'overtime that falls',
      { overtime: ['43h', '35h'].map((above) => ({ above, percent: 25, code: 'HS' })) },
      [['overtime[1].above', 'not-after']],
    ],
    [
      'overtime above no time',
      { overtime: [{ above: 'much', percent: 25, code: 'HS' }] },
      [['overtime[0].above', 'wrong-format']],
    ],
    [
      'part time',
      {
        partTime: [
          { upTo: 10, percent: 10, code: 'HC10' },
          { percent: 25, code: 'HC25' },
        ],
      },
      [],
    ],
    [
      'part time after its last band',
      {
        partTime: [
          { percent: 25, code: 'HC25' },
          { upTo: 10, percent: 10, code: 'HC10' },
        ],
      },
      [['partTime[1].upTo', 'not-after']],
    ],
  ])('%s', (_what, body, problems) => {
    const read = parse(payEntry, { from, ...body });
    expect(read.ok ? [] : read.problems.map(({ path, reason }) => [path, reason])).toEqual(problems);
  });
});

describe('a unit', () => {
  it.each([
    [{ hr: [] }, ['hr', 'empty']],
    [{ currency: 'euro' }, ['currency', 'wrong-format']],
    [{ pay: [{ from }, { from }] }, ['pay[1].from', 'same-as-other']],
    [{ duties: [{ rota: 'sre', kind: 'onCall', from, until: '2026-11-01' }] }, ['duties[0].until', 'not-after']],
    [{ programme: { horizon: '2d' } }, ['programme.horizon', 'duration-too-short']],
    [{ retentionYears: 0 }, ['retentionYears', 'too-small']],
  ])('%j is refused', (change, problem) => {
    const read = parse(unit, { ...given, ...change });
    expect(read.ok ? [] : read.problems.map(({ path, reason }) => [path, reason])).toEqual([problem]);
  });

  it('acts by its own managers, or by those of its teams, and from the day after its first save', () => {
    const wire = unit.parse({ ...given, teams: ['sre', 'db'], duties: [{ rota: 'sre', kind: 'onSite' }] });
    const managersOf = (team: string) => (team === 'sre' ? ['cleo'] : ['cleo', 'dee']);
    const date = (text: string) => parseDate(text) ?? 0;
    expect(unitInForce(wire, managersOf, date('2026-10-02'))).toMatchObject({
      managers: ['cleo', 'dee'],
      since: date('2026-11-02'),
      duties: [{ rota: 'sre', kind: 'onSite', level: 'primary', from: date('2026-11-02'), until: null }],
      tail: 900_000,
    });
    expect(unitInForce({ ...wire, managers: ['ben'] }, managersOf, date('2026-12-02'))).toMatchObject({
      managers: ['ben'],
      since: date('2026-12-02'),
    });
    expect(toUnit(wire).managers).toEqual([]);
  });
});

describe('--check, and the answer to whoever saves it, warn of', () => {
  const whole = (change: object, more: object = {}) =>
    config.parse({
      users: ['ann', 'ben', 'cleo', 'hana'].map((login) => ({ login })),
      teams: [{ id: 'sre', managers: ['cleo'] }],
      rotas: [{ id: 'sre', timeZone: 'UTC', layers: [{ id: 'a', participants: [['ann', 'ben'], ['ann']] }] }],
      units: [{ ...given, counsel: { name: 'Me Durand', on: from }, teams: ['sre'], ...change }],
      workProfiles: ['ann', 'ben'].map((user) => ({ user, unit: 'ops', from, contract: 'exempt' })),
      ...more,
    });
  const duties = [{ rota: 'sre', kind: 'onCall' }];

  it.each([
    ['nothing', whole({ duties }), []],
    ['numbers that counsel did not read', whole({ counsel: null }), [['units[0].counsel', 'not-read-by-counsel', {}]]],
    ['a unit without a second person', whole({ teams: [] }), [['units[0].hr', 'no-second-person', {}]]],
    [
      'a number below the floor of the law',
      whole({ rules: [{ from, pack: 'fr-default@1', restDaily: { rest: '8h' } }] }),
      [['units[0].rules[0].restDaily.rest', 'beyond-law', { limit: '9h', article: 'D3131-6' }]],
    ],
    [
      'people without a work profile',
      whole({ duties }, { workProfiles: [] }),
      [['units[0].duties[0].rota', 'no-work-profile', { users: ['ann', 'ben'], rota: 'sre' }]],
    ],
    [
      'a rota that is gone',
      whole({ duties: [{ rota: 'old', kind: 'onCall' }] }),
      [['units[0].duties[0].rota', 'no-such-duty', { rota: 'old' }]],
    ],
  ])('%s', (_what, given, warnings) => {
    expect(labourWarnings(given).map(({ path, reason, data }) => [path, reason, data])).toEqual(warnings);
    const [one] = given.units;
    const shown = (seesWhole: boolean) => shownWarnings(one as UnitWire, surroundingsOf(given), seesWhole);
    expect(shown(true).map(({ path, reason, data }) => [`units[0].${path}`, reason, data])).toEqual(warnings);
    // Whoever reads the unit in part reads neither its rules nor its duties here.
    expect(shown(false)).toEqual(shown(true).filter(({ reason }) => reason === 'no-second-person'));
    expect(checkReferences(given, { isZone: () => true, isHolidayRegion: () => true })).toEqual([]);
  });
});
