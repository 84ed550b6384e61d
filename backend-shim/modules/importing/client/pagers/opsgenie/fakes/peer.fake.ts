/**
 * Stands in for Opsgenie's API, with what catches importers: a last page that comes again, a wrong region, keys of a
 * team, steps of rules that lists do not show, and a timeline that begins with the month.
 */
import type { PagerRequest, PagerResponse, PagerTransport } from '../../../reading/reader.ts';

export interface OpsgeniePeriod {
  rotation: string;
  start: string;
  end: string;
  type: string;
  recipient: object;
}

export interface OpsgenieContent {
  users: ReadonlyArray<{ id: string }>;
  rules: Readonly<
    Record<string, ReadonlyArray<{ id: string; actionType: string; name: string; steps: readonly object[] }>>
  >;
  teams: ReadonlyArray<{ id: string; name: string }>;
  routing: Readonly<Record<string, readonly object[]>>;
  /** By their path below `/v2/`, but for maintenances. */
  lists: Readonly<Record<string, ReadonlyArray<{ id?: string; name?: string }>>>;
  periods: Readonly<Record<string, readonly OpsgeniePeriod[]>>;
  overrides: Readonly<Record<string, readonly object[]>>;
  alerts?: readonly OpsgenieLogged[];
}

export interface OpsgenieLogged {
  id: string;
  createdAt: string;
  /** Oldest first. */
  lines: ReadonlyArray<{ log: string; owner: string; createdAt: string; offset: string }>;
  recipients?: readonly object[];
  [more: string]: unknown;
}

export interface OpsgenieTraps {
  wrongRegion?: boolean;
  teamKey?: boolean;
  limitAfter?: number;
}

export function opsgeniePeer(
  content: OpsgenieContent,
  traps: OpsgenieTraps = {},
): PagerTransport & { requests: PagerRequest[] } {
  const requests: PagerRequest[] = [];
  const answer = (request: PagerRequest): PagerResponse => {
    requests.push(request);
    if (requests.length === traps.limitAfter) {
      return { status: 429, headers: {}, body: '{}' };
    }
    // A key that only reads.
    if (
      traps.wrongRegion === true ||
      request.headers['authorization'] !== 'GenieKey first-key' ||
      request.method !== 'GET'
    ) {
      return { status: 401, headers: {}, body: '{}' };
    }
    const { pathname, searchParams } = new URL(request.url);
    const [, , first = '', second = '', third = '', fourth = ''] = pathname.split('/');
    if (traps.teamKey === true && first === 'escalations') {
      return { status: 403, headers: {}, body: '{"code":40301}' };
    }
    return routed(content, [first, second, third, fourth], searchParams);
  };
  return Object.assign((request: PagerRequest) => Promise.resolve().then(() => answer(request)), { requests });
}

function sent(data: unknown): PagerResponse {
  return data === undefined
    ? { status: 404, headers: {}, body: '{}' }
    : { status: 200, headers: {}, body: JSON.stringify({ data, took: 0.01, requestId: 'r' }) };
}

function routed(
  content: OpsgenieContent,
  [first, second, third, fourth]: readonly [string, string, string, string],
  query: URLSearchParams,
): PagerResponse {
  switch (first) {
    case 'alerts':
      return alerts(content, second, third, query);
    case 'users':
      return users(content, second, third, fourth, query);
    case 'teams':
      if (second === '') {
        return sent(content.teams.map(({ id, name }) => ({ id, name })));
      }
      return sent(third === 'routing-rules' ? content.routing[second] : content.teams.find(({ id }) => id === second));
    case 'schedules':
      if (second !== '') {
        return sent(third === 'overrides' ? (content.overrides[second] ?? []) : timeline(content, second, query));
      }
      return sent(content.lists['schedules']);
    case 'integrations': {
      const all = content.lists['integrations'] ?? [];
      return sent(
        second === '' ? all.map(({ id, name }) => ({ id, name, type: 'API' })) : all.find(({ id }) => id === second),
      );
    }
    case 'policies': {
      const all = content.lists[`policies/${second}`];
      return sent(
        second === 'alert' || second === 'notification'
          ? (all ?? []).map(({ id, name }) => ({ id, name }))
          : content.lists['policies/notification']?.find(({ id }) => id === second),
      );
    }
    case 'heartbeats':
      return sent({ heartbeats: content.lists['heartbeats'] ?? [] });
    default:
      return sent(content.lists[second === '' ? first : `${first}/${second}`] ?? []);
  }
}

/** Asked for alerts after the end, it sends the last page again; lines of a log by the cursor of the last. */
function alerts(
  { alerts: all = [] }: OpsgenieContent,
  id: string,
  part: string,
  query: URLSearchParams,
): PagerResponse {
  const [limit, order] = [Number(query.get('limit')), query.get('order')];
  if (id === '') {
    const since = Number(/^createdAt >= (\d+)$/.exec(query.get('query') ?? '')?.[1]);
    const found = all.filter(({ createdAt }) => Date.parse(createdAt) >= since);
    const offset = Number(query.get('offset'));
    const from = offset < found.length ? offset : Math.max(0, found.length - limit);
    return order !== 'asc' ? sent(undefined) : sent(found.slice(from, from + limit).map(withoutLog));
  }
  const one = all.find((alert) => alert.id === id);
  if (part === 'recipients') {
    return sent(one?.recipients);
  }
  const begin = one?.lines.findIndex(({ offset }) => offset === query.get('offset')) ?? -1;
  return part === 'logs' && order === 'asc' ? sent(one?.lines.slice(begin + 1, begin + 1 + limit)) : sent(undefined);
}

function withoutLog({ lines: _lines, recipients: _recipients, ...alert }: OpsgenieLogged): object {
  return alert;
}

/** Asked for what comes after the end, it sends the last page again. */
function users(
  { users: all, rules }: OpsgenieContent,
  id: string,
  part: string,
  rule: string,
  query: URLSearchParams,
): PagerResponse {
  if (id === '') {
    const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))];
    const from = offset < all.length ? offset : Math.max(0, all.length - limit);
    return sent(all.slice(from, from + limit).map(({ id: one }) => ({ id: one })));
  }
  if (part === '') {
    return sent(all.find((one) => one.id === id));
  }
  const own = rules[id] ?? [];
  return sent(rule === '' ? own.map(({ steps: _steps, ...head }) => head) : own.find((one) => one.id === rule));
}

/** The window begins with the first day of the month of `date`; what is cut there ends at the bounds. */
function timeline({ periods }: OpsgenieContent, schedule: string, query: URLSearchParams): object {
  const date = new Date(query.get('date') ?? '');
  const from = Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
  const to = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + Number(query.get('interval')));
  const inside = (periods[schedule] ?? []).filter(({ start, end }) => Date.parse(start) < to && Date.parse(end) > from);
  const rotations = Map.groupBy(inside, ({ rotation }) => rotation);
  return {
    _parent: { id: schedule },
    startDate: new Date(from).toISOString(),
    endDate: new Date(to).toISOString(),
    finalTimeline: {
      rotations: [...rotations].map(([id, some]) => ({
        id,
        periods: some.map(({ start, end, type, recipient }) => ({
          startDate: new Date(Math.max(from, Date.parse(start))).toISOString(),
          endDate: new Date(Math.min(to, Date.parse(end))).toISOString(),
          type,
          recipient,
        })),
      })),
    },
  };
}
