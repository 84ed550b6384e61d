/**
 * Stands in for a site of Jira Service Management and for the API of all sites, with what catches importers: pages whose
 * last one comes again, teams in two forms, hidden mail addresses, deleted accounts and rotations, and a timeline that
 * begins with the month.
 */
import type { PagerRequest, PagerResponse, PagerTransport } from '../../../reading/reader.ts';

const CLOUD_ID = '11111111-2222-4333-8444-555555555555';
/** `mail:token` of the key file, as tests write it. */
const KEY = `Basic ${Buffer.from('first-key').toString('base64')}`;

export interface JsmPeriod {
  rotation: string;
  start: string;
  end: string;
  type: string;
  responder: object;
  flattenedResponders?: readonly object[];
}

type Listed = Readonly<Record<string, unknown>>;

export interface JsmContent {
  accounts: ReadonlyArray<Listed & { accountId: string }>;
  teams: ReadonlyArray<{ teamId: string; teamName: string }>;
  /** By `<team>/<path>`: `t-db/escalations`. */
  ofTeams: Readonly<Record<string, readonly Listed[]>>;
  /** By their path below `/v1/`. */
  lists: Readonly<Record<string, readonly Listed[]>>;
  periods: Readonly<Record<string, readonly JsmPeriod[]>>;
  /** Rotations that are deleted, and still in the timeline. */
  deletedRotations: readonly string[];
  overrides: Readonly<Record<string, readonly Listed[]>>;
  /** By the id of the alert, oldest first. */
  logs?: Readonly<Record<string, ReadonlyArray<Listed & { offset: string }>>>;
}

export interface JsmTraps {
  /** Teams come as a list, not in an object. */
  teamsAsList?: boolean;
  wrongKey?: boolean;
  weakKey?: boolean;
  limitAfter?: number;
  noSite?: boolean;
}

export function jsmPeer(content: JsmContent, traps: JsmTraps = {}): PagerTransport & { requests: PagerRequest[] } {
  const requests: PagerRequest[] = [];
  const answer = (request: PagerRequest): PagerResponse => {
    requests.push(request);
    if (requests.length === traps.limitAfter) {
      return { status: 429, headers: { 'retry-after': '7' }, body: '{}' };
    }
    const url = new URL(request.url);
    if (url.pathname === '/_edge/tenant_info') {
      return traps.noSite === true ? failed(404) : sent({ cloudId: CLOUD_ID });
    }
    if (request.headers['authorization'] !== KEY || traps.wrongKey === true) {
      return failed(401);
    }
    if (url.pathname === '/rest/api/3/user') {
      const account = content.accounts.find(({ accountId }) => accountId === url.searchParams.get('accountId'));
      return account === undefined ? failed(404) : sent(account);
    }
    const base = `/jsm/ops/api/${CLOUD_ID}/v1/`;
    return url.host === 'api.atlassian.com' && url.pathname.startsWith(base)
      ? operations(content, traps, url.pathname.slice(base.length), url.searchParams)
      : failed(404);
  };
  return Object.assign((request: PagerRequest) => Promise.resolve().then(() => answer(request)), { requests });
}

function failed(status: number): PagerResponse {
  return { status, headers: {}, body: '{}' };
}

function sent(body: unknown): PagerResponse {
  return { status: 200, headers: {}, body: JSON.stringify(body) };
}

function operations(content: JsmContent, traps: JsmTraps, path: string, query: URLSearchParams): PagerResponse {
  const [first = '', id = '', part = ''] = path.split('/');
  if (path === 'teams') {
    return sent(traps.teamsAsList === true ? content.teams : { platformTeams: content.teams });
  }
  if (first === 'teams') {
    return traps.weakKey === true && part === 'escalations'
      ? failed(403)
      : page(content.ofTeams[`${id}/${part}`] ?? [], path, query);
  }
  if (first === 'schedules' && part === 'timeline') {
    return sent(timeline(content, id, query));
  }
  if (first === 'schedules' && part === 'overrides') {
    return page(content.overrides[id] ?? [], path, query);
  }
  if (first === 'alerts' && part === 'logs') {
    const lines = content.logs?.[id];
    const begin = lines?.findIndex(({ offset }) => offset === query.get('offset')) ?? -1;
    const some = lines?.slice(begin + 1, begin + 1 + Number(query.get('size')));
    return some === undefined ? failed(404) : sent({ values: some, links: {} });
  }
  if (first === 'integrations' && id !== '') {
    return sent(content.lists['integrations']?.find((one) => one['id'] === id));
  }
  const all = content.lists[path];
  if (all === undefined) {
    return failed(404);
  }
  // Lists show integrations without their properties, and schedules without rotations unless asked.
  const heads =
    path === 'integrations'
      ? all.map(({ typeSpecificProperties: _hidden, ...head }) => head)
      : path === 'schedules' && query.get('expand') !== 'rotation'
        ? all.map(({ rotations: _rotations, ...head }) => head)
        : all;
  return page(heads, path, query);
}

/** Asked for what comes after the end, it sends the last page again. */
function page(all: readonly Listed[], path: string, query: URLSearchParams): PagerResponse {
  const [offset, size] = [Number(query.get('offset') ?? 0), Number(query.get('size') ?? 20)];
  const from = offset < all.length ? offset : Math.max(0, all.length - size);
  const next = all.length >= size ? { next: `/v1/${path}?offset=${offset + size}&size=${size}` } : {};
  return sent({ values: all.slice(from, from + size), links: next });
}

/** The window begins with the first day of the month of `date`; what is cut there ends at the bounds. */
function timeline({ periods, deletedRotations }: JsmContent, schedule: string, query: URLSearchParams): object {
  const date = new Date(query.get('date') ?? '');
  const from = Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
  const to = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + Number(query.get('interval')));
  const inside = (periods[schedule] ?? []).filter(({ start, end }) => Date.parse(start) < to && Date.parse(end) > from);
  const rotations = Map.groupBy(inside, ({ rotation }) => rotation);
  return {
    startDate: new Date(from).toISOString(),
    endDate: new Date(to).toISOString(),
    finalTimeline: {
      rotations: [...rotations].map(([id, some], order) => ({
        id,
        order,
        ...(deletedRotations.includes(id) ? { deleted: true } : {}),
        periods: some.map(({ start, end, rotation: _rotation, ...one }) => ({
          startDate: new Date(Math.max(from, Date.parse(start))).toISOString(),
          endDate: new Date(Math.min(to, Date.parse(end))).toISOString(),
          ...one,
        })),
      })),
    },
  };
}
