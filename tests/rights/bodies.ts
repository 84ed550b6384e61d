/**
 * Rights that the body decides, or whom something concerns: each row is a request that would be carried
 * out. Written down apart from the rules, as `expected.ts`. `:incident` and `:other` are new incidents of
 * the team sre, `:foreign` is one of the team db; every caller has their own.
 */
import type { CallerName } from './expected.ts';

interface Decided {
  what: string;
  request: `${'POST' | 'PUT' | 'DELETE'} ${string}`;
  body?: object;
  who: readonly CallerName[];
}

const admins = ['admin', 'adminAccount', 'adminToken'] as const;
/** Working time is nothing to service accounts, whatever their role. */
const labourAdmins = ['admin', 'adminToken'] as const;
/** Tokens that may edit are not bound to a team. */
const anyTeam = ['admin', 'adminAccount', 'editToken', 'adminToken'] as const;
const sreEditors = ['editor', ...anyTeam] as const;
const dbEditors = ['otherEditor', ...anyTeam] as const;
const everywhere = ['admin', 'adminAccount', 'respondToken', 'adminToken'] as const;
const concerned = ['member', 'editor', ...everywhere] as const;
const responders = [
  'viewer',
  'member',
  'editor',
  'otherEditor',
  'manager',
  'hr',
  'otherHr',
  'serviceAccount',
  ...everywhere,
] as const;
const editorsRespond = ['editor', 'otherEditor', ...everywhere] as const;

const zabbix = { id: 'zabbix', type: 'zabbix', name: 'Zabbix', team: 'sre', policy: 'sre' };
/** As it is shown to Editors, without its secrets: what is saved again is the same. */
const shownSync = { url: 'https://zabbix.example.com/api', ca: null, close: true, silence: null };
const webhook = { type: 'webhook', name: 'Feeds', policy: 'db', team: 'db' };
const rota = { name: 'Nights', team: 'db', timeZone: 'UTC', layers: [{ id: 'a', participants: [['ben']] }] };
const policy = { name: 'Nights', team: 'db', steps: [{ notify: [{ user: 'ben' }], wait: '5m' }] };
const hour = { start: '2026-06-01T00:00', end: '2026-06-01T01:00', timeZone: 'UTC' };

const COMMANDS: readonly Decided[] = [
  { what: 'a note', request: 'POST incidents/:incident/note', body: { text: 'Seen' }, who: responders },
  { what: 'an acknowledgement', request: 'POST incidents/:incident/acknowledge', body: {}, who: concerned },
  { what: 'a resolution', request: 'POST incidents/:incident/resolve', body: {}, who: concerned },
  { what: 'a snooze', request: 'POST incidents/:incident/snooze', body: { for: '1h' }, who: concerned },
  { what: 'a severity', request: 'POST incidents/:incident/severity', body: { severity: 'info' }, who: concerned },
  { what: 'the next step', request: 'POST incidents/:incident/escalate', body: {}, who: concerned },
  { what: 'from the first step', request: 'POST incidents/:incident/restart', body: {}, who: concerned },
  { what: 'to oneself', request: 'POST incidents/:incident/reassign', body: { users: ['dee'] }, who: concerned },
  {
    what: 'to the policy of another team',
    request: 'POST incidents/:incident/reassign',
    body: { policy: 'db' },
    who: concerned,
  },
  {
    what: 'oneself as a responder',
    request: 'POST incidents/:incident/responders',
    body: { users: ['dee'] },
    who: concerned,
  },
  {
    what: 'Ben as a responder',
    request: 'POST incidents/:incident/responders',
    body: { users: ['ben'] },
    who: concerned,
  },
  {
    what: 'two of one’s own into one',
    request: 'POST incidents/:incident/merge',
    body: { into: ':other' },
    who: concerned,
  },
  {
    what: 'into one of another team',
    request: 'POST incidents/:incident/merge',
    body: { into: ':foreign' },
    who: everywhere,
  },
  {
    what: 'one of another team into one’s own',
    request: 'POST incidents/:foreign/merge',
    body: { into: ':incident' },
    who: everywhere,
  },
  {
    what: 'one of another team',
    request: 'POST incidents/:foreign/resolve',
    body: {},
    who: ['otherEditor', ...everywhere],
  },
  {
    what: 'several, of which each is judged by itself',
    request: 'POST incidents/bulk',
    body: { ids: [':incident', ':foreign'], command: 'resolve' },
    who: responders,
  },
];

const BY_HAND: readonly Decided[] = [
  {
    what: 'with the own policy',
    request: 'POST incidents',
    body: { title: 'By hand', policy: 'sre', team: 'sre' },
    who: ['otherEditor', ...concerned],
  },
  {
    what: 'somebody of the own team',
    request: 'POST incidents',
    body: { title: 'By hand', team: 'sre', users: ['cleo'] },
    who: ['otherEditor', ...concerned],
  },
  {
    what: 'with the policy of another team',
    request: 'POST incidents',
    body: { title: 'By hand', policy: 'db', team: 'db' },
    who: editorsRespond,
  },
  {
    what: 'somebody of no team',
    request: 'POST incidents',
    body: { title: 'By hand', policy: 'sre', users: ['dee'] },
    who: editorsRespond,
  },
];

const INTEGRATIONS: readonly Decided[] = [
  { what: 'new, without sync', request: 'POST integrations', body: { ...zabbix, id: null }, who: sreEditors },
  {
    what: 'new, with sync',
    request: 'POST integrations',
    body: { ...zabbix, id: null, sync: { url: 'https://zabbix.example.com/api', token: 'secret-of-zabbix' } },
    who: admins,
  },
  {
    what: 'another name, the same sync',
    request: 'PUT integrations/zabbix',
    body: { ...zabbix, name: 'Zabbix 7', sync: shownSync },
    who: sreEditors,
  },
  {
    what: 'given to another team',
    request: 'PUT integrations/zabbix',
    body: { ...zabbix, team: 'db', sync: shownSync },
    who: anyTeam,
  },
  {
    what: 'sync to another address',
    request: 'PUT integrations/zabbix',
    body: { ...zabbix, sync: { url: 'https://elsewhere-:made.example.com/api', token: 'secret-of-zabbix' } },
    who: admins,
  },
  {
    what: 'that keeps a heartbeat of another team alive',
    request: 'POST integrations',
    body: { ...webhook, routes: [{ match: ['a="b"'], heartbeat: 'backup' }] },
    who: anyTeam,
  },
  { what: 'that keeps none alive', request: 'POST integrations', body: webhook, who: dbEditors },
];

const OBJECTS: readonly Decided[] = [
  { what: 'of the team db', request: 'POST rotas', body: rota, who: dbEditors },
  { what: 'of no team', request: 'POST rotas', body: { ...rota, team: null }, who: anyTeam },
  { what: 'given to another team', request: 'PUT rotas/sre', body: rota, who: anyTeam },
  { what: 'of the team db', request: 'POST policies', body: policy, who: dbEditors },
  { what: 'of no team', request: 'POST policies', body: { ...policy, team: null }, who: anyTeam },
  {
    what: 'of two teams',
    request: 'PUT time-windows/shared',
    body: { timeZone: 'UTC', windows: [{ days: ['daily'], from: '08:00', to: '18:00' }] },
    who: anyTeam,
  },
  { what: 'of two teams', request: 'POST maintenances', body: { ...hour, integrations: ['sre', 'db'] }, who: anyTeam },
  { what: 'of the team db', request: 'POST maintenances', body: { ...hour, integrations: ['db'] }, who: dbEditors },
  { what: 'one’s own', request: 'POST subscriptions', body: { to: [{ user: 'dee' }] }, who: ['viewer', ...anyTeam] },
  {
    what: 'oneself and a room',
    request: 'POST subscriptions',
    body: { team: 'sre', to: [{ user: 'dee' }, { channel: 'room' }] },
    who: sreEditors,
  },
  {
    what: 'of somebody of no team',
    request: 'POST absences',
    body: { ...hour, user: 'dee' },
    who: ['viewer', ...admins],
  },
  { what: 'made that of somebody else', request: 'PUT absences/away', body: { ...hour, user: 'dee' }, who: admins },
  {
    what: 'by oneself',
    request: 'POST rotas/sre/handoff-notes',
    body: { text: 'Quiet' },
    who: ['member', 'editor', ...admins],
  },
];

/** Made by the API, as is the profile of Dee in it and that of Ben in the unit of others. */
export const unit = {
  id: 'works',
  name: 'Works',
  since: '2026-01-01',
  timeZone: 'UTC',
  hr: ['hana'],
  rules: [{ from: '2026-01-01', pack: 'eu@1' }],
};
export const profile = { user: 'dee', unit: 'works', from: '2026-01-01', contract: 'hours' };

const LABOUR: readonly Decided[] = [
  { what: 'a new unit', request: 'POST units', body: { ...unit, id: 'works-:made' }, who: labourAdmins },
  { what: 'its rules', request: 'PUT units/works', body: { ...unit, name: 'Works :made' }, who: ['hr'] },
  { what: 'its HR among the rest', request: 'PUT units/works', body: { ...unit, hr: ['hana', 'dee'] }, who: [] },
  { what: 'its HR', request: 'PUT units/works/hr', body: { hr: ['hana'] }, who: labourAdmins },
  { what: 'of the own unit', request: 'POST work-profiles', body: { ...profile, user: 'cleo' }, who: ['hr'] },
  {
    what: 'a change in the own unit',
    request: 'PUT work-profiles/dee',
    body: { ...profile, onCall: 'no' },
    who: ['hr'],
  },
  { what: 'moved to the unit of others', request: 'PUT work-profiles/dee', body: { ...profile, unit: 'lab' }, who: [] },
  { what: 'out of the unit of others', request: 'PUT work-profiles/ben', body: { ...profile, user: 'ben' }, who: [] },
];

export const DECIDED: readonly Decided[] = [...COMMANDS, ...BY_HAND, ...INTEGRATIONS, ...OBJECTS, ...LABOUR];
