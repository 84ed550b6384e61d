/** Tests who sees and changes working-time data: Dee is HR of the unit lab, Cleo its manager, Ann and Max are in it. */
import { describe, expect, it } from 'vitest';
import type { Unit } from '#domain/labour/facts/unit';
import type { WorkProfile } from '#domain/labour/facts/model';
import type { Directory } from '../ports/directory.ts';
import {
  administerUnit,
  decide,
  dryRun,
  isOwnCase,
  labourList,
  peopleReadBy,
  plansFor,
  readUnit,
  readWorkProfile,
  recordReader,
  unitShownTo,
  writeUnit,
  writeWorkProfile,
} from './labour.ts';
import { CALLER_NAMES, CALLERS, directory, whoMay } from './rule-context.fake.ts';
import type { CallerName, RuleContextParts } from './rule-context.fake.ts';
import type { RightsRule } from './rule.ts';

const unit = (id: string, managers: string[], hr: string[]) => ({ id, managers, hr }) as unknown as Unit;
const profile = (user: string, of: string, contract: WorkProfile['contract'] = 'hours') =>
  ({ user, unit: of, contract }) as WorkProfile;

const LABOUR: Directory = {
  ...directory,
  units: new Map([unit('lab', ['cleo'], ['dee']), unit('shop', [], ['ben'])].map((one) => [one.id, one])),
  profiles: new Map([
    ['ann', [profile('ann', 'lab'), profile('ann', 'gone')]],
    ['max', [profile('max', 'shop'), profile('max', 'lab')]],
    ['zoe', [profile('zoe', 'lab', 'exempt')]],
  ]),
};
const objects = [
  { kind: 'units', id: 'lab', body: { id: 'lab' } },
  { kind: 'units', id: 'shop', body: { id: 'shop' } },
  { kind: 'workProfiles', id: 'ann-lab', body: { user: 'ann', unit: 'lab' } },
  { kind: 'workProfiles', id: 'bare', body: {} },
];
const of = (question: RuleContextParts): RuleContextParts => ({
  objects,
  ...question,
  deps: { directory: () => LABOUR },
});
const id = (named: string) => of({ params: { id: named } });
const LOST: CallerName[] = ['admin', 'adminToken'];

describe('rules', () => {
  const put = (named: string, body: unknown) => of({ method: 'PUT', params: { id: named }, body });
  it.each<[string, RightsRule, RuleContextParts, CallerName[], reason: string]>([
    [
      'lists are for people and for Admins',
      labourList,
      of({}),
      ['viewer', 'member', 'editor', 'otherEditor', ...LOST],
      'people-only',
    ],
    [
      'a unit is read by its people and by Admins',
      readUnit,
      id('lab'),
      ['viewer', 'member', 'editor', ...LOST],
      'labour-of-others',
    ],
    ['units are made and deleted by Admins', administerUnit, of({}), LOST, 'admins-only'],
    ['another unit', readUnit, id('shop'), ['otherEditor', ...LOST], 'labour-of-others'],
    ['a unit is changed by HR', writeUnit, id('lab'), ['viewer'], 'hr-only'],
    ['a unit that cannot be read, by Admins', writeUnit, id('none'), LOST, 'hr-only'],
    [
      'a profile is read by the person, HR and managers',
      readWorkProfile,
      id('ann-lab'),
      ['viewer', 'member', 'editor'],
      'labour-of-others',
    ],
    ['a profile of nobody', readWorkProfile, id('bare'), [], 'labour-of-others'],
    ['a profile that cannot be read', readWorkProfile, id('none'), LOST, 'labour-of-others'],
    ['a profile is made by HR', writeWorkProfile, of({ method: 'POST', body: { unit: 'lab' } }), ['viewer'], 'hr-only'],
    ['a profile of no unit', writeWorkProfile, of({ method: 'POST', body: { unit: 7 } }), [], 'hr-only'],
    ['a profile is changed by HR', writeWorkProfile, put('ann-lab', { unit: 'lab' }), ['viewer'], 'hr-only'],
    ['a profile is not given to another unit', writeWorkProfile, put('ann-lab', { unit: 'shop' }), [], 'hr-only'],
    [
      'a profile is deleted by HR',
      writeWorkProfile,
      of({ method: 'DELETE', params: { id: 'ann-lab' } }),
      ['viewer'],
      'hr-only',
    ],
    ['a lost profile is replaced by Admins', writeWorkProfile, put('none', { unit: 'lab' }), LOST, 'hr-only'],
    [
      'a lost profile is deleted by Admins',
      writeWorkProfile,
      of({ method: 'DELETE', params: { id: 'none' } }),
      LOST,
      'hr-only',
    ],
    ['those in charge of any unit decide', decide, of({}), ['viewer', 'editor', 'otherEditor'], 'labour-of-others'],
  ])('%s', async (_, rule, question, who, reason) => {
    const found = await whoMay(rule, question);
    expect(found.who).toEqual(CALLER_NAMES.filter((name) => who.includes(name)));
    expect(found.reasons).toEqual([reason]);
  });
});

it.each<[CallerName, string, 'whole' | 'part' | null]>([
  ['viewer', 'lab', 'whole'],
  ['editor', 'lab', 'whole'],
  ['member', 'lab', 'whole'],
  ['member', 'shop', null],
  ['otherEditor', 'lab', null],
  ['admin', 'lab', 'part'],
  ['gone', 'lab', null],
  ['account', 'lab', null],
  ['adminAccount', 'lab', null],
  ['adminAccount', 'none', null],
  ['admin', 'none', 'part'],
  ['viewer', 'none', null],
])('%s sees of %s: %s', (caller, named, shown) => {
  expect(unitShownTo(CALLERS[caller], LABOUR, named)).toBe(shown);
});

it.each<[CallerName, { unit?: string; user?: string }, Record<string, string[]>]>([
  ['viewer', {}, { lab: ['ann', 'max'] }],
  ['editor', { user: 'max' }, { lab: ['max'] }],
  ['otherEditor', {}, { shop: ['max'] }],
  ['viewer', { unit: 'shop' }, {}],
  ['viewer', { unit: 'lab', user: 'ann' }, { lab: ['ann'] }],
  ['member', {}, { lab: ['ann'] }],
  ['member', { user: 'max' }, {}],
  ['admin', {}, {}],
  ['account', {}, {}],
  ['adminAccount', {}, {}],
])('%s reads the working time of %j: %j', (caller, question, people) => {
  expect(Object.fromEntries(peopleReadBy(CALLERS[caller], LABOUR, question))).toEqual(people);
});

it.each<[CallerName, string | null, string[]]>([
  ['viewer', 'dee', ['lab']],
  ['editor', 'cleo', ['lab']],
  ['otherEditor', 'ben', ['shop']],
  ['member', 'ann', []],
  ['admin', 'root', []],
  ['gone', null, []],
  ['account', null, []],
  ['adminAccount', null, []],
  ['readToken', null, []],
  ['adminToken', null, []],
])('%s reads records of %s and of %j, whoever still has a profile', (caller, login, units) => {
  expect(recordReader(CALLERS[caller], LABOUR)).toEqual({ login, units });
});

const alone = { managers: ['ann'], hr: ['ann'] };
const two = { managers: ['ann'], hr: ['dee'] };

it.each([
  ['another one’s', CALLERS.viewer, two, false, false],
  ['another one’s rest', CALLERS.viewer, two, true, false],
  ['their own, beside somebody else', CALLERS.member, two, false, true],
  ['their own, where nobody else is in charge', CALLERS.member, alone, false, false],
  ['their own rest, where nobody else is in charge', CALLERS.member, alone, true, true],
])('%s', (_what, caller, unitOf, waives, refuses) => {
  expect(isOwnCase(caller, unitOf, 'ann', waives)).toBe(refuses);
});

it.each([
  ['ann', ['editor', 'admin', 'adminToken']],
  // Of the unit, and of none of its teams.
  ['max', ['admin', 'adminToken']],
])('%s is planned by Editors of a team of the unit and the person, and by Admins', (user, who) => {
  const units = new Map([['lab', { ...unit('lab', ['cleo'], ['dee']), teams: ['sre'] }]]);
  const planners = CALLER_NAMES.filter((name) => plansFor(CALLERS[name], { ...LABOUR, units }, 'lab', user));
  expect(planners).toEqual(who);
});

describe('a dry run is for whoever may do it', () => {
  it.each<[string, object, CallerName[]]>([
    ['an override', { override: { rota: 'sre' } }, ['editor', 'admin', 'adminAccount', 'editToken', 'adminToken']],
    ['a swap of their own', { swap: { rota: 'sre', by: 'ann' } }, ['member', 'admin', 'adminAccount', 'adminToken']],
  ])('%s', async (_what, body, who) => {
    const sre = { kind: 'rotas', id: 'sre', body: { id: 'sre', team: 'sre' } };
    expect((await whoMay(dryRun, { ...of({ body }), objects: [sre] })).who).toEqual(who);
  });
});
