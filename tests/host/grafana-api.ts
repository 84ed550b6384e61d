/** The bits of Grafana's own API that the plugin asks for, with the rights of the person. */
import type { HostState } from './host-state.ts';
import { OLGA, PEOPLE, TEAMS, hasRole } from './people.ts';
import type { Person } from './people.ts';
import type { PluginSettings } from './proxy.ts';

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
export const denied = (action: string): ApiAnswer =>
  answer(
    {
      accessErrorId: 'ACE0000000000',
      message: `You'll need additional permissions to perform this action. Permissions needed: ${action}`,
      title: 'Access denied',
    },
    403,
  );

const profileOf = (person: Person) => ({
  id: person.id,
  uid: person.uid,
  login: person.login,
  name: person.name,
  email: person.email,
  theme: '',
  orgId: person.org.id,
  isGrafanaAdmin: person.role === 'Admin',
  isDisabled: person.isDisabled,
});

const memberOf = (person: Person) => ({
  orgId: person.org.id,
  userId: person.id,
  uid: person.uid,
  login: person.login,
  name: person.name,
  email: person.email,
  role: person.role,
  avatarUrl: '',
  isDisabled: person.isDisabled,
});

const lookupOf = (person: Person) => ({ userId: person.id, uid: person.uid, login: person.login, avatarUrl: '' });

const membersOf = ({ org }: Person) => [...PEOPLE, OLGA].filter((one) => one.org.id === org.id);

/** Of this person's organisation; null: nobody ever saved any there. */
export function settingsFor({ org }: Person, state: HostState): PluginSettings | null {
  return org.id === 1 ? (state.isSetUp ? state.settings : null) : state.secondSettings;
}

export function grafanaApi(call: ApiCall, state: HostState): ApiAnswer | null {
  const { method, path, person } = call;
  switch (`${method} ${path}`) {
    case 'GET /api/signing-keys/keys':
      return answer(state.identities.jwks);
    case 'GET /api/health':
      return answer({ database: 'ok', version: state.version });
    case 'GET /api/login/ping':
      return person.kind === 'anonymous' ? answer({ message: 'Unauthorized' }, 401) : answer({ message: 'Logged in' });
    case 'GET /api/user':
      return answer(profileOf(person));
    case 'GET /api/user/teams':
      return answer(TEAMS.filter(({ id }) => person.teams.includes(id)));
    case 'GET /api/org/users':
      return hasRole(person, 'Admin') ? answer(membersOf(person).map(memberOf)) : denied('org.users:read');
    case 'GET /api/org/users/lookup':
      return answer(membersOf(person).map(lookupOf));
    case 'GET /api/teams/search':
      return hasRole(person, 'Admin')
        ? answer({ totalCount: TEAMS.length, teams: TEAMS, page: 1, perPage: 1000 })
        : denied('teams:read');
    case 'GET /api/teams/7/members':
      return hasRole(person, 'Admin')
        ? answer(
            PEOPLE.filter(({ teams }) => teams.includes(7)).map((one) => ({
              orgId: 1,
              teamId: 7,
              userId: one.id,
              login: one.login,
              name: one.name,
              email: one.email,
            })),
          )
        : denied('teams.permissions:read');
    default:
      return path === `/api/plugins/${state.plugin.id}/settings` ? settingsApi(call, state) : null;
  }
}

function shown({ person }: ApiCall, state: HostState): ApiAnswer {
  const { plugin } = state;
  const settings = settingsFor(person, state);
  const secrets =
    settings === null
      ? []
      : [
          ...Object.keys(settings.secureJsonData).filter((name) => settings.secureJsonData[name] !== ''),
          ...(state.lateToken() === null ? [] : ['sidecarToken']),
        ];
  return answer({
    ...plugin,
    module: `public/plugins/${plugin.id}/module.js`,
    baseUrl: `public/plugins/${plugin.id}`,
    enabled: settings?.enabled ?? false,
    pinned: settings !== null,
    jsonData: settings?.jsonData ?? null,
    secureJsonFields: Object.fromEntries(secrets.map((name) => [name, true])),
  });
}

function settingsApi(call: ApiCall, state: HostState): ApiAnswer {
  const { method, body, person } = call;
  if (method === 'GET') {
    return shown(call, state);
  }
  if (!hasRole(person, 'Admin')) {
    return denied('plugins:write');
  }
  const sent = body as {
    enabled?: boolean;
    jsonData?: Record<string, unknown>;
    secureJsonData?: Record<string, string>;
  };
  const before = settingsFor(person, state) ?? { enabled: false, jsonData: {}, secureJsonData: {} };
  const { jsonData = {} } = sent;
  // What was not sent is off; settings that are empty, and secrets that are not named, stay.
  const after = {
    enabled: sent.enabled ?? false,
    jsonData: Object.keys(jsonData).length === 0 ? before.jsonData : jsonData,
    secureJsonData: { ...before.secureJsonData, ...sent.secureJsonData },
  };
  if (person.org.id === 1) {
    Object.assign(state.settings, after);
    state.isSetUp = true;
  } else {
    state.secondSettings = after;
  }
  return answer({ message: 'Plugin settings updated' });
}
