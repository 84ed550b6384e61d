/**
 * Stands in for GoAlert's API, with what catches importers: keys bound to one document, pages that differ in length by
 * list, a last page that comes again, answers of at most 50 days, shifts that are cut, and older servers.
 */
import type { PagerRequest, PagerResponse, PagerTransport } from '../../../reading/reader.ts';
import { ANSWER, LIST, OLDER_LIST, PAGES } from '../documents.ts';

export interface GoalertContent {
  users: readonly GoalertThing[];
  rotations: readonly GoalertThing[];
  schedules: readonly GoalertThing[];
  escalationPolicies: readonly GoalertThing[];
  services: readonly GoalertThing[];
  /** The whole answer of each schedule. */
  shifts: Readonly<Record<string, ReadonlyArray<{ userID: string; start: string; end: string }>>>;
  overrides?: Readonly<Record<string, ReadonlyArray<{ id: string; start: string; end: string }>>>;
  alerts?: readonly GoalertLogged[];
}

export interface GoalertLogged {
  alertID: number;
  status: string;
  summary: string;
  createdAt: string;
  service: { id: string; name: string };
  /** Latest first, as GoAlert sends them. */
  recentEvents: { nodes: ReadonlyArray<{ id: number; timestamp: string; message: string }> };
}

interface GoalertThing {
  id: string;
}

export interface GoalertTraps {
  /** Nodes on a page, whatever was asked for. */
  pageSize?: number;
  /** Its steps have targets, no actions. */
  older?: boolean;
  /** The key is that of an ordinary user, who sees the contact methods of nobody else. */
  denied?: boolean;
  /** The number of requests after which an answer is 429, once. */
  limitAfter?: number;
  /** Fails from this request on. */
  brokenAfter?: number;
}

const DAY = 86_400_000;
const LISTS = {
  users: 'users',
  rotations: 'rotations',
  schedules: 'schedules',
  policies: 'escalationPolicies',
  services: 'services',
} as const;

interface Variables {
  schedule: string;
  start: string;
  end: string;
  after: string | null;
  [cursor: string]: string | number | null;
}

export function goalertPeer(
  content: GoalertContent,
  traps: GoalertTraps = {},
): PagerTransport & { requests: PagerRequest[] } {
  const requests: PagerRequest[] = [];
  const answer = (request: PagerRequest): PagerResponse => {
    requests.push(request);
    if (requests.length >= (traps.brokenAfter ?? Infinity)) {
      throw new Error('connect ECONNREFUSED');
    }
    if (requests.length === traps.limitAfter) {
      return { status: 429, headers: { 'retry-after': '3' }, body: '' };
    }
    const { query, variables } = JSON.parse(request.body ?? '{}') as { query: string; variables: Variables };
    const key = request.headers['authorization'];
    const isList = query === LIST || query === OLDER_LIST;
    if (query === LIST && traps.older === true) {
      return failed('Cannot query field "actions" on type "EscalationPolicyStep".', 'GRAPHQL_VALIDATION_FAILED');
    }
    const bound = isList ? 'first-key' : query === ANSWER ? 'second-key' : query === PAGES ? 'third-key' : null;
    if (bound === null || key !== `Bearer ${bound}`) {
      return { status: 401, headers: {}, body: 'wrong query for API key' };
    }
    if (isList && traps.denied === true) {
      return failed('access denied', null);
    }
    if (query === PAGES) {
      return alerts(content, variables);
    }
    return isList ? lists(content, variables, traps) : schedule(content, variables);
  };
  return Object.assign((request: PagerRequest) => Promise.resolve().then(() => answer(request)), { requests });
}

function sent(data: unknown): PagerResponse {
  return { status: 200, headers: {}, body: JSON.stringify({ data }) };
}

function failed(message: string, code: string | null): PagerResponse {
  return {
    status: 200,
    headers: {},
    body: JSON.stringify({ data: null, errors: [{ message, ...(code === null ? {} : { extensions: { code } }) }] }),
  };
}

function lists(content: GoalertContent, variables: Variables, { pageSize = 2 }: GoalertTraps): PagerResponse {
  const pages = Object.entries(LISTS).map(([cursor, field]) => {
    const all = content[field];
    const after = variables[cursor] ?? null;
    const begin = after === null ? 0 : Number(String(after).slice(2)) + 1;
    // Asked for what comes after the end, it sends the last page again.
    const from = begin >= all.length ? Math.max(0, all.length - pageSize) : begin;
    const nodes = all.slice(from, from + pageSize);
    const last = from + nodes.length - 1;
    return [
      field,
      { nodes, pageInfo: { endCursor: nodes.length === 0 ? null : `c:${last}`, hasNextPage: last + 1 < all.length } },
    ];
  });
  return sent(Object.fromEntries(pages));
}

function schedule(
  { schedules, shifts, overrides }: GoalertContent,
  { schedule: id, start, end, after }: Variables,
): PagerResponse {
  const [from, to] = [Date.parse(start), Date.parse(end)];
  if (to - from > 50 * DAY) {
    return failed('cannot query more than 50 days', 'INVALID_INPUT_VALUE');
  }
  const known = schedules.find((one) => one.id === id);
  const within = <One extends { start: string; end: string }>(all: readonly One[] = []) =>
    all.filter((one) => Date.parse(one.start) < to && Date.parse(one.end) > from);
  const cut = within(shifts[id]).map((shift) => ({
    userID: shift.userID,
    start: new Date(Math.max(from, Date.parse(shift.start))).toISOString(),
    end: new Date(Math.min(to, Date.parse(shift.end))).toISOString(),
    truncated: Date.parse(shift.end) > to,
  }));
  const all = within(overrides?.[id]);
  const at = after === null ? 0 : Number(after) + 1;
  const pageInfo = {
    endCursor: all.length === 0 ? null : String(Math.min(at, all.length - 1)),
    hasNextPage: at + 1 < all.length,
  };
  return sent({
    schedule: known === undefined ? null : { id, shifts: cut },
    userOverrides: { nodes: all.slice(at, at + 1), pageInfo },
  });
}

/** One on each page. */
function alerts({ alerts: all = [] }: GoalertContent, { from, to, after }: Variables): PagerResponse {
  const [begin, end] = [from, to].map((text) => Date.parse(String(text))) as [number, number];
  const found = all.filter(({ createdAt }) => Date.parse(createdAt) >= begin && Date.parse(createdAt) < end);
  const at = after === null ? 0 : Number(after) + 1;
  const pageInfo = { endCursor: found.length === 0 ? null : String(at), hasNextPage: at + 1 < found.length };
  return sent({ alerts: { nodes: found.slice(at, at + 1), pageInfo } });
}
