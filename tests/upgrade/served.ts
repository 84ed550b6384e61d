/** Everything that a sidecar serves by GET, to be compared between versions. */
import type { Answer, Sidecar } from '../support/sidecar.ts';

export interface Served {
  route: string;
  status: number;
  etag: string | null;
  body: unknown;
}

const QUERIES: Readonly<Record<string, string>> = {
  timeline: '?from=2026-02-20T00:00:00Z&to=2026-03-20T00:00:00Z',
  shifts: '?from=2026-02-20T00:00:00Z&to=2026-03-20T00:00:00Z',
  holidays: '?region=FR',
  zones: '?names=Europe/Paris',
  'holiday-regions': '?within=FR&language=fr',
  incidents: '?limit=100',
  audit: '?limit=100',
  payroll: '?unit=none&month=2026-03',
  'would-page': '?command=escalate',
};
/** Never ends: stories listen to it. */
const STREAM = '/api/v1/events';

interface OpenApi {
  paths: Record<string, Record<string, unknown>>;
}

/** The GET routes of its OpenAPI file: `/api/v1/rotas/{id}`. */
export async function getRoutes(sidecar: Sidecar): Promise<string[]> {
  const { body } = await sidecar.request<OpenApi>('GET', '/openapi.json');
  return Object.entries(body.paths)
    .filter(([path, methods]) => methods['get'] !== undefined && path !== STREAM)
    .map(([path]) => path)
    .sort();
}

/** @param routes of an OpenAPI file; each is asked for every object there is */
export async function serveAll(sidecar: Sidecar, routes: readonly string[]): Promise<Served[]> {
  const served: Served[] = [];
  for (const route of routes) {
    for (const url of await addressesOf(sidecar, route)) {
      const { status, headers, body }: Answer = await sidecar.request('GET', url);
      served.push({ route: url, status, etag: headers.get('etag'), body });
    }
  }
  return served;
}

const ONLY_PEOPLE = ['hr-only', 'person-alone'];

/** Whether a route did its work: what is there is served, and what only HR or a person may read is said to be so, for the administrator's token is neither. */
export function isAnswered({ status, body }: Pick<Served, 'status' | 'body'>): boolean {
  return (
    status === 200 ||
    status === 404 ||
    ONLY_PEOPLE.includes((body as { error?: { reason?: string } }).error?.reason ?? '')
  );
}

/** @param most objects that are asked for */
export async function addressesOf(sidecar: Sidecar, route: string, most = Infinity): Promise<string[]> {
  const [, resource = '', rest = ''] = /^\/api\/v1\/([\w.-]+)(?:\/\{\w+\})?(.*)$/.exec(route) ?? [];
  const last = route.split('/').at(-1) ?? '';
  const query = resource === 'incidents' && last === 'timeline' ? '?limit=200' : (QUERIES[last] ?? '');
  if (!route.includes('{')) return [`${route}${query}`];
  if (rest.includes('{')) throw new Error(`say how ${route} is asked`);
  const ids = await idsOf(sidecar, resource);
  return ids.slice(0, most).map((id) => `${route.replace(/\{\w+\}/, encodeURIComponent(id))}${query}`);
}

/** What is shown only to whom began it: nobody lists it. */
const UNLISTED = ['replays'];

async function idsOf(sidecar: Sidecar, resource: string): Promise<string[]> {
  if (UNLISTED.includes(resource)) return ['none'];
  const { body } = await sidecar.api<{ items: Array<{ id?: string; login?: string }> }>(
    'GET',
    `${resource}${QUERIES[resource] ?? ''}`,
  );
  return body.items.map(({ id, login }) => id ?? login ?? '');
}

/** These say what the version itself is and can do: only their form is compared. */
const OF_THE_VERSION =
  /^\/api\/v1\/(?:status|channel-kinds|source-kinds|product-templates|holidays|holiday-regions|zones|channel-states)\b/;
/** Lists of what the version has kinds of. */
const KINDS = /-kinds\.body\.items$/;
/** Of which an earlier version said another order; it was not the one that counts. */
const ORDERED_ANEW = /\/maintenances\.body\.items$/;
/** Words for people, which change: data stands beside them. */
const WORDS = /\.(?:text|message|detail|hint|label|why)$/;

/** A field by its path below the route, with why it may differ. */
export type Exception = [path: RegExp, why: string];

/** Whatever somebody may read in the one answers is in the others: nothing is gone, has another type or another value. @returns a line for each that is not so */
export function differences(
  before: readonly Served[],
  after: readonly Served[],
  exceptions: readonly Exception[],
): string[] {
  const found = new Map(after.map((one) => [one.route, one]));
  return before
    .flatMap(({ route, status, body }) => {
      const other = found.get(route);
      return other === undefined
        ? [`${route}: is gone`]
        : compare({ status, body }, { status: other.status, body: other.body }, route);
    })
    .filter((line) => !exceptions.some(([path]) => path.test(line)));
}

/** A version may have kinds that another has not: then entries are compared by kind instead of by place. */
function byKind(list: unknown): unknown {
  const named = Array.isArray(list) && list.every((one: { kind?: unknown } | null) => typeof one?.kind === 'string');
  return named ? Object.fromEntries(list.map((one: { kind: string }) => [one.kind, one])) : list;
}

function byId(list: unknown): unknown {
  return Array.isArray(list) ? Object.fromEntries(list.map((one: { id: string }) => [one.id, one])) : list;
}

function compare(beforeList: unknown, afterList: unknown, at: string): string[] {
  const named = KINDS.test(at) ? byKind : ORDERED_ANEW.test(at) ? byId : (list: unknown) => list;
  const [before, after] = [named(beforeList), named(afterList)];
  if (before === null || typeof before !== 'object')
    return before === after || (isFree(at) && typeof before === typeof after)
      ? []
      : [`${at}: ${JSON.stringify(before)}, now ${JSON.stringify(after)}`];
  if (typeof after !== 'object' || after === null || Array.isArray(after) !== Array.isArray(before))
    return [`${at}: has another form now`];
  const gone =
    Array.isArray(before) && before.length > (after as unknown[]).length
      ? [`${at}: ${before.length} entries, now ${(after as unknown[]).length}`]
      : [];
  const both = Object.entries(before).filter(([key]) => key in after);
  const missing = Array.isArray(before)
    ? gone
    : Object.keys(before)
        .filter((key) => !(key in after))
        .map((key) => `${at}.${key}: is gone`);
  return [
    ...missing,
    ...both.flatMap(([key, value]) => compare(value, (after as Record<string, unknown>)[key], `${at}.${key}`)),
  ];
}

const isFree = (at: string) => OF_THE_VERSION.test(at) || WORDS.test(at);
