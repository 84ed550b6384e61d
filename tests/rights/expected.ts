/**
 * Who may ask what, route by route, written down apart from the rules that enforce it. Paths hold what
 * the cast of `rights.test.ts` has: the team sre with Ann and its rota, policy, integration and incident.
 */
export const CALLERS = [
  'viewer',
  'member',
  'editor',
  'otherEditor',
  'admin',
  'manager',
  'hr',
  'otherHr',
  'anonymous',
  'serviceAccount',
  'adminAccount',
  'readToken',
  'respondToken',
  'editToken',
  'adminToken',
  'replayToken',
] as const;
export type CallerName = (typeof CALLERS)[number];

type Who = readonly CallerName[];

/** Of a unit, and Viewers in Grafana: the manager and the HR of `ops`, and the HR of another unit. */
const ofUnits: Who = ['manager', 'hr', 'otherHr'];

const all: Who = CALLERS;
/** Whom Vigie itself knows. */
const known: Who = CALLERS.filter((name) => !['anonymous', 'serviceAccount', 'adminAccount'].includes(name));
const admins: Who = ['admin', 'adminAccount', 'adminToken'];
/** Working time is nothing to service accounts, whatever their role. */
const labourAdmins: Who = ['admin', 'adminToken'];
const editors: Who = ['editor', 'otherEditor', 'admin', 'adminAccount', 'editToken', 'adminToken'];
const teamEditors: Who = ['editor', 'admin', 'adminAccount', 'editToken', 'adminToken'];
/** Everybody but those who only read: they leave notes, and each incident of a bulk is judged by itself. The service account is a Viewer. */
const responders: Who = [
  'viewer',
  'member',
  'editor',
  'otherEditor',
  'admin',
  ...ofUnits,
  'serviceAccount',
  'adminAccount',
  'respondToken',
  'adminToken',
];
/** Of its team, paged or on call, Editors of the team, Admins. */
const concerned: Who = ['member', 'editor', 'admin', 'adminAccount', 'respondToken', 'adminToken'];
/** Those, and a token that edits what is of the team. */
const reviewers: Who = [...concerned, 'editToken'];
const openers: Who = ['member', 'editor', 'otherEditor', 'admin', 'adminAccount', 'respondToken', 'adminToken'];
const annHerself: Who = ['member', 'admin', 'adminAccount', 'adminToken'];
/** Working time is a person's own. */
const people: Who = ['viewer', 'member', 'editor', 'otherEditor', 'admin', ...ofUnits, 'adminToken'];
/** In their own name, and Admins in anybody's. */
const namers: Who = [...people, 'adminAccount'];
/** Of the team sre or in its rota. */
const ofSreRota: Who = ['member', 'editor', 'admin', 'adminAccount', 'adminToken'];
/** What concerns Ann's working time. */
const ofAnnsTime: Who = ['member', 'manager', 'hr'];
/** Managers read it; the person and HR correct it. */
const ownRecord: Who = ['member', 'hr'];
const forAnn: Who = ['member', 'editor', 'admin', 'adminAccount', 'editToken', 'adminToken'];

/** Calendar links would outlive service accounts. */
const withoutAccounts = (who: Who): Who => who.filter((name) => name !== 'adminAccount');

export interface Expected {
  /** As in the table of rules. */
  route: string;
  /** The same with ids of the cast; `:incident`, `:intervention`, `:rest`, `:decision` and `:statement` are filled in. */
  path: string;
  who: Who;
  body?: object;
}

function crud(path: string, id: string, write: Who, body: object): Expected[] {
  return [
    { route: `GET /${path}`, path, who: all },
    { route: `GET /${path}/:id`, path: `${path}/${id}`, who: all },
    { route: `POST /${path}`, path, who: write, body },
    { route: `PUT /${path}/:id`, path: `${path}/${id}`, who: write, body },
    { route: `DELETE /${path}/:id`, path: `${path}/${id}`, who: write },
  ];
}

const ofSre = { team: 'sre' };

const commands = Object.entries({
  note: responders,
  acknowledge: concerned,
  unacknowledge: concerned,
  resolve: concerned,
  unresolve: concerned,
  undo: concerned,
  wake: concerned,
  escalate: concerned,
  snooze: concerned,
  reassign: concerned,
  responders: concerned,
  merge: concerned,
  severity: concerned,
  restart: concerned,
}).map(([name, who]): Expected => ({
  route: `POST /incidents/:id/${name}`,
  path: `incidents/:incident/${name}`,
  who,
  body: {},
}));

export const EXPECTED: readonly Expected[] = [
  { route: 'GET /channel-states', path: 'channel-states', who: all },
  { route: 'GET /channel-tests', path: 'channel-tests', who: all },
  { route: 'GET /senders', path: 'senders', who: all },
  { route: 'GET /senders.vcf', path: 'senders.vcf', who: all },
  { route: 'GET /heartbeats', path: 'heartbeats', who: all },
  { route: 'GET /users/:login/commitments', path: 'users/ann/commitments', who: all },
  { route: 'GET /users/:login/export', path: 'users/ann/export', who: annHerself },
  { route: 'POST /users/:login/erase', path: 'users/ann/erase', who: admins, body: { confirm: 'ann' } },
  { route: 'GET /incidents', path: 'incidents', who: all },
  {
    route: 'PUT /incidents/:id/rating',
    path: 'incidents/:incident/rating',
    who: responders,
    body: { rating: 'useful' },
  },
  { route: 'GET /incidents/:id/review', path: 'incidents/:incident/review', who: all },
  { route: 'PUT /incidents/:id/review', path: 'incidents/:incident/review', who: reviewers, body: {} },
  { route: 'GET /review-actions', path: 'review-actions', who: all },
  { route: 'DELETE /incidents/:id/rating', path: 'incidents/:incident/rating', who: responders },
  { route: 'POST /incidents', path: 'incidents', who: openers, body: { policy: 'sre' } },
  { route: 'GET /incidents/matching', path: 'incidents/matching', who: all },
  { route: 'GET /incidents/:id', path: 'incidents/:incident', who: all },
  { route: 'GET /incidents/:id/timeline', path: 'incidents/:incident/timeline', who: all },
  { route: 'GET /incidents/:id/alerts', path: 'incidents/:incident/alerts', who: all },
  { route: 'GET /incidents/:id/pages', path: 'incidents/:incident/pages', who: all },
  { route: 'GET /incidents/:id/sync', path: 'incidents/:incident/sync', who: all },
  { route: 'GET /incidents/:id/updates', path: 'incidents/:incident/updates', who: all },
  { route: 'GET /incidents/:id/would-page', path: 'incidents/:incident/would-page?command=escalate', who: all },
  { route: 'POST /incidents/bulk', path: 'incidents/bulk', who: responders, body: {} },
  ...commands,

  // Nothing was deleted; stories show who may restore what.
  {
    route: 'POST /deletions/undo',
    path: 'deletions/undo',
    who: admins,
    body: { resource: 'rotas', id: 'never-there' },
  },
  ...crud('rotas', 'sre', teamEditors, ofSre),
  { route: 'GET /on-call', path: 'on-call', who: all },
  {
    route: 'GET /on-call/timeline',
    path: 'on-call/timeline?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z',
    who: all,
  },
  { route: 'GET /rotas/:id/on-call', path: 'rotas/sre/on-call', who: all },
  {
    route: 'GET /rotas/:id/timeline',
    path: 'rotas/sre/timeline?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z',
    who: all,
  },
  { route: 'GET /rotas/:id/health', path: 'rotas/sre/health', who: all },
  { route: 'GET /rotas/:id/versions', path: 'rotas/sre/versions', who: all },
  { route: 'GET /deleted-rotas', path: 'deleted-rotas', who: all },
  { route: 'GET /rotas/:id/overrides', path: 'rotas/sre/overrides', who: all },
  { route: 'POST /rotas/:id/overrides', path: 'rotas/sre/overrides', who: teamEditors, body: {} },
  { route: 'PUT /rotas/:id/overrides/:override', path: 'rotas/sre/overrides/none', who: teamEditors, body: {} },
  { route: 'DELETE /rotas/:id/overrides/:override', path: 'rotas/sre/overrides/none', who: teamEditors },
  { route: 'GET /rotas/:id/handoff-notes', path: 'rotas/sre/handoff-notes', who: all },
  { route: 'POST /rotas/:id/handoff-notes', path: 'rotas/sre/handoff-notes', who: ofSreRota, body: { text: '' } },
  { route: 'GET /rotas/:id/ical', path: 'rotas/sre/ical', who: known },
  { route: 'POST /rotas/:id/ical', path: 'rotas/sre/ical', who: withoutAccounts(teamEditors), body: {} },
  { route: 'DELETE /rotas/:id/ical', path: 'rotas/sre/ical', who: teamEditors },
  { route: 'GET /swaps', path: 'swaps', who: all },
  { route: 'GET /swaps/:id', path: 'swaps/none', who: all },
  { route: 'POST /swaps', path: 'swaps', who: namers, body: {} },
  { route: 'POST /swaps/:id/take', path: 'swaps/none/take', who: namers, body: {} },
  { route: 'POST /swaps/:id/decline', path: 'swaps/none/decline', who: namers, body: {} },
  { route: 'POST /swaps/:id/cancel', path: 'swaps/none/cancel', who: namers, body: {} },
  { route: 'POST /rotas/:id/take-over', path: 'rotas/sre/take-over', who: ofSreRota, body: { user: 'nobody' } },
  { route: 'GET /absences/:id/cover', path: 'absences/away/cover', who: all },
  { route: 'POST /absences/:id/offer', path: 'absences/away/offer', who: annHerself, body: {} },
  { route: 'GET /duties', path: 'duties?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z', who: all },
  { route: 'GET /interventions', path: 'interventions', who: [...editors, ...ofUnits] },
  { route: 'POST /interventions', path: 'interventions', who: namers, body: {} },
  { route: 'PUT /interventions/:id', path: 'interventions/:intervention', who: ownRecord, body: {} },
  { route: 'POST /interventions/:id/confirm', path: 'interventions/:intervention/confirm', who: ownRecord, body: {} },
  { route: 'POST /rotas/preview', path: 'rotas/preview', who: all, body: {} },
  ...crud('calendars', 'outside', teamEditors, ofSre),
  { route: 'GET /calendars/:id/state', path: 'calendars/outside/state', who: all },
  {
    route: 'GET /calendars/:id/shifts',
    path: 'calendars/outside/shifts?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z',
    who: all,
  },
  { route: 'GET /calendars/:id/mapping', path: 'calendars/outside/mapping', who: editors },
  { route: 'POST /calendars/:id/look', path: 'calendars/outside/look', who: teamEditors },
  { route: 'GET /holidays', path: 'holidays?region=FR', who: all },
  { route: 'GET /holiday-regions', path: 'holiday-regions?within=FR', who: all },
  { route: 'GET /zones', path: 'zones?names=Europe/Paris', who: all },

  { route: 'GET /users', path: 'users', who: all },
  { route: 'GET /users/:login', path: 'users/ann', who: all },
  { route: 'POST /users', path: 'users', who: admins, body: {} },
  { route: 'PUT /users/:login', path: 'users/ann', who: annHerself, body: { timeZone: 7 } },
  { route: 'DELETE /users/:login', path: 'users/ann', who: admins },
  { route: 'POST /users/:login/rebind', path: 'users/ann/rebind', who: admins, body: {} },
  {
    route: 'POST /users/:login/contact-methods/:id/verify',
    path: 'users/ann/contact-methods/none/verify',
    who: annHerself,
    body: {},
  },
  {
    route: 'POST /users/:login/contact-methods/:id/test',
    path: 'users/ann/contact-methods/none/test',
    who: annHerself,
    body: {},
  },
  { route: 'GET /users/:login/devices', path: 'users/ann/devices', who: annHerself },
  { route: 'POST /users/:login/devices/enrolment', path: 'users/ann/devices/enrolment', who: ['member'], body: {} },
  { route: 'DELETE /users/:login/devices/:id', path: 'users/ann/devices/phone-nothing', who: annHerself },
  { route: 'GET /users/:login/ical', path: 'users/ann/ical', who: withoutAccounts(annHerself) },
  { route: 'POST /users/:login/ical', path: 'users/ann/ical', who: withoutAccounts(annHerself), body: {} },
  { route: 'DELETE /users/:login/ical', path: 'users/ann/ical', who: annHerself },
  { route: 'GET /me', path: 'me', who: all },
  ...crud('teams', 'sre', admins, {}),
  { route: 'GET /teams/:id/shadow', path: 'teams/sre/shadow', who: all },
  { route: 'PUT /teams/:id/shadow', path: 'teams/sre/shadow', who: admins, body: { shadow: 'yes' } },
  { route: 'POST /teams/:id/confirmations', path: 'teams/none/confirmations', who: admins },
  ...crud('absences', 'away', forAnn, { user: 'ann' }),

  ...crud('policies', 'sre', teamEditors, ofSre),
  { route: 'POST /policies/preview', path: 'policies/preview', who: all, body: {} },
  ...crud('integrations', 'sre', teamEditors, ofSre),
  { route: 'POST /integrations/:id/test', path: 'integrations/sre/test', who: teamEditors, body: {} },
  { route: 'POST /integrations/:id/trial', path: 'integrations/sre/trial', who: teamEditors, body: {} },
  { route: 'GET /received-labels', path: 'received-labels', who: all },
  { route: 'GET /integration-states', path: 'integration-states', who: all },
  { route: 'GET /integrations/:id/alerts', path: 'integrations/sre/alerts', who: all },
  { route: 'GET /integrations/:id/rejected', path: 'integrations/sre/rejected', who: editors },
  {
    route: 'POST /integrations/:id/rejected/:rid/replay',
    path: 'integrations/sre/rejected/none/replay',
    who: teamEditors,
    body: {},
  },
  { route: 'POST /integrations/:id/token', path: 'integrations/sre/token', who: teamEditors, body: {} },
  { route: 'GET /time-windows', path: 'time-windows', who: all },
  { route: 'GET /time-windows/:id', path: 'time-windows/office', who: all },
  { route: 'POST /time-windows', path: 'time-windows', who: editors, body: {} },
  { route: 'PUT /time-windows/:id', path: 'time-windows/office', who: teamEditors, body: {} },
  { route: 'DELETE /time-windows/:id', path: 'time-windows/office', who: teamEditors },
  ...crud('maintenances', 'patch', teamEditors, { integrations: ['sre'] }),
  ...crud('subscriptions', 'tickets', teamEditors, ofSre),
  ...crud('channels', 'room', admins, {}),
  ...crud('organisations', 'main', admins, { timeZone: 'UTC' }),
  { route: 'POST /channels/:id/test', path: 'channels/none/test', who: admins, body: {} },
  { route: 'GET /channel-kinds', path: 'channel-kinds', who: all },
  { route: 'GET /source-kinds', path: 'source-kinds', who: all },
  { route: 'GET /product-templates', path: 'product-templates', who: all },
  { route: 'POST /messages/preview', path: 'messages/preview', who: all, body: {} },

  { route: 'GET /units', path: 'units', who: people },
  { route: 'GET /units/:id', path: 'units/ops', who: [...ofAnnsTime, ...labourAdmins] },
  { route: 'POST /units', path: 'units', who: labourAdmins, body: {} },
  { route: 'PUT /units/:id', path: 'units/ops', who: ['hr'], body: {} },
  { route: 'PUT /units/:id/hr', path: 'units/ops/hr', who: labourAdmins, body: { hr: ['dee'] } },
  { route: 'DELETE /units/:id', path: 'units/ops', who: labourAdmins },
  { route: 'GET /work-profiles', path: 'work-profiles', who: people },
  { route: 'GET /work-profiles/:id', path: 'work-profiles/work-ann-2026-01-01', who: ofAnnsTime },
  { route: 'POST /work-profiles', path: 'work-profiles', who: ['hr'], body: { unit: 'ops' } },
  { route: 'PUT /work-profiles/:id', path: 'work-profiles/work-ann-2026-01-01', who: ['hr'], body: { unit: 'ops' } },
  {
    route: 'POST /work-profiles/:id/end',
    path: 'work-profiles/work-ann-2026-01-01/end',
    who: labourAdmins,
    body: { x: 1 },
  },
  { route: 'GET /insights/me', path: 'insights/me', who: people.filter((name) => name !== 'adminToken') },
  { route: 'GET /insights/team', path: 'insights/team?team=sre', who: all },
  { route: 'GET /insights/alerts', path: 'insights/alerts', who: all },
  { route: 'GET /insights/pager', path: 'insights/pager', who: all },
  { route: 'GET /insights/remedies', path: 'insights/remedies', who: all },
  { route: 'POST /insights/remedies', path: 'insights/remedies', who: editors },
  { route: 'GET /labour/findings', path: 'labour/findings', who: people },
  { route: 'GET /labour/rests', path: 'labour/rests', who: people },
  { route: 'POST /labour/rests/:id/started', path: 'labour/rests/:rest/started', who: ['member'], body: {} },
  { route: 'GET /decisions', path: 'decisions', who: people },
  { route: 'POST /decisions', path: 'decisions', who: ofUnits, body: {} },
  { route: 'POST /decisions/:id/settle', path: 'decisions/:decision/settle', who: ofUnits, body: {} },
  { route: 'GET /statements', path: 'statements', who: people },
  { route: 'GET /statements/:id', path: 'statements/:statement', who: ofAnnsTime },
  { route: 'GET /statements/:id/file', path: 'statements/:statement/file', who: ownRecord },
  { route: 'POST /statements/:id/accept', path: 'statements/:statement/accept', who: ['member'], body: {} },
  { route: 'POST /statements/:id/contest', path: 'statements/:statement/contest', who: ['member'], body: {} },
  { route: 'POST /statements/:id/close', path: 'statements/:statement/close', who: ['hr'], body: { reason: '' } },
  { route: 'GET /payroll', path: 'payroll?unit=ops&month=2026-01', who: ['hr'] },
  { route: 'GET /notices', path: 'notices', who: people },
  { route: 'POST /notices/publish', path: 'notices/publish', who: ['manager', 'hr'], body: { unit: 'ops' } },
  {
    route: 'POST /notices/seen',
    path: 'notices/seen',
    who: people.filter((name) => name !== 'adminToken'),
    body: {},
  },
  { route: 'POST /labour/preview', path: 'labour/preview', who: teamEditors, body: { override: { rota: 'sre' } } },
  { route: 'DELETE /work-profiles/:id', path: 'work-profiles/work-ann-2026-01-01', who: ['hr'] },

  { route: 'GET /tokens', path: 'tokens', who: admins },
  { route: 'GET /tokens/:id', path: 'tokens/none', who: admins },
  { route: 'POST /tokens', path: 'tokens', who: admins, body: {} },
  { route: 'PUT /tokens/:id', path: 'tokens/none', who: admins, body: {} },
  { route: 'DELETE /tokens/:id', path: 'tokens/none', who: admins },
  { route: 'GET /audit', path: 'audit', who: admins },
  { route: 'GET /imports', path: 'imports', who: admins },
  { route: 'POST /imports', path: 'imports', who: admins, body: {} },
  { route: 'GET /imports/:id', path: 'imports/none', who: admins },
  { route: 'DELETE /imports/:id', path: 'imports/none', who: admins },
  { route: 'GET /imports/:id/report', path: 'imports/none/report', who: admins },
  { route: 'GET /imports/:id/proof', path: 'imports/none/proof', who: admins },
  { route: 'GET /imports/:id/pages', path: 'imports/none/pages', who: admins },
  { route: 'PUT /imports/:id/people', path: 'imports/none/people', who: admins, body: {} },
  { route: 'GET /imports/:id/rotas', path: 'imports/none/rotas', who: admins },
  { route: 'PUT /imports/:id/rotas', path: 'imports/none/rotas', who: admins, body: {} },
  ...['fetch', 'plan', 'prove', 'apply', 'cancel', 'switch'].map((name): Expected => ({
    route: `POST /imports/:id/${name}`,
    path: `imports/none/${name}`,
    who: admins,
    body: {},
  })),
  { route: 'POST /replays', path: 'replays', who: [...editors, 'replayToken'], body: { draft: {} } },
  { route: 'GET /replays/:id', path: 'replays/none', who: [...editors, 'replayToken'] },
  { route: 'DELETE /replays/:id', path: 'replays/none', who: [...editors, 'replayToken'] },
  { route: 'GET /status', path: 'status', who: all },
  { route: 'GET /events', path: 'events', who: all },
];
