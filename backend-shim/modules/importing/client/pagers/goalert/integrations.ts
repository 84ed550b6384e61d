/** Translates GoAlert's services: an integration for each of their keys and heartbeat monitors. */
import type { PagerObject } from '../../pager.ts';
import type { PlanDraft } from '../../plan-draft.ts';
import { maskedId } from '../../snapshot/ids.ts';
import { objectsOf } from '../shared/objects.ts';
import { isUsableToken } from '../shared/sender-key.ts';
import { policyOfNobody } from './policies.ts';
import { goalertService } from './schema.ts';
import type { GoalertService } from './schema.ts';

type IntegrationKey = GoalertService['integrationKeys'][number];

/** How payloads of a kind of key are read here; what is not listed is a webhook. */
const TYPES: Readonly<Record<string, string>> = {
  grafana: 'grafana',
  prometheusAlertmanager: 'alertmanager',
  email: 'email',
};

/** Who knows the id of a key or of a monitor can send with it. */
export function secretIds(config: readonly PagerObject[]): string[] {
  return objectsOf(config, 'services', goalertService).flatMap(({ integrationKeys, heartbeatMonitors }) =>
    [...integrationKeys, ...heartbeatMonitors].map(({ id }) => id),
  );
}

export function planService(draft: PlanDraft, service: GoalertService): void {
  const { escalationPolicyID: policyId } = service;
  const policy =
    policyId === null || policyId === undefined || policyId === ''
      ? policyOfNobody(draft)
      : draft.idFor('escalationPolicies', policyId, policyId);
  const ids = [
    ...service.integrationKeys.map((key) => planKey(draft, service, key, policy)),
    ...service.heartbeatMonitors.map((monitor) => planHeartbeat(draft, service, monitor, policy)),
  ];
  if (ids.length === 0) {
    draft.item('integration', { sourceId: service.id, name: service.name, class: 'left-out', reason: 'nobody-in-it' });
  }
  planMaintenance(draft, service, ids);
}

function planKey(draft: PlanDraft, service: GoalertService, key: IntegrationKey, policy: string): string {
  const name = `${service.name}: ${key.name}`;
  const id = draft.idFor('integrations', key.id, name);
  const type = TYPES[key.type] ?? 'webhook';
  const token = tokenIn(key.href);
  draft.add('integrations', { id, name, type, policy, ...(token === null ? {} : { token }) });
  const address = type === 'email' ? `the mail address of ${id}` : `/in/<token of ${id}>`;
  draft.item('integration', {
    sourceId: maskedId(key.id),
    name,
    vigieId: id,
    ...(key.type === 'universal'
      ? { class: 'needs-a-person', reason: 'rules-of-key', data: { address } }
      : { class: 'rewritten', reason: 'sender-new-address', data: { address } }),
  });
  return id;
}

function planHeartbeat(
  draft: PlanDraft,
  service: GoalertService,
  monitor: GoalertService['heartbeatMonitors'][number],
  policy: string,
): string {
  const name = `${service.name}: ${monitor.name}`;
  const id = draft.idFor('integrations', monitor.id, name);
  const token = tokenIn(monitor.href);
  draft.add('integrations', {
    id,
    name,
    type: 'heartbeat',
    policy,
    ...(token === null ? {} : { token }),
    heartbeat: { every: `${monitor.timeoutMinutes}m`, grace: '0s' },
  });
  const why = monitor.muted ?? '';
  draft.item('heartbeat', {
    sourceId: maskedId(monitor.id),
    name,
    vigieId: id,
    ...(why === ''
      ? { class: 'rewritten', reason: 'sender-new-address', data: { address: `/in/<token of ${id}>` } }
      : { class: 'needs-a-person', reason: 'muted', data: { why } }),
  });
  return id;
}

/** The key is in `?token=`, or at the end of the path; mail addresses hold none. */
function tokenIn(href: string): string | null {
  if (!URL.canParse(href)) {
    return null;
  }
  const { searchParams, pathname, protocol } = new URL(href);
  const token = searchParams.get('token') ?? pathname.split('/').at(-1) ?? '';
  return protocol.startsWith('http') && isUsableToken(token) ? token : null;
}

function planMaintenance(draft: PlanDraft, service: GoalertService, integrations: readonly string[]): void {
  const until = service.maintenanceExpiresAt;
  if (until === null || until === undefined || until === '' || integrations.length === 0) {
    return;
  }
  const id = draft.idFor('maintenances', service.id, `${service.name} maintenance`);
  draft.add('maintenances', {
    id,
    name: `${service.name}: maintenance mode`,
    integrations,
    start: '2000-01-01T00:00',
    end: new Date(until).toISOString().slice(0, 16),
    timeZone: 'UTC',
  });
  draft.item('maintenance', { sourceId: service.id, name: service.name, vigieId: id, class: 'exact' });
}
