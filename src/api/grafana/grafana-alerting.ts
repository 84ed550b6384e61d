/**
 * Calls Grafana Alerting's own API with the rights of the reader: contact points and the notification policy tree. The
 * provisioning API is tried first (12.x, deprecated in 13.x); if it is gone, the resource API is used.
 */
import { TEST_SUMMARY } from './test-alert.ts';
import { config } from '@grafana/runtime';
import type { ApiResult } from '../client/client.ts';
import { callGrafana } from './grafana-call.ts';
import type { ContactPoint, GrafanaReceiver } from './grafana-receiver.ts';
import { pointsOf, receiverName } from './grafana-receiver.ts';
import type { RoutingTree, TreeResource } from './routing-tree.ts';
import { resourceOf, treeOf } from './routing-tree.ts';
import { apartFromSecrets } from './secure-fields.ts';

const LEGACY = '/api/v1/provisioning';
/** Keeps the objects that we create editable in Grafana's own pages. */
const EDITABLE = { 'X-Disable-Provenance': 'true' };

const isGone = (sent: ApiResult<unknown>) => !sent.ok && (sent.failure.status === 404 || sent.failure.status === 410);

function resources(version: 'v1beta1' | 'v0alpha1', rest = '', kind = 'receivers'): string {
  return `/apis/notifications.alerting.grafana.app/${version}/namespaces/${config.namespace || 'default'}/${kind}${rest}`;
}

/** The only tree that people edit. */
const TREE = () => resources('v0alpha1', '/user-defined', 'routingtrees');

export async function listContactPoints(): Promise<ApiResult<ContactPoint[]>> {
  const legacy = await callGrafana<ContactPoint[]>({ url: `${LEGACY}/contact-points` });
  if (!isGone(legacy)) {
    return legacy;
  }
  const listed = await callGrafana<{ items: GrafanaReceiver[] }>({ url: resources('v0alpha1') });
  return listed.ok ? { ok: true, value: pointsOf(listed.value.items) } : listed;
}

async function saveReceiver(point: ContactPoint): Promise<ApiResult<unknown>> {
  const { uid, name, type, settings, disableResolveMessage } = point;
  const url = resources('v0alpha1', `/${receiverName(name)}`);
  const spec = { title: name, integrations: [{ uid, type, version: 'v1', settings, disableResolveMessage }] };
  const there = await callGrafana<GrafanaReceiver>({ url });
  if (isGone(there)) {
    return callGrafana({ url: resources('v0alpha1'), method: 'POST', data: { metadata: {}, spec } });
  }
  if (!there.ok) {
    return there;
  }
  const others = there.value.spec.integrations.filter((one) => one.uid !== uid);
  return callGrafana({
    url,
    method: 'PUT',
    data: { ...there.value, spec: { ...spec, integrations: [...others, ...spec.integrations] } },
  });
}

export async function saveContactPoint(point: ContactPoint, isNew: boolean): Promise<ApiResult<unknown>> {
  const { provenance: _provenance, secureFields: _secureFields, ...data } = point;
  const where = isNew
    ? { url: `${LEGACY}/contact-points`, method: 'POST' }
    : { url: `${LEGACY}/contact-points/${encodeURIComponent(point.uid)}`, method: 'PUT' };
  const legacy = await callGrafana({ ...where, data, headers: EDITABLE });
  return isGone(legacy) ? saveReceiver(point) : legacy;
}

/** 409 if a notification policy still sends to it. */
export async function deleteContactPoint({ uid, name }: ContactPoint): Promise<ApiResult<unknown>> {
  const legacy = await callGrafana({
    url: `${LEGACY}/contact-points/${encodeURIComponent(uid)}`,
    method: 'DELETE',
    headers: EDITABLE,
  });
  if (!isGone(legacy)) {
    return legacy;
  }
  const url = resources('v0alpha1', `/${receiverName(name)}`);
  const there = await callGrafana<GrafanaReceiver>({ url });
  if (!there.ok) {
    return isGone(there) ? { ok: true, value: null } : there;
  }
  const integrations = there.value.spec.integrations.filter((one) => one.uid !== uid);
  return integrations.length === 0
    ? callGrafana({ url, method: 'DELETE' })
    : callGrafana({ url, method: 'PUT', data: { ...there.value, spec: { ...there.value.spec, integrations } } });
}

const TEST_ALERT = {
  labels: { alertname: 'TestAlert', instance: 'Grafana' },
  annotations: { summary: TEST_SUMMARY },
};

interface TestResult {
  status: 'success' | 'failure';
  error?: string;
}

interface LegacyResult {
  receivers: Array<{ grafana_managed_receiver_configs: Array<{ status: string; error?: string }> }>;
}

/** `problem`: Grafana tried and failed; null: the notification was accepted. */
export type ContactPointTest = ApiResult<{ problem: string | null }>;

function legacyProblem({ receivers }: LegacyResult): string | null {
  return (
    receivers.flatMap((one) => one.grafana_managed_receiver_configs).find(({ status }) => status !== 'ok')?.error ??
    null
  );
}

/** A failed test is answered with 207 (before 12.4 with 400) and the same body. */
function legacyResult(data: unknown): LegacyResult | null {
  return Array.isArray((data as Partial<LegacyResult> | null)?.receivers) ? (data as LegacyResult) : null;
}

async function testReceiver(
  version: 'v1beta1' | 'v0alpha1',
  { uid, name, type, ...point }: ContactPoint,
): Promise<ContactPointTest> {
  const data = {
    integration: { uid, type, version: 'v1', ...apartFromSecrets(point.settings, point.secureFields) },
    alert: TEST_ALERT,
  };
  const sent = await callGrafana<TestResult>({
    url: resources(version, `/${receiverName(name)}/test`),
    method: 'POST',
    data,
  });
  return sent.ok
    ? {
        ok: true,
        value: { problem: sent.value.status === 'success' ? null : (sent.value.error ?? JSON.stringify(sent.value)) },
      }
    : sent;
}

/** Makes Grafana send its own test through a stored contact point. */
export async function testContactPoint(point: ContactPoint): Promise<ContactPointTest> {
  const { uid, name, type, disableResolveMessage } = point;
  const data = {
    alert: TEST_ALERT,
    receivers: [
      {
        name,
        grafana_managed_receiver_configs: [
          {
            uid,
            name,
            type,
            disableResolveMessage,
            ...apartFromSecrets(point.settings, point.secureFields),
            secureSettings: {},
          },
        ],
      },
    ],
  };
  const legacy = await callGrafana<LegacyResult>({
    url: '/api/alertmanager/grafana/config/api/v1/receivers/test',
    method: 'POST',
    data,
    salvage: legacyResult,
  });
  if (legacy.ok) {
    return { ok: true, value: { problem: legacyProblem(legacy.value) } };
  }
  if (!isGone(legacy)) {
    return legacy;
  }
  const beta = await testReceiver('v1beta1', point);
  return isGone(beta) ? testReceiver('v0alpha1', point) : beta;
}

export async function readTree(): Promise<ApiResult<RoutingTree>> {
  const legacy = await callGrafana<RoutingTree>({ url: `${LEGACY}/policies` });
  if (!isGone(legacy)) {
    return legacy;
  }
  const there = await callGrafana<TreeResource>({ url: TREE() });
  return there.ok ? { ok: true, value: treeOf(there.value) } : there;
}

/** @param tree as read, with the additions; it is written to the API that it was read from. */
export function saveTree(tree: RoutingTree): Promise<ApiResult<unknown>> {
  return tree.resource === undefined
    ? callGrafana({ url: `${LEGACY}/policies`, method: 'PUT', data: tree, headers: EDITABLE })
    : callGrafana({ url: TREE(), method: 'PUT', data: resourceOf(tree) });
}
