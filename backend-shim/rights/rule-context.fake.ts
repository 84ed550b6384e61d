/** The callers and the rule context of the rights tests, with two teams unless a test sets others. */
import { policy, responder } from '#domain/incident/incident.fake';
import type { Absence, AnyRota, Rota } from '#domain/rota/model';
import type { Directory } from '../ports/directory.ts';
import { CAPABILITIES } from '../store/capabilities.ts';
import { createPolicyCopies } from '../store/incidents/policy-copies.ts';
import type { Caller } from './caller.ts';
import type { RuleContext, RightsDeps, RightsObject, RightsRule } from './rule.ts';

const person = (name: string, role: Caller['role'], teams: string[] = []): Caller => ({
  kind: 'person',
  name,
  role,
  teams,
  scopes: null,
  readOnly: false,
});
const token = (name: string, scopes: Caller['scopes']): Caller => ({
  kind: 'script',
  name,
  tokenId: name,
  role: 'Viewer',
  teams: [],
  scopes,
  readOnly: false,
});

/** Ann and Cleo are in the team sre, Ben is in db, Dee in none. */
export const CALLERS = {
  viewer: person('dee', 'Viewer'),
  member: person('ann', 'Viewer', ['sre']),
  editor: person('cleo', 'Editor', ['sre']),
  otherEditor: person('ben', 'Editor', ['db']),
  admin: person('root', 'Admin'),
  /** A person who is gone or disabled. */
  gone: { ...person('ann', 'Admin', ['sre']), readOnly: true },
  goneEditor: { ...person('cleo', 'Editor', ['sre']), readOnly: true },
  anonymous: { kind: 'script', name: 'anonymous', guest: 'g1', role: 'Admin', teams: [], scopes: null, readOnly: true },
  /** A service account with the name of a person, in that person's team. */
  account: { kind: 'script', name: 'ann', guest: 'g2', role: 'Viewer', teams: ['sre'], scopes: null, readOnly: false },
  /** A service account with the role Admin: Grafana's administrator to everything but working time. */
  adminAccount: { kind: 'script', name: 'sa', guest: 'g3', role: 'Admin', teams: [], scopes: null, readOnly: false },
  readToken: token('ann', ['read']),
  respondToken: token('respond', ['respond']),
  editToken: token('edit', ['edit']),
  adminToken: token('admin', ['admin']),
} as const satisfies Record<string, Caller>;
export type CallerName = keyof typeof CALLERS;
export const CALLER_NAMES = Object.keys(CALLERS) as CallerName[];

const team = (id: string, members: string[], managers: string[] = []) => ({
  id,
  name: id,
  members,
  managers,
  grafanaTeam: null,
});
const rota = (id: string, of: string | null, users: string[]): Rota => ({
  id,
  name: id,
  team: of,
  timeZone: 'UTC',
  holidays: null,
  onAbsence: 'flag',
  overrides: [],
  layers: [
    {
      id: 'a',
      timeZone: null,
      rotation: null,
      participants: users.map((user) => [user]),
      restrictions: null,
      effectiveFrom: null,
      effectiveUntil: null,
    },
  ],
});
const away: Absence = { id: 'away', user: 'ann', start: 0, end: 1, kind: 'leave' };

export const directory = {
  responders: new Map(['ann', 'ben', 'cleo', 'dee', 'root'].map((login) => [login, responder(login)])),
  teams: new Map([team('sre', ['ann', 'cleo'], ['max']), team('db', ['ben'])].map((one) => [one.id, one])),
  policies: new Map(
    [
      policy([], { id: 'sre', team: 'sre' }),
      policy([], { id: 'db', team: 'db' }),
      policy([], { id: 'own', team: null }),
    ].map((one) => [one.id, one]),
  ),
  rotas: new Map<string, AnyRota>([
    ...[rota('sre', 'sre', ['cleo']), rota('db', 'db', ['dee']), rota('loose', null, ['ben'])].map(
      (one) => [one.id, one] as const,
    ),
    // This rota belonged to another team with other people.
    [
      'moved',
      {
        versions: [
          { from: null, rota: rota('moved', 'db', ['dee']) },
          { from: 1, rota: rota('moved', 'sre', ['cleo']) },
        ],
      },
    ],
  ]),
  facts: { zones: {}, holidays: {}, absences: [away], swaps: [], calendars: {} },
  units: new Map(),
  profiles: new Map(),
} as unknown as Directory;

export interface RuleContextParts {
  method?: string;
  params?: Record<string, string>;
  query?: object;
  body?: unknown;
  objects?: readonly RightsObject[];
  deps?: Partial<RightsDeps>;
}

export function ruleContext(
  caller: Caller,
  { method = 'GET', params = {}, query = {}, body, objects = [], deps = {} }: RuleContextParts,
): RuleContext {
  const all: Partial<RightsDeps> = {
    cap: CAPABILITIES.sqlite,
    copies: createPolicyCopies(),
    directory: () => directory,
    objects: () => objects,
    now: () => Promise.resolve(0),
    isOnCallOn: () => false,
    viewersAcknowledge: true,
    ...deps,
  };
  return { caller, request: { method, params, query, body }, deps: all as RightsDeps };
}

/** The callers that a rule allows, and the reasons given to the others, which must be the same. */
export async function whoMay(
  rule: RightsRule,
  question: RuleContextParts,
): Promise<{ who: CallerName[]; reasons: string[] }> {
  const answers = await Promise.all(
    CALLER_NAMES.map(async (name) => ({ name, why: await rule(ruleContext(CALLERS[name], question)) })),
  );
  return {
    who: answers.filter(({ why }) => why === null).map(({ name }) => name),
    reasons: [...new Set(answers.flatMap(({ why }) => why?.reason ?? []))],
  };
}
