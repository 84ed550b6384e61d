/** Groups of callers, and what a row of the table of rights says of a route. */
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

export type Who = readonly CallerName[];

/** Of a unit, and Viewers in Grafana: the manager and the HR of `ops`, and the HR of another unit. */
export const ofUnits: Who = ['manager', 'hr', 'otherHr'];

export const all: Who = [...CALLERS];
/** Whom Vigie itself knows. */
export const known: Who = CALLERS.filter((name) => !['anonymous', 'serviceAccount', 'adminAccount'].includes(name));
export const admins: Who = ['admin', 'adminAccount', 'adminToken'];
/** Working time is nothing to service accounts, whatever their role. */
export const labourAdmins: Who = ['admin', 'adminToken'];
export const editors: Who = ['editor', 'otherEditor', 'admin', 'adminAccount', 'editToken', 'adminToken'];
export const teamEditors: Who = ['editor', 'admin', 'adminAccount', 'editToken', 'adminToken'];
/** Everybody but those who only read: they leave notes, and each incident of a bulk is judged by itself. The service account is a Viewer. */
export const responders: Who = [
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
export const concerned: Who = ['member', 'editor', 'admin', 'adminAccount', 'respondToken', 'adminToken'];
/** Those, and a token that edits what is of the team. */
export const reviewers: Who = [...concerned, 'editToken'];
export const openers: Who = ['member', 'editor', 'otherEditor', 'admin', 'adminAccount', 'respondToken', 'adminToken'];
export const annHerself: Who = ['member', 'admin', 'adminAccount', 'adminToken'];
/** Working time is a person's own. */
export const people: Who = ['viewer', 'member', 'editor', 'otherEditor', 'admin', ...ofUnits, 'adminToken'];
/** In their own name, and Admins in anybody's. */
export const namers: Who = [...people, 'adminAccount'];
/** Of the team sre or in its rota. */
export const ofSreRota: Who = ['member', 'editor', 'admin', 'adminAccount', 'adminToken'];
/** What concerns Ann's working time. */
export const ofAnnsTime: Who = ['member', 'manager', 'hr'];
/** Managers read it; the person and HR correct it. */
export const ownRecord: Who = ['member', 'hr'];
export const forAnn: Who = ['member', 'editor', 'admin', 'adminAccount', 'editToken', 'adminToken'];

/** Calendar links would outlive service accounts. */
export const withoutAccounts = (who: Who): Who => who.filter((name) => name !== 'adminAccount');

export interface Expected {
  /** As in the table of rules. */
  route: string;
  /** The same with ids of the cast; `:incident`, `:intervention`, `:rest`, `:decision` and `:statement` are filled in. */
  path: string;
  who: Who;
  body?: object;
}
