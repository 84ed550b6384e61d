/**
 * Stands in for OnCall's API, with what catches importers: pages of its own size, a last page that comes again, links to
 * another host, doubled and missing shifts, filters that old versions ignore, swaps that a list without a beginning hides,
 * fields that are absent for other types, and keys that may not read everything.
 */
import type { PagerRequest, PagerResponse, PagerTransport } from '../../../reading/reader.ts';

/** Epoch ms. */
export interface OncallRow {
  user: string;
  start: number;
  end: number;
}

export type OncallItem = { id: string } & Readonly<Record<string, unknown>>;

export interface OncallContent {
  /** By schedule. */
  rows: Readonly<Record<string, readonly OncallRow[]>>;
  /** By their path below `/api/v1/`. */
  lists: Readonly<Record<string, readonly OncallItem[]>>;
}

export interface OncallTraps {
  /** The answer to this request is HTTP 429. */
  limitAfter?: number;
  /** The key is the token of a service account. */
  serviceAccount?: boolean;
  /** `schedule_id` does not filter shifts, and the list leaves out the last. */
  oldShifts?: boolean;
  /** Pages do not say how many there are. */
  uncounted?: boolean;
  pageSize?: number;
}

export function oncallPeer(
  content: OncallContent,
  traps: OncallTraps = {},
): PagerTransport & { requests: PagerRequest[] } {
  const requests: PagerRequest[] = [];
  const answer = (request: PagerRequest): PagerResponse => {
    requests.push(request);
    if (requests.length === traps.limitAfter) {
      return { status: 429, headers: { 'ratelimit-reset': '7' }, body: '{}' };
    }
    // A key that only reads.
    if (request.headers['authorization'] !== 'first-key' || request.method !== 'GET') {
      return { status: 403, headers: {}, body: '{"detail":"Authentication credentials were not provided."}' };
    }
    const { pathname, searchParams } = new URL(request.url);
    const [, , , list = '', id = '', part = ''] = pathname.split('/');
    if (traps.serviceAccount === true && list === 'personal_notification_rules') {
      return { status: 403, headers: {}, body: '{}' };
    }
    if (list === 'schedules' && part === 'final_shifts') {
      return sent(finalShifts(content.rows[id] ?? [], searchParams));
    }
    const items = content.lists[list];
    const one = items?.find((item) => item.id === id);
    if (items === undefined || (id !== '' && one === undefined)) {
      return { status: 404, headers: {}, body: '{"detail":"Not found."}' };
    }
    return sent(one ?? page(filtered(content, list, searchParams, traps), searchParams, traps));
  };
  return Object.assign((request: PagerRequest) => Promise.resolve().then(() => answer(request)), { requests });
}

function sent(body: object): PagerResponse {
  return { status: 200, headers: {}, body: JSON.stringify(body) };
}

function filtered(content: OncallContent, list: string, query: URLSearchParams, traps: OncallTraps) {
  const items = content.lists[list] ?? [];
  if (list === 'shift_swaps') {
    const since = query.get('starting_after') ?? '9999';
    return items.filter((one) => String(one['swap_start']) >= since);
  }
  if (list !== 'on_call_shifts') {
    return items;
  }
  const schedule = content.lists['schedules']?.find(({ id }) => id === query.get('schedule_id'));
  // Those of a schedule are the ones that it names, and what people made in its web interface.
  const named = (schedule?.['shifts'] ?? []) as string[];
  // Some twice, others not at all.
  return traps.oldShifts === true
    ? [...items.slice(0, -1), ...items.slice(0, 1)]
    : items.filter((one) => named.includes(one.id) || (schedule !== undefined && one['schedule'] === schedule.id));
}

/** Asked for what comes after the end, it sends the last page again. */
function page(items: readonly OncallItem[], query: URLSearchParams, traps: OncallTraps): object {
  const size = traps.pageSize ?? 50;
  const total = Math.max(1, Math.ceil(items.length / size));
  const number = Math.min(Number(query.get('page') ?? 1), total);
  return {
    count: items.length,
    next: number < total ? `http://engine.internal:8080/api/v1/x?page=${number + 1}` : null,
    previous: null,
    results: items.slice((number - 1) * size, number * size),
    ...(traps.uncounted === true ? {} : { current_page_number: number, page_size: size, total_pages: total }),
  };
}

/** Whole days of UTC; rows are cut to them, and holes are not mentioned. */
function finalShifts(rows: readonly OncallRow[], query: URLSearchParams): object {
  const [from, to] = ['start_date', 'end_date'].map((name) => Date.parse(`${query.get(name)}T00:00Z`)) as [
    number,
    number,
  ];
  if (to - from > 365 * 86_400_000) {
    return { detail: 'The difference between the dates must not be larger than 365 days' };
  }
  const inside = rows.filter(({ start, end }) => start < to && end > from);
  return {
    count: inside.length,
    next: null,
    previous: null,
    results: inside.map(({ user, start, end }) => ({
      user_pk: user,
      user_email: `${user.slice(1).toLowerCase()}@example.com`,
      user_username: user.slice(1).toLowerCase(),
      shift_start: new Date(Math.max(from, start)).toISOString(),
      shift_end: new Date(Math.min(to, end)).toISOString(),
    })),
  };
}
