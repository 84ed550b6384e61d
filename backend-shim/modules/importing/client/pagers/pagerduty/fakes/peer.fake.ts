/**
 * Stands in for PagerDuty's API, with what catches importers: pages of its own size that overlap when the list moves,
 * entries cut at the bounds, answers that are empty for times with fractions, shift-based schedules that the list of
 * schedules does not show, and limits.
 */
import type { PagerRequest, PagerResponse, PagerTransport } from '../../../reading/reader.ts';

interface Entry {
  start: string;
  end: string;
  user: string;
}

export interface PagerdutyContent {
  /** By the name of the list in the API. */
  lists: Readonly<Record<string, ReadonlyArray<{ id: string }>>>;
  members: Readonly<Record<string, readonly object[]>>;
  /** Whole schedules, with their layers. */
  schedules: ReadonlyArray<{ id: string; name: string }>;
  shiftSchedules: ReadonlyArray<{ id: string; name: string }>;
  /** The whole answer of each schedule. */
  entries: Readonly<Record<string, readonly Entry[]>>;
  overrides: Readonly<Record<string, ReadonlyArray<{ id: string }>>>;
  /** Entries of the log, with their channels and incidents. */
  log?: readonly PagerdutyLogged[];
}

export interface PagerdutyLogged {
  id: string;
  type: string;
  created_at: string;
  incident: { id: string; summary: string; [more: string]: unknown };
  channel?: object;
  [more: string]: unknown;
}

export interface PagerdutyTraps {
  /** A wrong region refuses the key. */
  wrongRegion?: boolean;
  /** Accounts without shift-based schedules. */
  noShifts?: boolean;
  limitAfter?: number;
  /** Lists that the key may not read. */
  forbidden?: string;
}

const PAGE = 2;

export function pagerdutyPeer(
  content: PagerdutyContent,
  traps: PagerdutyTraps = {},
): PagerTransport & { requests: PagerRequest[] } {
  const requests: PagerRequest[] = [];
  const answer = (request: PagerRequest): PagerResponse => {
    requests.push(request);
    const { pathname, searchParams } = new URL(request.url);
    if (requests.length === traps.limitAfter) {
      return { status: 429, headers: { 'ratelimit-reset': '7' }, body: '' };
    }
    if (
      traps.wrongRegion === true ||
      request.headers['authorization'] !== 'Token token=first-key' ||
      request.method !== 'GET'
    ) {
      return { status: 401, headers: {}, body: '{"error":{"code":2006}}' };
    }
    const path = pathname.slice(1);
    return path === traps.forbidden
      ? { status: 403, headers: {}, body: '{}' }
      : routed(content, traps, path, searchParams);
  };
  return Object.assign((request: PagerRequest) => Promise.resolve().then(() => answer(request)), { requests });
}

function sent(body: object): PagerResponse {
  return { status: 200, headers: {}, body: JSON.stringify(body) };
}

function routed(content: PagerdutyContent, traps: PagerdutyTraps, path: string, query: URLSearchParams): PagerResponse {
  const [first = '', second = '', third = ''] = path.replace(/^v3\//, '').split('/');
  if (path.startsWith('v3/')) {
    return traps.noShifts === true
      ? { status: 404, headers: {}, body: '{}' }
      : shiftBased(content, second, third, query);
  }
  if (first === 'teams' && third === 'members') {
    return sent({ members: content.members[second] ?? [], more: false });
  }
  if (first === 'schedules' && second !== '') {
    return third === 'overrides' ? overrides(content, second, query) : schedule(content, second, query);
  }
  if (first === 'log_entries') {
    return log(content, query);
  }
  const name = first === 'event_orchestrations' ? 'orchestrations' : first;
  return list(
    first === 'schedules'
      ? content.schedules.map(({ id, name: of, ...more }) => ({ id, name: of, ...zoneIn(more) }))
      : content.lists[name],
    name,
    query,
  );
}

/** The last object of a page comes again with the next one, as when somebody adds one meanwhile. */
function list(all: ReadonlyArray<{ id: string }> | undefined, name: string, query: URLSearchParams): PagerResponse {
  const items = all ?? [];
  const page = Number(query.get('offset')) / Number(query.get('limit'));
  const from = page === 0 ? 0 : page * PAGE - page;
  const some = items.slice(from, from + PAGE);
  return sent({ [name]: some, offset: from, limit: PAGE, more: from + PAGE < items.length, total: null });
}

/** Newest first. Without `include[]`, incidents are references, and channels say nothing of notifications. */
function log({ log: all = [] }: PagerdutyContent, query: URLSearchParams): PagerResponse {
  const [since, until] = ['since', 'until'].map((name) => Date.parse(query.get(name) ?? '')) as [number, number];
  const included = query.getAll('include[]');
  if (query.get('is_overview') !== 'false' || Number.isNaN(since + until)) {
    return { status: 400, headers: {}, body: '{}' };
  }
  const found = all
    .filter(({ created_at: at }) => Date.parse(at) >= since && Date.parse(at) <= until)
    .map(({ channel, incident, ...entry }) => ({
      ...entry,
      channel: included.includes('channels') ? channel : { type: 'auto' },
      incident: included.includes('incidents') ? incident : { id: incident.id, summary: incident.summary },
    }));
  return list(found.reverse(), 'log_entries', query);
}

function schedule(content: PagerdutyContent, id: string, query: URLSearchParams): PagerResponse {
  const body = content.schedules.find((one) => one.id === id);
  if (body === undefined) {
    return { status: 404, headers: {}, body: '{}' };
  }
  const rendered = within(content.entries[id] ?? [], query).map(({ start, end, user }) => ({
    start,
    end,
    user: { id: user, type: 'user_reference' },
  }));
  // The zone in which the answer is written takes the place of the schedule's own; the list has that.
  const zone = query.get('time_zone');
  return sent({
    schedule: {
      ...body,
      ...(zone === null ? {} : { time_zone: zone }),
      final_schedule: { name: 'Final Schedule', rendered_schedule_entries: rendered },
    },
  });
}

function zoneIn({ time_zone: zone }: { time_zone?: unknown }): object {
  return zone === undefined ? {} : { time_zone: zone };
}

function within(entries: readonly Entry[], query: URLSearchParams): Entry[] {
  const [since, until] = [query.get('since') ?? '', query.get('until') ?? ''];
  if (since.includes('.') || since === '') {
    return [];
  }
  const [from, to] = [Date.parse(since), Date.parse(until)];
  return entries
    .filter(({ start, end }) => Date.parse(start) < to && Date.parse(end) > from)
    .map(({ start, end, user }) => ({
      start: new Date(Math.max(from, Date.parse(start))).toISOString(),
      end: new Date(Math.min(to, Date.parse(end))).toISOString(),
      user,
    }));
}

function overrides(content: PagerdutyContent, id: string, query: URLSearchParams): PagerResponse {
  return query.get('since') === null || query.get('until') === null
    ? { status: 400, headers: {}, body: '{}' }
    : sent({ overrides: content.overrides[id] ?? [], more: false });
}

function shiftBased(content: PagerdutyContent, id: string, part: string, query: URLSearchParams): PagerResponse {
  if (id === '') {
    return sent({
      schedules: content.shiftSchedules.map(({ id: one, name }) => ({ id: one, name })),
      next_cursor: null,
    });
  }
  if (part !== '') {
    return sent({ [part]: part === 'overrides' ? (content.overrides[id] ?? []) : [] });
  }
  const assignments = within(content.entries[id] ?? [], query).map(({ start, end, user }) => ({
    start_time: start,
    end_time: end,
    member: { type: 'user_member', user_id: user },
    source: 'rotation',
  }));
  const isFinal = query.get('include[]') === 'final_schedule';
  const body = content.shiftSchedules.find((one) => one.id === id);
  return sent({
    schedule: { ...body, ...(isFinal ? { final_schedule: { computed_shift_assignments: assignments } } : {}) },
  });
}
