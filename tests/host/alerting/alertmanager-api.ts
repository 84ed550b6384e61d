/** `/api/alertmanager/grafana/api/v2` and the rules as Prometheus lists them, with the rights of 12.4: Viewers read, Editors silence. */
import type { ApiAnswer, ApiCall } from '../grafana-api.ts';
import { answer, denied } from '../grafana-api.ts';
import type { HostState } from '../host-state.ts';
import { hasRole } from '../people.ts';
import type { Matcher, Silence } from './alertmanager.ts';
import { matches } from './alertmanager.ts';

const ALERTMANAGER = /^\/api\/alertmanager\/grafana\/api\/v2\/(status|alerts|silences|silence)(?:\/([^/]+))?$/;
const RULES = '/api/prometheus/grafana/api/v1/rules';
const MAY_SILENCE =
  'all of any of alert.instances:read, alert.silences:read, any of alert.instances:create, alert.instances:write, alert.silences:create, alert.silences:write';

/** The Alertmanager of Grafana is one of many, and does not say since when it runs. */
function statusOf({ policies, contactPoints }: HostState): object {
  const receivers = contactPoints.map(({ uid, name, type, settings, disableResolveMessage }) => ({
    name,
    grafana_managed_receiver_configs: [{ uid, name, type, disableResolveMessage, settings }],
  }));
  const versionInfo = {
    branch: 'N/A',
    buildDate: 'N/A',
    buildUser: 'N/A',
    goVersion: 'N/A',
    revision: 'N/A',
    version: 'N/A',
  };
  return {
    cluster: { peers: [], status: 'disabled' },
    config: { route: policies, receivers },
    uptime: null,
    versionInfo,
  };
}

const OPERATORS: Record<string, Pick<Matcher, 'isEqual' | 'isRegex'>> = {
  '=': { isEqual: true, isRegex: false },
  '!=': { isEqual: false, isRegex: false },
  '=~': { isEqual: true, isRegex: true },
  '!~': { isEqual: false, isRegex: true },
};

function filtersOf(query: URLSearchParams): Matcher[] {
  return query.getAll('filter').map((text) => {
    const [, name = '', operator = '=', value = ''] =
      /^"?([^"=!~]+)"?\s*(=~|!=|!~|=)\s*"((?:[^"\\]|\\.)*)"$/s.exec(text) ?? [];
    return {
      name,
      value: JSON.parse(`"${value}"`) as string,
      ...(OPERATORS[operator] as Pick<Matcher, 'isEqual' | 'isRegex'>),
    };
  });
}

function alerts({ query }: ApiCall, { alertmanager }: HostState): ApiAnswer {
  const filters = filtersOf(query);
  const shown = alertmanager.shownAlerts() as Array<{ labels: Record<string, string>; status: { state: string } }>;
  return answer(
    shown.filter(
      ({ labels, status }) =>
        filters.every((one) => matches(one, labels)) &&
        query.get(status.state === 'active' ? 'active' : 'silenced') !== 'false',
    ),
  );
}

function silences({ method, body, person }: ApiCall, { alertmanager }: HostState): ApiAnswer {
  if (method === 'GET') {
    return answer(alertmanager.shownSilences());
  }
  if (!hasRole(person, 'Editor')) {
    return denied(MAY_SILENCE);
  }
  const made = alertmanager.silence(body as Silence);
  return 'id' in made ? answer({ silenceID: made.id }, 202) : answer({ message: made.refused }, 400);
}

function silence({ method, person }: ApiCall, id: string, { alertmanager }: HostState): ApiAnswer {
  const found = alertmanager.shownSilences().find((one) => (one as Silence).id === id);
  if (found === undefined) {
    return answer({ message: 'silence not found' }, 404);
  }
  if (method === 'GET') {
    return answer(found);
  }
  if (!hasRole(person, 'Editor')) {
    return denied(MAY_SILENCE);
  }
  alertmanager.expire(id);
  return answer({ message: 'silence deleted' });
}

export function alertmanagerApi(call: ApiCall, state: HostState): ApiAnswer | null {
  if (call.path === RULES && call.method === 'GET') {
    return answer(state.alertmanager.shownRules());
  }
  const [, what, id] = ALERTMANAGER.exec(call.path) ?? [];
  switch (what) {
    case 'status':
      // Of the configuration, which is the administrators'.
      return hasRole(call.person, 'Editor')
        ? answer(statusOf(state))
        : denied('any of alert.notifications:read, alert.notifications.system-status:read');
    case 'alerts':
      return alerts(call, state);
    case 'silences':
      return silences(call, state);
    case 'silence':
      return silence(call, id ?? '', state);
    default:
      return null;
  }
}
