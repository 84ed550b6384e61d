/** The bits of Grafana's own API that the plugin asks for, with the rights of the person. */
import type { HostState } from './host-state.ts';
import { PEOPLE, TEAMS, hasRole } from './people.ts';
import type { Person } from './people.ts';

export interface ApiCall {
  method: string;
  /** Decoded, from `/api/…`. */
  path: string;
  query: URLSearchParams;
  body: unknown;
  person: Person;
}

export interface ApiAnswer {
  status: number;
  body: unknown;
}

export const answer = (body: unknown, status = 200): ApiAnswer => ({ status, body });
export const denied = (action: string): ApiAnswer => answer({ accessErrorId: 'ACE0000000000', message: `You'll need additional permissions to perform this action. Permissions needed: ${action}`, title: 'Access denied' }, 403);

const profileOf = (person: Person) => ({ id: person.id, uid: person.uid, login: person.login, name: person.name, email: person.email, theme: '', orgId: 1, isGrafanaAdmin: person.role === 'Admin', isDisabled: person.isDisabled });

const memberOf = (person: Person) => ({ orgId: 1, userId: person.id, uid: person.uid, login: person.login, name: person.name, email: person.email, role: person.role, avatarUrl: '', isDisabled: person.isDisabled });

const lookupOf = (person: Person) => ({ userId: person.id, uid: person.uid, login: person.login, avatarUrl: '' });

export function grafanaApi(call: ApiCall, state: HostState): ApiAnswer | null {
  const { method, path, person } = call;
  switch (`${method} ${path}`) {
    case 'GET /api/signing-keys/keys':
      return answer(state.identities.jwks);
    case 'GET /api/health':
      return answer({ database: 'ok', version: state.version });
    case 'GET /api/login/ping':
      return answer({ message: 'Logged in' });
    case 'GET /api/user':
      return answer(profileOf(person));
    case 'GET /api/user/teams':
      return answer(TEAMS.filter(({ id }) => person.teams.includes(id)));
    case 'GET /api/org/users':
      return hasRole(person, 'Admin') ? answer(PEOPLE.map(memberOf)) : denied('org.users:read');
    case 'GET /api/org/users/lookup':
      return answer(PEOPLE.map(lookupOf));
    case 'GET /api/teams/search':
      return hasRole(person, 'Admin') ? answer({ totalCount: TEAMS.length, teams: TEAMS, page: 1, perPage: 1000 }) : denied('teams:read');
    case 'GET /api/teams/7/members':
      return hasRole(person, 'Admin') ? answer(PEOPLE.filter(({ teams }) => teams.includes(7)).map((one) => ({ orgId: 1, teamId: 7, userId: one.id, login: one.login, name: one.name, email: one.email }))) : denied('teams.permissions:read');
    default:
      return path === `/api/plugins/${state.plugin.id}/settings` ? settingsApi(call, state) : null;
  }
}

function settingsApi({ method, body, person }: ApiCall, state: HostState): ApiAnswer {
  const { settings, plugin } = state;
  if (method === 'GET') {
    const secureJsonFields = Object.fromEntries([...Object.keys(settings.secureJsonData), ...(state.lateToken() === null ? [] : ['sidecarToken'])].map((name) => [name, true]));
    return answer({ ...plugin, module: `public/plugins/${plugin.id}/module.js`, baseUrl: `public/plugins/${plugin.id}`, enabled: settings.enabled, pinned: true, jsonData: settings.jsonData, secureJsonFields });
  }
  if (!hasRole(person, 'Admin')) {
    return denied('plugins:write');
  }
  const sent = body as { enabled?: boolean; jsonData?: Record<string, unknown>; secureJsonData?: Record<string, string> };
  settings.enabled = sent.enabled ?? settings.enabled;
  settings.jsonData = sent.jsonData ?? settings.jsonData;
  settings.secureJsonData = { ...settings.secureJsonData, ...sent.secureJsonData };
  return answer({ message: 'Plugin settings updated' });
}
