/** What is nearly right gets further than what is wrong from the start: bodies and ids that fit each route, to be changed at random. */

type Body = Record<string, unknown>;

const range = { from: '2026-01-01T00:00:00Z', to: '2026-03-01T00:00:00Z' };
const rota: Body = {
  id: 'rota',
  name: 'R',
  team: 'sre',
  timeZone: 'Europe/Paris',
  holidays: 'FR',
  onAbsence: 'next',
  expected: 'window',
  layers: [
    {
      id: 'l',
      rotation: { every: 1, unit: 'day', start: '2026-01-05T09:00', advance: 'covered' },
      participants: [['ann'], ['ben']],
      restrictions: [{ days: ['workday'], from: '09:00', to: '18:00' }],
    },
  ],
  overrides: [{ id: 'o', start: '2026-02-03T18:00', end: '2026-02-04T09:00', replace: 'ann', with: 'ben' }],
};
const policy: Body = {
  id: 'policy',
  name: 'P',
  team: 'sre',
  repeat: 1,
  ackTimeout: '4h',
  steps: [
    {
      notify: [{ user: 'ben' }, { rota: 'rota', who: 'next' }, { team: 'sre' }],
      wait: '5m',
      when: { severity: 'error', match: ['a="b"'], alerts: { count: 2, within: '5m' } },
    },
  ],
};

/** Made in this order before anything is changed; each under its own id. */
export const OBJECTS: Readonly<Record<string, Body>> = {
  users: {
    login: 'ben',
    name: 'Ben',
    timeZone: 'UTC',
    contactMethods: [{ id: 'mail', type: 'email', to: 'ben@example.com' }],
    notificationRules: { default: [{ method: 'mail', after: '0s' }], urgent: [] },
    quietHours: { windows: [{ days: ['daily'], from: '22:00', to: '07:00' }] },
  },
  teams: { id: 'team', members: ['ann'], managers: ['ben'], grafanaTeam: 7 },
  'time-windows': {
    id: 'window',
    timeZone: 'UTC',
    holidays: 'FR',
    windows: [{ days: ['mon'], from: '09:00', to: '18:00' }],
  },
  rotas: rota,
  policies: policy,
  integrations: {
    id: 'integration',
    name: 'I',
    type: 'webhook',
    team: 'sre',
    policy: 'quiet',
    routes: [{ match: ['a=~"b"'], when: 'window', policy: 'policy', urgency: 'urgent', labels: { a: 'b' } }],
    groupBy: ['a'],
    template: { title: '{{ title }}' },
    hmac: { secret: 'x' },
  },
  absences: {
    id: 'absence',
    user: 'ann',
    start: '2026-05-01T00:00',
    end: '2026-05-02T00:00',
    timeZone: 'UTC',
    kind: 'leave',
    note: 'x',
  },
  maintenances: {
    id: 'maintenance',
    integrations: ['webhook'],
    match: ['a="b"'],
    start: '2026-05-01T00:00',
    end: '2026-05-01T01:00',
    timeZone: 'UTC',
    repeat: 'weekly',
    action: { policy: 'quiet' },
  },
  channels: {
    id: 'channel',
    type: 'webhook',
    name: 'C',
    settings: { url: 'http://127.0.0.1:9/x' },
    secrets: { secret: 'x' },
  },
  calendars: { id: 'calendar', team: 'sre', url: 'http://127.0.0.1:9/a.ics', people: { Ann: 'ann' }, refresh: '15m' },
  units: {
    id: 'unit',
    name: 'U',
    since: '2026-02-01',
    timeZone: 'Europe/Paris',
    holidays: 'FR',
    teams: ['sre'],
    hr: ['ann'],
    duties: [{ rota: 'rota', kind: 'onCall', from: '2026-02-01' }],
    rules: [{ from: '2026-02-01', pack: 'fr-default@1', notice: { days: 30 }, restDaily: { rest: '9h' } }],
    pay: [{ from: '2026-02-01', hours: [{ code: 'A', text: 'a', rate: 2.2 }] }],
  },
  subscriptions: { id: 'subscription', team: 'sre', match: ['a="b"'], events: ['opened'], to: [{ user: 'ann' }] },
  tokens: { name: 'x', scopes: ['read'] },
  incidents: {
    title: 'x',
    description: 'y',
    users: ['ann'],
    policy: 'quiet',
    team: 'sre',
    severity: 'error',
    labels: { a: 'b' },
  },
  interventions: {
    incident: '$incidents',
    user: 'ann',
    start: '2026-01-01T00:00:00Z',
    end: '2026-01-01T01:00:00Z',
    note: 'x',
  },
};

const OTHER_BODIES: Readonly<Record<string, Body>> = {
  snooze: { for: '1h' },
  reassign: { users: ['ann'] },
  responders: { users: ['ben'], rotas: ['rota'] },
  note: { text: 'x' },
  merge: { into: '$incidents' },
  severity: { severity: 'error' },
  restart: { policy: 'quiet' },
  overrides: { start: '2027-02-03T18:00', end: '2027-02-04T09:00', set: ['ann'], note: 'x' },
  'handoff-notes': { text: 'x' },
  verify: { code: '123456' },
  rebind: { uid: 'u' },
  erase: { confirm: 'nobody' },
  swaps: {
    rota: 'rota',
    by: 'ann',
    start: '2027-02-03T18:00:00Z',
    end: '2027-02-04T09:00:00Z',
    askedOf: 'ben',
    note: 'x',
  },
  'rotas/preview': { rota, ...range },
  'policies/preview': { policy, at: range.from, alert: { title: 'x', severity: 'error', labels: { a: 'b' } } },
  'messages/preview': { kind: 'page', language: 'fr', timeZone: 'Europe/Paris' },
  'incidents/bulk': { ids: ['$incidents'], command: 'note', body: { text: 'x' } },
  'integrations/{id}/test': { payload: { title: 'x', a: 'b' }, send: true },
  'integrations/{id}/trial': { routes: [{ match: ['a="b"'], policy: 'policy', severity: 'error' }] },
};

/** Ids by the resource before them. */
export type Known = Readonly<Record<string, string>>;

/** @param route `/api/v1/rotas/{id}`. @returns an empty body where none is known */
export function bodyFor(route: string, known: Known): Body {
  return JSON.parse(
    JSON.stringify(bareBody(route)).replace(/\$(\w+)/g, (_all, resource: string) => known[resource] ?? 'none'),
  ) as Body;
}

function bareBody(route: string): Body {
  const path = route.replace('/api/v1/', '');
  const parts = path.split('/').filter((part) => !part.startsWith('{'));
  return (
    OTHER_BODIES[path] ??
    OTHER_BODIES[parts.at(-1) ?? ''] ??
    (parts.length === 1 ? (OBJECTS[path.split('/')[0] ?? ''] ?? {}) : {})
  );
}

export function filled(route: string, known: Known, odd: () => string | null): string {
  return route.replace(
    /([\w-]+)\/\{[^}]+\}/g,
    (_all, resource: string) => `${resource}/${odd() ?? known[resource] ?? 'none'}`,
  );
}

/** Queries that fit the routes that need one. */
export const QUERIES: Readonly<Record<string, string>> = {
  '/api/v1/rotas/{id}/timeline': `?from=${range.from}&to=${range.to}`,
  '/api/v1/calendars/{id}/shifts': `?from=${range.from}&to=${range.to}`,
  '/api/v1/holidays': '?region=FR',
  '/api/v1/zones': '?names=Europe/Paris',
  '/api/v1/holiday-regions': '?within=FR&language=fr',
};
