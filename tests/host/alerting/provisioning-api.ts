/**
 * Grafana Alerting's provisioning API, as documented for 12.x and (deprecated) 13.x: contact points,
 * the policy tree, and the test of a receiver, which really sends.
 */
import { createHmac, randomUUID } from 'node:crypto';
import type { ApiAnswer, ApiCall } from '../grafana-api.ts';
import { answer, denied } from '../grafana-api.ts';
import type { ContactPoint, HostState } from '../host-state.ts';
import { hasRole } from '../people.ts';

const REDACTED = '[REDACTED]';
const SECRETS = ['password', 'authorization_credentials'];

function redacted(point: ContactPoint): ContactPoint {
  const settings = Object.fromEntries(
    Object.entries(point.settings).map(([name, value]) => [name, SECRETS.includes(name) ? REDACTED : value]),
  );
  const hmac = settings.hmacConfig as Record<string, unknown> | undefined;
  return {
    ...point,
    settings: hmac === undefined ? settings : { ...settings, hmacConfig: { ...hmac, secret: REDACTED } },
  };
}

/** A redacted secret that comes back means: keep what is there. Of a nested one the word itself is stored, as 12.4 does. */
function keepSecrets(sent: Record<string, unknown>, kept: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [name, value === REDACTED ? kept[name] : value]),
  );
}

/** Answers to what is made have nested secrets beside their parents, flat. */
function flat(point: ContactPoint): object {
  const { hmacConfig, ...settings } = redacted(point).settings;
  const { secret, ...hmac } = (hmacConfig ?? {}) as Record<string, unknown>;
  return {
    ...redacted(point),
    settings: {
      ...settings,
      ...(hmacConfig !== undefined && { hmacConfig: hmac }),
      ...(secret !== undefined && { 'hmacConfig.secret': secret }),
    },
  };
}

function create(body: Partial<ContactPoint>, state: HostState): ApiAnswer {
  if (typeof body.name !== 'string' || body.name === '' || typeof body.settings?.url !== 'string') {
    return answer({ message: 'invalid contact point: required field "url" is not specified' }, 400);
  }
  const point: ContactPoint = {
    uid: body.uid ?? randomUUID().slice(0, 14),
    name: body.name,
    type: body.type ?? 'webhook',
    settings: body.settings,
    disableResolveMessage: body.disableResolveMessage ?? false,
  };
  state.contactPoints.push(point);
  return answer(flat(point), 202);
}

interface Route {
  receiver?: string;
  routes?: Route[];
}

function isReferenced(route: Route, name: string): boolean {
  return route.receiver === name || (route.routes ?? []).some((one) => isReferenced(one, name));
}

function change(uid: string, method: string, body: Partial<ContactPoint>, state: HostState): ApiAnswer {
  const at = state.contactPoints.findIndex((point) => point.uid === uid);
  const old = state.contactPoints[at];
  if (old === undefined) {
    return answer({ message: 'contact point not found' }, 404);
  }
  if (old.provenance !== undefined) {
    return answer({ message: `invalid provenance: cannot change provenance from '${old.provenance}' to ''` }, 403);
  }
  if (method === 'DELETE') {
    if (isReferenced(state.policies as Route, old.name)) {
      return answer(
        {
          statusCode: 409,
          messageId: 'alerting.notifications.contact-points.referenced',
          message: 'Contact point is currently referenced by a notification policy.',
        },
        409,
      );
    }
    state.contactPoints.splice(at, 1);
    return answer({ message: 'contactpoint deleted' }, 202);
  } else {
    state.contactPoints[at] = { ...old, ...body, uid, settings: keepSecrets(body.settings ?? {}, old.settings) };
  }
  return answer({ message: 'contactpoint updated' }, 202);
}

/** `X-Grafana-Alerting-Signature` over the body, with the timestamp in front where its header is named. */
function signature(settings: Record<string, unknown>, body: string): Record<string, string> {
  const hmac = settings.hmacConfig as { secret?: string; header?: string; timestampHeader?: string } | undefined;
  if (hmac?.secret === undefined) {
    return {};
  }
  const at = String(Math.floor(Date.now() / 1000));
  const stamped = hmac.timestampHeader ? `${at}:` : '';
  const value = createHmac('sha256', hmac.secret)
    .update(stamped + body)
    .digest('hex');
  return {
    [hmac.header ?? 'X-Grafana-Alerting-Signature']: value,
    ...(hmac.timestampHeader ? { [hmac.timestampHeader]: at } : {}),
  };
}

/** The alert of a test, as the capture has it. */
const LABELS_OF_VALUES = '{__name__=go_threads, instance=host.docker.internal:3000, job=grafana}';
const TEST_ALERT = {
  annotations: {
    __dashboardUid__: 'dashboard_uid',
    __orgId__: '1',
    __panelId__: '1',
    __value_string__: `[ var='B' labels=${LABELS_OF_VALUES} type='reduce' value=22 ], [ var='C' labels=${LABELS_OF_VALUES} type='threshold' value=1 ]`,
    __values__: '{"B":22,"C":1}',
    summary: 'Notification test',
  },
  labels: { alertname: 'TestAlert', grafana_folder: 'Test Folder', instance: 'Grafana' },
};
const FINGERPRINT = '326ea703b01f6100';
const HOUR = 3_600_000;

function testPayload(state: HostState, root: string): string {
  const { labels } = TEST_ALERT;
  const annotations = { summary: TEST_ALERT.annotations.summary };
  const now = Date.now();
  const silenceURL = `${root}alerting/silence/new?alertmanager=grafana&matcher=alertname%3DTestAlert&matcher=grafana_folder%3DTest+Folder&matcher=instance%3DGrafana&orgId=1`;
  const dashboardURL = `${root}d/dashboard_uid?from=${now - HOUR}&orgId=1&to=${now}`;
  const panelURL = `${dashboardURL}&viewPanel=1`;
  const alert = {
    status: 'firing',
    labels,
    annotations,
    startsAt: new Date(now).toISOString(),
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: '?orgId=1',
    fingerprint: FINGERPRINT,
    silenceURL,
    dashboardURL,
    panelURL,
    values: { B: 22, C: 1 },
    valueString: TEST_ALERT.annotations.__value_string__,
    orgId: 1,
  };
  const message = `**Firing**\n\nValue: B=22, C=1\nLabels:\n${Object.entries(labels)
    .map(([name, value]) => ` - ${name} = ${value}\n`)
    .join(
      '',
    )}Annotations:\n - summary = ${annotations.summary}\nSource: ?orgId=1\nSilence: ${silenceURL}\nDashboard: ${dashboardURL}\nPanel: ${panelURL}\n`;
  return JSON.stringify({
    receiver: 'webhook',
    status: 'firing',
    alerts: [alert],
    groupLabels: labels,
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: root,
    appVersion: state.version,
    version: '1',
    groupKey: `webhook-${FINGERPRINT}-${Math.floor(now / 1000)}`,
    truncatedAlerts: 0,
    orgId: 1,
    title: '[FIRING:1] TestAlert Test Folder Grafana ',
    state: 'alerting',
    message,
  });
}

/** As Go says it. A browser's fetch, and so Node's, does not even try some ports. */
function goError(error: Error, address: string): string {
  const cause = error.cause as { code?: string; message?: string } | undefined;
  return cause?.code === 'ECONNREFUSED' || cause?.message === 'bad port'
    ? `dial tcp ${address}: connect: connection refused`
    : (cause?.message ?? error.message);
}

async function test(
  point: { settings: Record<string, unknown> },
  state: HostState,
  root: string,
): Promise<{ status: string; error?: string }> {
  const url = String(point.settings.url);
  const body = testPayload(state, root);
  const bearer: Record<string, string> =
    point.settings.authorization_credentials === undefined
      ? {}
      : {
          authorization: `${String(point.settings.authorization_scheme ?? 'Bearer')} ${String(point.settings.authorization_credentials)}`,
        };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Grafana',
        ...bearer,
        ...signature(point.settings, body),
      },
      body,
    });
    state.sent.push({ url, status: response.status });
    return response.ok
      ? { status: 'ok' }
      : {
          status: 'failed',
          error: `webhook response status ${response.status}: ${(await response.text()).slice(0, 200)}`,
        };
  } catch (error) {
    state.sent.push({ url, status: null });
    return { status: 'failed', error: `Post "<redacted>": ${goError(error as Error, new URL(url).host)}` };
  }
}

interface Tested {
  uid?: string;
  name: string;
  settings: Record<string, unknown>;
  secureFields?: Record<string, boolean>;
}

interface TestBody {
  receivers: Array<{ name: string; grafana_managed_receiver_configs: Tested[] }>;
}

/** Grafana sends what it is given, `[REDACTED]` too, unless the secret is named as one that it keeps. */
function withKept(
  { settings, secureFields = {} }: Pick<Tested, 'settings' | 'secureFields'>,
  kept: Record<string, unknown>,
): Record<string, unknown> {
  const hmac = kept.hmacConfig as Record<string, unknown> | undefined;
  return {
    ...settings,
    ...(secureFields['authorization_credentials'] === true && {
      authorization_credentials: kept.authorization_credentials,
    }),
    ...(secureFields['hmacConfig.secret'] === true &&
      settings.hmacConfig !== undefined && {
        hmacConfig: { ...(settings.hmacConfig as object), secret: hmac?.secret },
      }),
  };
}

/** 207 where one of them failed. */
async function testReceivers(body: TestBody, state: HostState, root: string): Promise<ApiAnswer> {
  const receivers = await Promise.all(
    body.receivers.map(async ({ name, grafana_managed_receiver_configs: configs }) => ({
      name,
      grafana_managed_receiver_configs: await Promise.all(
        configs.map(async (one) => {
          const kept = state.contactPoints.find((point) => point.uid === one.uid);
          return {
            name: one.name,
            uid: one.uid ?? '',
            ...(await test({ settings: withKept(one, kept?.settings ?? {}) }, state, root)),
          };
        }),
      ),
    })),
  );
  const failed = receivers.some((one) => one.grafana_managed_receiver_configs.some(({ status }) => status !== 'ok'));
  return answer({ alert: TEST_ALERT, receivers, notified_at: new Date().toISOString() }, failed ? 207 : 200);
}

const RECEIVER_TEST =
  /^\/apis\/notifications\.alerting\.grafana\.app\/v1beta1\/namespaces\/[^/]+\/receivers\/([^/]+)\/test$/;

interface IntegrationTest {
  integration: { uid?: string; settings: Record<string, unknown>; secureFields?: Record<string, boolean> };
}

/** 13.x in place of the endpoint it took away; the receiver is named by its title in base64. */
async function testIntegration(
  title: string,
  { integration }: IntegrationTest,
  state: HostState,
  root: string,
): Promise<ApiAnswer> {
  const kept = state.contactPoints.find((point) => point.uid === integration.uid && point.name === title);
  if (kept === undefined) {
    return answer({ kind: 'Status', status: 'Failure', reason: 'NotFound', message: 'receiver not found' }, 404);
  }
  const { status, error } = await test({ settings: withKept(integration, kept.settings) }, state, root);
  return answer({
    apiVersion: 'notifications.alerting.grafana.app/v1beta1',
    kind: 'CreateReceiverIntegrationTest',
    status: status === 'ok' ? 'success' : 'failure',
    duration: '1ms',
    ...(error !== undefined && { error }),
  });
}

export async function alertingApi(call: ApiCall, state: HostState, root: string): Promise<ApiAnswer | null> {
  const { method, path, body, person } = call;
  const uid = /^\/api\/v1\/provisioning\/contact-points\/([^/]+)$/.exec(path)?.[1];
  const receiver = state.version.startsWith('12.') ? undefined : RECEIVER_TEST.exec(path)?.[1];
  const isOurs =
    uid !== undefined ||
    receiver !== undefined ||
    [
      '/api/v1/provisioning/contact-points',
      '/api/v1/provisioning/policies',
      '/api/alertmanager/grafana/config/api/v1/receivers/test',
    ].includes(path);
  if (!isOurs) {
    return null;
  }
  // Viewers may read all of it, secrets apart; Editors write and test.
  if (!hasRole(person, method === 'GET' ? 'Viewer' : 'Editor')) {
    return denied('any of alert.notifications:write, alert.notifications.receivers:test');
  }
  if (receiver !== undefined) {
    return testIntegration(Buffer.from(receiver, 'base64url').toString('utf8'), body as IntegrationTest, state, root);
  }
  if (uid !== undefined) {
    return change(uid, method, body as Partial<ContactPoint>, state);
  }
  switch (`${method} ${path}`) {
    case 'GET /api/v1/provisioning/contact-points':
      return answer(
        state.contactPoints
          .filter((point) => !call.query.has('name') || point.name === call.query.get('name'))
          .map(redacted),
      );
    case 'POST /api/v1/provisioning/contact-points':
      return create(body as Partial<ContactPoint>, state);
    case 'GET /api/v1/provisioning/policies':
      return answer(state.policies);
    case 'PUT /api/v1/provisioning/policies':
      state.policies = body as Record<string, unknown>;
      return answer({ message: 'policies updated' }, 202);
    case 'POST /api/alertmanager/grafana/config/api/v1/receivers/test':
      // 13.0 took this endpoint away.
      return state.version.startsWith('12.')
        ? testReceivers(body as TestBody, state, root)
        : answer({ message: 'Not found' }, 404);
    default:
      return answer({ message: 'Method Not Allowed' }, 405);
  }
}
