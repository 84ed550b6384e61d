/** Tests each rule with every kind of caller. */
import { describe, expect, it } from 'vitest';
import type { ConfigKind } from '#contract/config';
import type { Caller } from './caller.ts';
import { CALLER_NAMES, CALLERS, ruleContext, whoMay } from './rule-context.fake.ts';
import type { CallerName, RuleContextParts } from './rule-context.fake.ts';
import {
  absence,
  admin,
  bulk,
  editor,
  integration,
  maintenance,
  notForGuests,
  ofTeam,
  read,
  self,
  subscription,
  themselves,
  timeWindow,
} from './rules.ts';
import { openIncident } from './paging.ts';
import type { RightsRule } from './rule.ts';
import { ofAbsence, ownField, person, takesOver } from './swaps.ts';
import { ruleOf } from './table.ts';

const ADMINS: CallerName[] = ['admin', 'adminAccount', 'adminToken'];
const EDITORS: CallerName[] = ['editor', 'otherEditor', 'admin', 'adminAccount', 'editToken', 'adminToken'];
const SRE: CallerName[] = ['editor', 'admin', 'adminAccount', 'editToken', 'adminToken'];
const NO_TEAM: CallerName[] = ['admin', 'adminAccount', 'editToken', 'adminToken'];

const post = (body: unknown): RuleContextParts => ({ method: 'POST', body });
const put = (id: string, body: unknown): RuleContextParts => ({ method: 'PUT', params: { id }, body });
const remove = (id: string): RuleContextParts => ({ method: 'DELETE', params: { id } });
const objects = [
  { kind: 'rotas', id: 'sre', body: { team: 'sre' } },
  { kind: 'rotas', id: 'db', body: { team: 'db' } },
  { kind: 'rotas', id: 'loose', body: { team: null } },
  { kind: 'policies', id: 'sre', body: { team: 'db' } },
];

type Row = [what: string, rule: RightsRule, question: RuleContextParts, who: CallerName[], reason?: string];
const check = async (_: string, rule: RightsRule, question: RuleContextParts, who: CallerName[], reason?: string) => {
  const found = await whoMay(rule, question);
  expect(found.who).toEqual(CALLER_NAMES.filter((name) => who.includes(name)));
  expect(found.reasons).toEqual(reason === undefined ? [] : [reason]);
};

describe('by what somebody is', () => {
  it.each<Row>([
    ['reading', read, {}, CALLER_NAMES],
    ['admins', admin, {}, ADMINS, 'admins-only'],
    ['editors', editor, {}, EDITORS, 'editors-only'],
    [
      'no guests',
      notForGuests(read),
      {},
      CALLER_NAMES.filter((name) => !['anonymous', 'account', 'adminAccount'].includes(name)),
      'guest-link',
    ],
    ['people', person, {}, ['viewer', 'member', 'editor', 'otherEditor', ...ADMINS], 'people-only'],
    [
      'whoever acts',
      bulk,
      {},
      ['viewer', 'member', 'editor', 'otherEditor', 'admin', 'account', 'adminAccount', 'respondToken', 'adminToken'],
      'read-only',
    ],
    ['the person or an Admin', self, { params: { login: 'ann' } }, ['member', 'gone', ...ADMINS], 'person-or-admin'],
    ['the person alone', themselves, { params: { login: 'ann' } }, ['member', 'gone'], 'person-alone'],
    ['nobody of no name', themselves, {}, [], 'person-alone'],
  ])('%s', check);

  it('asks the rule behind for whoever is no guest', async () => {
    expect(await whoMay(notForGuests(admin), {})).toEqual({
      who: ['admin', 'adminToken'],
      reasons: ['admins-only', 'guest-link'],
    });
  });
});

describe('what belongs to a team', () => {
  const rule = ofTeam('rotas');
  it.each<Row>([
    ['is made for one’s own', rule, post({ team: 'sre' }), SRE, 'team-editors-only'],
    ['of nobody is for Admins', rule, post({ team: null }), NO_TEAM, 'team-editors-only'],
    ['that says nothing of a team', rule, post('text'), NO_TEAM, 'team-editors-only'],
    ['without a body', rule, post(null), NO_TEAM, 'team-editors-only'],
    ['with a list for a body', rule, post([{ team: 'sre' }]), NO_TEAM, 'team-editors-only'],
    ['is changed by its team', rule, { ...put('sre', { team: 'sre' }), objects }, SRE, 'team-editors-only'],
    ['is not given away', rule, { ...put('sre', { team: 'db' }), objects }, NO_TEAM, 'team-editors-only'],
    ['is not taken', rule, { ...put('db', { team: 'sre' }), objects }, NO_TEAM, 'team-editors-only'],
    ['is taken away by its team', rule, { ...remove('sre'), objects }, SRE, 'team-editors-only'],
    ['of nobody is not taken away', rule, { ...remove('loose'), objects }, NO_TEAM, 'team-editors-only'],
    ['that does not exist', rule, { ...remove('none'), objects }, ADMINS, 'team-editors-only'],
    ['that does not exist, changed', rule, { ...put('none', { team: 'sre' }), objects }, ADMINS, 'team-editors-only'],
    [
      'of another kind of the same id',
      ofTeam('escalationPolicies' as ConfigKind),
      { ...remove('sre'), objects },
      ADMINS,
      'team-editors-only',
    ],
    [
      'has parts, which name no team',
      rule,
      { method: 'PUT', params: { id: 'sre', override: 'o' }, body: {}, objects },
      SRE,
      'team-editors-only',
    ],
    [
      'gets parts, which name no team',
      rule,
      { method: 'POST', params: { id: 'sre' }, body: {}, objects },
      SRE,
      'team-editors-only',
    ],
  ])('%s', check);
});

describe('subscriptions', () => {
  const stored = [
    { kind: 'subscriptions', id: 'mine', body: { team: 'db', to: [{ user: 'ann', channel: null }] } },
    { kind: 'subscriptions', id: 'team', body: { team: 'sre', to: [{ channel: 'room' }] } },
  ];
  const own = ['member', 'gone'] as const;
  const body = (to: unknown) => ({ team: 'db', to });
  const DB: CallerName[] = ['otherEditor', ...NO_TEAM];
  it.each<Row>([
    ['of oneself', subscription, post(body([{ user: 'ann' }])), [...own, ...DB], 'team-editors-only'],
    [
      'of oneself and a room',
      subscription,
      post(body([{ user: 'ann' }, { channel: 'room' }])),
      DB,
      'team-editors-only',
    ],
    [
      'of oneself, and a room in one',
      subscription,
      post(body([{ user: 'ann', channel: 'room' }])),
      DB,
      'team-editors-only',
    ],
    ['of oneself and another', subscription, post(body([{ user: 'ann' }, { user: 'ben' }])), DB, 'team-editors-only'],
    ['of nobody', subscription, post(body([])), DB, 'team-editors-only'],
    ['of nothing', subscription, post(body([null])), DB, 'team-editors-only'],
    ['of no list', subscription, post(body('ann')), DB, 'team-editors-only'],
    [
      'changed',
      subscription,
      { ...put('mine', body([{ user: 'ann' }])), objects: stored },
      [...own, ...DB],
      'team-editors-only',
    ],
    [
      'changed to be of others',
      subscription,
      { ...put('mine', body([{ user: 'ben' }])), objects: stored },
      DB,
      'team-editors-only',
    ],
    [
      'of others, changed to be one’s own',
      subscription,
      { ...put('team', body([{ user: 'ann' }])), objects: stored },
      NO_TEAM,
      'team-editors-only',
    ],
    [
      'of oneself, taken away',
      subscription,
      { ...remove('mine'), objects: stored },
      [...own, ...DB],
      'team-editors-only',
    ],
    ['of others, taken away', subscription, { ...remove('team'), objects: stored }, SRE, 'team-editors-only'],
    [
      'that does not exist, taken away',
      subscription,
      { ...remove('none'), objects: stored },
      ADMINS,
      'team-editors-only',
    ],
  ])('%s', check);
});

describe('integrations', () => {
  const sync = { url: 'https://zabbix.example.com', token: 'secret', silence: '4h' };
  const stored = [
    { kind: 'integrations', id: 'plain', body: { team: 'sre' } },
    { kind: 'integrations', id: 'told', body: { team: 'sre', sync, routes: [{ heartbeat: 'theirs' }, {}] } },
    { kind: 'integrations', id: 'theirs', body: { team: 'db' } },
    { kind: 'integrations', id: 'beat', body: { team: 'sre' } },
  ];
  const on = (question: RuleContextParts): RuleContextParts => ({ ...question, objects: stored });
  const sre = (more: object) => ({ team: 'sre', ...more });
  const told = (more: object) => ({ ...sync, ...more });
  it.each<Row>([
    ['that say nothing back', integration, on(post(sre({}))), SRE, 'team-editors-only'],
    ['taken away', integration, on(remove('told')), SRE, 'team-editors-only'],
    [
      'whose sync is taken away',
      integration,
      on(put('told', sre({ sync: null, routes: [{ heartbeat: 'theirs' }] }))),
      SRE,
      'team-editors-only',
    ],
    [
      'whose sync stays, without its secret',
      integration,
      on(put('told', sre({ sync: told({ token: null, silence: '240m' }) }))),
      SRE,
      'team-editors-only',
    ],
    ['whose sync stays, with its secret', integration, on(put('told', sre({ sync }))), SRE, 'team-editors-only'],
    [
      'that hear a heartbeat of their own team',
      integration,
      on(post(sre({ routes: [{ heartbeat: 'beat' }, null, { heartbeat: 7 }] }))),
      SRE,
      'team-editors-only',
    ],
    ['whose routes are no list', integration, on(post(sre({ routes: 'beat' }))), SRE, 'team-editors-only'],
    [
      'that keep hearing that of another',
      integration,
      on(put('told', sre({ routes: [{ heartbeat: 'theirs' }] }))),
      SRE,
      'team-editors-only',
    ],
  ])('%s', check);

  it.each<[string, RuleContextParts, string, CallerName[]]>([
    ['with a sync', post(sre({ sync })), 'sync-by-admins', ADMINS],
    [
      'with a sync and a heartbeat of others',
      post(sre({ sync, routes: [{ heartbeat: 'theirs' }] })),
      'sync-by-admins',
      ADMINS,
    ],
    ['that got a sync', put('plain', sre({ sync })), 'sync-by-admins', ADMINS],
    [
      'whose sync goes elsewhere',
      put('told', sre({ sync: told({ url: 'https://other.example.com' }) })),
      'sync-by-admins',
      ADMINS,
    ],
    ['whose secret is another', put('told', sre({ sync: told({ token: 'other' }) })), 'sync-by-admins', ADMINS],
    ['whose password is another', put('told', sre({ sync: told({ password: 'other' }) })), 'sync-by-admins', ADMINS],
    ['whose sync is nonsense', put('told', sre({ sync: 'none' })), 'sync-by-admins', ADMINS],
    [
      'that hear a heartbeat of others',
      post(sre({ routes: [{}, { heartbeat: 'theirs' }] })),
      'heartbeat-of-others',
      [...ADMINS, 'editToken'],
    ],
    [
      'that hear one that does not exist',
      post(sre({ routes: [{ heartbeat: 'none' }] })),
      'heartbeat-of-others',
      [...ADMINS, 'editToken'],
    ],
    [
      'that begin to hear that of another',
      put('plain', sre({ routes: [{ heartbeat: 'theirs' }] })),
      'heartbeat-of-others',
      [...ADMINS, 'editToken'],
    ],
  ])('%s', async (_, question, reason, who) => {
    const found = await whoMay(integration, on(question));
    expect(found.who).toEqual(CALLER_NAMES.filter((name) => who.includes(name)));
    expect(found.reasons).toEqual(['team-editors-only', reason]);
  });

  it('say whose heartbeat it is', async () => {
    expect(
      await integration(ruleContext(CALLERS.editor, on(post(sre({ routes: [{ heartbeat: 'theirs' }] }))))),
    ).toMatchObject({ data: { integration: 'theirs' }, message: expect.stringContaining('theirs') });
  });
});

describe('absences', () => {
  const stored = [
    { kind: 'absences', id: 'away', body: { user: 'ann' } },
    { kind: 'absences', id: 'bens', body: { user: 'ben' } },
  ];
  const forAnn: CallerName[] = ['member', 'gone', ...SRE];
  it.each<Row>([
    ['of oneself or one’s team', absence, post({ user: 'ann' }), forAnn, 'absence-of-others'],
    ['of nobody', absence, post({}), ADMINS, 'absence-of-others'],
    ['of no name', absence, post({ user: 7 }), ADMINS, 'absence-of-others'],
    ['of others', absence, post({ user: 'dee' }), ['viewer', ...ADMINS], 'absence-of-others'],
    ['changed', absence, { ...put('away', { user: 'ann' }), objects: stored }, forAnn, 'absence-of-others'],
    ['given to another', absence, { ...put('away', { user: 'ben' }), objects: stored }, NO_TEAM, 'absence-of-others'],
    ['taken from another', absence, { ...put('bens', { user: 'ann' }), objects: stored }, NO_TEAM, 'absence-of-others'],
    ['taken away', absence, { ...remove('away'), body: { user: 'ben' }, objects: stored }, forAnn, 'absence-of-others'],
    ['that do not exist', absence, { ...remove('none'), objects: stored }, ADMINS, 'absence-of-others'],
    ['covered', ofAbsence, { params: { id: 'away' } }, ['member', 'gone', ...ADMINS], 'person-or-admin'],
    ['that nobody has, covered', ofAbsence, { params: { id: 'none' } }, CALLER_NAMES],
  ])('%s', check);
});

describe('maintenances', () => {
  const stored = [
    { kind: 'integrations', id: 'a', body: { team: 'sre' } },
    { kind: 'integrations', id: 'b', body: { team: 'db' } },
    { kind: 'maintenances', id: 'ours', body: { integrations: ['a'] } },
    { kind: 'maintenances', id: 'both', body: { integrations: ['a', 'b'] } },
  ];
  const on = (question: RuleContextParts): RuleContextParts => ({ ...question, objects: stored });
  it.each<Row>([
    ['of one’s own', maintenance, on(post({ integrations: ['a'] })), SRE, 'maintenance-of-others'],
    ['of others too', maintenance, on(post({ integrations: ['a', 'b'] })), NO_TEAM, 'maintenance-of-others'],
    ['of everything', maintenance, on(post({ integrations: [] })), ADMINS, 'maintenance-of-others'],
    ['of no list', maintenance, on(post({})), ADMINS, 'maintenance-of-others'],
    ['changed', maintenance, on(put('ours', { integrations: ['a'] })), SRE, 'maintenance-of-others'],
    ['widened', maintenance, on(put('ours', { integrations: ['a', 'b'] })), NO_TEAM, 'maintenance-of-others'],
    [
      'narrowed by those whom it does not all concern',
      maintenance,
      on(put('both', { integrations: ['a'] })),
      NO_TEAM,
      'maintenance-of-others',
    ],
    ['taken away', maintenance, on(remove('ours')), SRE, 'maintenance-of-others'],
    ['of others too, taken away', maintenance, on(remove('both')), NO_TEAM, 'maintenance-of-others'],
    ['that does not exist', maintenance, on(put('none', { integrations: ['a'] })), SRE, 'maintenance-of-others'],
  ])('%s', check);
});

describe('time windows', () => {
  const rule = (method: string) => ({ default: [{ method, after: '0s', when: 'nights' }], urgent: [] });
  const using = [
    { kind: 'rotas', id: 'sre', body: { id: 'sre', team: 'sre', timeZone: 'UTC', layers: [], expected: 'nights' } },
    { kind: 'rotas', id: 'db', body: { id: 'db', team: 'db', timeZone: 'UTC', layers: [], expected: 'days' } },
  ];
  const people = (login: string) => [{ kind: 'users', id: login, body: { login, notificationRules: rule('email') } }];
  it.each<Row>([
    ['are made by Editors', timeWindow, post({}), EDITORS, 'editors-only'],
    ['of nobody', timeWindow, { ...put('free', {}), objects: [] }, EDITORS, 'editors-only'],
  ])('%s', check);

  it.each<[string, RuleContextParts, CallerName[]]>([
    ['that a rota of a team uses', { ...put('nights', {}), objects: using }, SRE],
    ['that other things use', { ...put('days', {}), objects: using }, ['otherEditor', ...NO_TEAM]],
    [
      'that something of no team uses',
      { ...put('nights', {}), objects: [{ kind: 'rotas', id: 'x', body: { ...using[0]?.body, team: undefined } }] },
      NO_TEAM,
    ],
    ['that somebody of the team uses', { ...put('nights', {}), objects: people('ann') }, SRE],
    ['that the Editor uses', { ...put('nights', {}), objects: people('ben') }, ['otherEditor', ...NO_TEAM]],
    ['that both use', { ...put('nights', {}), objects: [...using, ...people('ben')] }, NO_TEAM],
  ])('%s', async (_, question, who) => {
    const found = await whoMay(timeWindow, question);
    expect(found).toEqual({
      who: CALLER_NAMES.filter((name) => who.includes(name)),
      reasons: ['editors-only', 'time-window-of-others'],
    });
  });
});

describe('shifts change hands', () => {
  const own: CallerName[] = ['member', ...ADMINS];
  const people: CallerName[] = ['viewer', 'member', 'editor', 'otherEditor', ...ADMINS];
  it.each<Row>([
    ['in one’s own name', ownField('by'), post({ by: 'ann' }), own, 'own-name-only'],
    ['without a name', ownField('by'), post({}), people, 'own-name-only'],
    ['with an empty name', ownField('by'), post({ by: null }), people, 'own-name-only'],
    ['with what is no name', ownField('by'), post({ by: 7 }), ADMINS, 'own-name-only'],
  ])('%s', check);

  const takes = (id: string, caller: CallerName, by?: string) =>
    takesOver(ruleContext(CALLERS[caller], { method: 'POST', params: { id }, body: { by } }));
  it.each<[string, CallerName, string | null]>([
    ['sre', 'member', null],
    ['sre', 'editor', null],
    ['sre', 'otherEditor', 'shift-of-others'],
    ['sre', 'viewer', 'shift-of-others'],
    ['sre', 'admin', null],
    ['db', 'viewer', null],
    ['db', 'otherEditor', null],
    ['db', 'editor', 'shift-of-others'],
    ['loose', 'otherEditor', null],
    ['loose', 'editor', 'shift-of-others'],
    ['loose', 'member', 'shift-of-others'],
    ['moved', 'member', null],
    ['moved', 'otherEditor', 'shift-of-others'],
    ['moved', 'viewer', 'shift-of-others'],
    ['none', 'viewer', null],
    ['none', 'anonymous', 'own-name-only'],
  ])('of %s by the %s: %s', async (id, caller, reason) => {
    expect((await takes(id, caller))?.reason ?? null).toBe(reason);
  });

  it('not in the name of another', async () => {
    expect(await takes('sre', 'member', 'cleo')).toMatchObject({ reason: 'own-name-only' });
    expect(await takes('sre', 'admin', 'cleo')).toBeNull();
  });
});

describe('incidents by hand', () => {
  const open = (caller: CallerName | Caller, body: object, onCall = false) =>
    Promise.resolve(
      openIncident(
        ruleContext(typeof caller === 'string' ? CALLERS[caller] : caller, {
          method: 'POST',
          body,
          deps: { isOnCallOn: (_, who) => onCall && who.login === 'ann' },
        }),
      ),
    ).then((why) => why?.reason ?? null);

  it.each<[string, CallerName, object, string | null]>([
    ['Editors page anybody', 'otherEditor', { policy: 'sre', users: ['dee'] }, null],
    ['tokens that respond page anybody', 'respondToken', { policy: 'sre' }, null],
    ['Admins page anybody', 'admin', {}, null],
    ['whoever reads pages nobody', 'readToken', { team: 'sre' }, 'read-only'],
    ['anonymous visitors page nobody', 'anonymous', { team: 'sre' }, 'read-only'],
    ['a policy of one’s team', 'member', { policy: 'sre' }, null],
    ['a policy of one’s team, for it', 'member', { policy: 'sre', team: 'sre' }, null],
    ['a policy of one’s team, for another', 'member', { policy: 'sre', team: 'db' }, 'paging-by-hand'],
    ['a policy of another team', 'member', { policy: 'db' }, 'paging-by-hand'],
    ['a policy of another team, for one’s own', 'member', { policy: 'db', team: 'sre' }, 'paging-by-hand'],
    ['a policy of no team', 'member', { policy: 'own' }, 'paging-by-hand'],
    ['a policy that does not exist', 'member', { policy: 'none', team: 'sre' }, null],
    ['nobody at all', 'member', {}, 'paging-by-hand'],
    ['nobody, for one’s team', 'member', { team: 'sre' }, null],
    ['nobody, for another team', 'member', { team: 'db' }, 'paging-by-hand'],
    ['mates', 'member', { team: 'sre', users: ['ann', 'cleo', 'max'] }, null],
    ['mates and strangers', 'member', { team: 'sre', users: ['cleo', 'ben'] }, 'paging-by-hand'],
    ['what is no list of people', 'member', { team: 'sre', users: 'cleo' }, 'paging-by-hand'],
    ['whoever is in no team', 'viewer', { team: 'sre' }, 'paging-by-hand'],
    ['a script with the name of a person is not them', 'account', { team: 'sre', users: ['ann'] }, null],
  ])('%s', async (_, caller, body, reason) => {
    expect(await open(caller, body)).toBe(reason);
  });

  it('whoever is on call on a policy pages it, as an incident of its team', async () => {
    expect(await open('member', { policy: 'db' }, true)).toBeNull();
    expect(await open('member', { policy: 'db', team: 'db' }, true)).toBeNull();
    expect(await open('account', { policy: 'db' }, true), 'a script is on call nowhere').toBe('paging-by-hand');
    expect(
      await open({ ...CALLERS.viewer, name: 'ann' }, { policy: 'db', users: ['ann'] }, true),
      'and oneself',
    ).toBeNull();
    expect(await open({ ...CALLERS.account, teams: ['gone'] }, { users: [''], team: 'gone' })).toBeNull();
  });
});

it('the table says which rule a route has', () => {
  expect(ruleOf('GET', '/users')).toBe(read);
  expect(ruleOf('POST', '/users')).toBe(admin);
  expect(ruleOf('PATCH', '/users')).toBeNull();
});
