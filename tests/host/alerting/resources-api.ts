/**
 * Grafana Alerting's resource API, as documented for 12.x and 13.x: receivers (contact points) and the
 * routing tree. Secrets are told by their names only.
 */
import type { ApiAnswer, ApiCall } from '../grafana-api.ts';
import { answer, denied } from '../grafana-api.ts';
import type { ContactPoint, HostState } from '../host-state.ts';
import { hasRole } from '../people.ts';

const GROUP =
  /^\/apis\/notifications\.alerting\.grafana\.app\/v0alpha1\/namespaces\/[^/]+\/(receivers|routingtrees)(?:\/([^/]+))?$/;
const NOT_FOUND = answer({ kind: 'Status', status: 'Failure', reason: 'NotFound', message: 'not found' }, 404);

interface Integration {
  uid?: string;
  type: string;
  settings: Record<string, unknown>;
  disableResolveMessage?: boolean;
  secureFields?: Record<string, boolean>;
}

const nameOf = (title: string) => Buffer.from(title, 'utf8').toString('base64url');

function integrationOf({ uid, type, settings, disableResolveMessage }: ContactPoint): Integration {
  const { authorization_credentials: credentials, hmacConfig, ...open } = settings;
  const hmac = hmacConfig as { secret?: string } | undefined;
  const secureFields = {
    ...(credentials !== undefined && { authorization_credentials: true }),
    ...(hmac?.secret !== undefined && { 'hmacConfig.secret': true }),
  };
  return {
    uid,
    type,
    settings: { ...open, ...(hmac !== undefined && { hmacConfig: { ...hmac, secret: undefined } }) },
    disableResolveMessage,
    secureFields,
  };
}

function receiverOf(title: string, points: readonly ContactPoint[]): object {
  const provenance = points.find((one) => one.provenance !== undefined)?.provenance ?? 'none';
  return {
    kind: 'Receiver',
    metadata: { name: nameOf(title), resourceVersion: '1', annotations: { 'grafana.com/provenance': provenance } },
    spec: { title, integrations: points.map(integrationOf) },
  };
}

function grouped(points: readonly ContactPoint[]): Map<string, ContactPoint[]> {
  return Map.groupBy(points, ({ name }) => name) as Map<string, ContactPoint[]>;
}

function keep(title: string, integrations: readonly Integration[], state: HostState): void {
  const before = new Map(state.contactPoints.map((point) => [point.uid, point]));
  const after = integrations.map(
    ({ uid = '', type, settings, disableResolveMessage = false, secureFields = {} }): ContactPoint => {
      const old = before.get(uid);
      const hmac = old?.settings.hmacConfig as { secret?: string } | undefined;
      const kept = {
        ...(secureFields['authorization_credentials'] === true &&
          settings.authorization_credentials === undefined && {
            authorization_credentials: old?.settings.authorization_credentials,
          }),
        ...(secureFields['hmacConfig.secret'] === true &&
          settings.hmacConfig !== undefined && {
            hmacConfig: { ...(settings.hmacConfig as object), secret: hmac?.secret },
          }),
      };
      return { uid, name: title, type, settings: { ...settings, ...kept }, disableResolveMessage };
    },
  );
  state.contactPoints = [...state.contactPoints.filter(({ name }) => name !== title), ...after];
}

function receivers({ method, body }: ApiCall, name: string | undefined, state: HostState): ApiAnswer {
  const all = grouped(state.contactPoints);
  const title = name === undefined ? undefined : Buffer.from(name, 'base64url').toString('utf8');
  const points = title === undefined ? undefined : all.get(title);
  const spec = (body as { spec?: { title: string; integrations: Integration[] } } | undefined)?.spec;
  switch (method) {
    case 'GET':
      return title === undefined
        ? answer({ kind: 'ReceiverList', items: [...all].map(([one, its]) => receiverOf(one, its)) })
        : points === undefined
          ? NOT_FOUND
          : answer(receiverOf(title, points));
    case 'DELETE':
      if (points === undefined) {
        return NOT_FOUND;
      }
      state.contactPoints = state.contactPoints.filter((one) => one.name !== title);
      return answer({ kind: 'Status', status: 'Success' });
    case 'POST':
    case 'PUT':
      if (spec === undefined || (method === 'PUT' && points === undefined)) {
        return NOT_FOUND;
      }
      keep(spec.title, spec.integrations, state);
      return answer(
        receiverOf(spec.title, grouped(state.contactPoints).get(spec.title) ?? []),
        method === 'POST' ? 201 : 200,
      );
    default:
      return answer({ kind: 'Status', message: 'method not allowed' }, 405);
  }
}

type Matcher = [label: string, type: string, value: string];

/** A route as the older API has it. */
interface Route {
  object_matchers?: Matcher[];
  routes?: Route[];
}

/** The same as a resource. */
interface RouteResource {
  matchers?: Array<{ label: string; type: string; value: string }>;
  routes?: RouteResource[];
}

function resourceOf({ object_matchers: matchers = [], routes = [], ...rest }: Route): RouteResource {
  return {
    ...rest,
    matchers: matchers.map(([label, type, value]) => ({ label, type, value })),
    routes: routes.map(resourceOf),
  };
}

function routeOf({ matchers = [], routes = [], ...rest }: RouteResource): Route {
  return {
    ...rest,
    object_matchers: matchers.map(({ label, type, value }) => [label, type, value] as Matcher),
    ...(routes.length > 0 && { routes: routes.map(routeOf) }),
  };
}

/** One tree, whichever API shows it. */
function tree({ method, body }: ApiCall, state: HostState): ApiAnswer {
  if (method === 'PUT') {
    const { spec } = body as { spec: { defaults: Record<string, unknown>; routes: RouteResource[] } };
    state.policies = { ...spec.defaults, routes: spec.routes.map(routeOf) };
  }
  const { routes = [], ...defaults } = state.policies as { routes?: Route[] };
  return answer({
    kind: 'RoutingTree',
    metadata: { name: 'user-defined', resourceVersion: '1' },
    spec: { defaults, routes: routes.map(resourceOf) },
  });
}

export function resourcesApi(call: ApiCall, state: HostState): ApiAnswer | null {
  const [, kind, name] = GROUP.exec(call.path) ?? [];
  if (kind === undefined) {
    return null;
  }
  if (!hasRole(call.person, call.method === 'GET' ? 'Viewer' : 'Editor')) {
    return denied('alert.notifications.receivers:write');
  }
  return kind === 'receivers' ? receivers(call, name, state) : name === 'user-defined' ? tree(call, state) : NOT_FOUND;
}
