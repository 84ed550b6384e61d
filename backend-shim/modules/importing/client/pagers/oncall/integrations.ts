/** Translates OnCall's integrations with their routes, heartbeats and maintenances. */
import { kindOfOncallType } from '#domain/routing/oncall-types';
import { addMaintenance } from '../shared/plan/maintenances.ts';
import { isUsableToken } from '../shared/sender-key.ts';
import { policyOf } from './policies.ts';
import type { ChainPlan } from './paging/chain-plan.ts';
import { routesOf } from './paging/routes.ts';
import type { OncallIntegration, OncallRoute } from './schema.ts';

/** The type that takes mail, at no address of OnCall's. */
const MAIL = 'inbound_email';
/** Their fields have usual names, which a webhook reads without a template. */
const READ_AS_WEBHOOK = ['formatted_webhook'];
/** Nobody sends to these. */
const WITHOUT_SENDER: Readonly<Record<string, string>> = {
  direct_paging: 'an integration for pages by hand: open an incident in Vigie',
  maintenance: 'an integration of maintenances',
};

export function planIntegration(plan: ChainPlan, integration: OncallIntegration, routes: readonly OncallRoute[]): void {
  const { draft } = plan;
  const item = { sourceId: integration.id, name: integration.name };
  const what = WITHOUT_SENDER[integration.type];
  if (what !== undefined) {
    draft.item('integration', { ...item, class: 'left-out', reason: 'no-counterpart', data: { what } });
    return;
  }
  const type = integration.type === MAIL ? 'email' : (kindOfOncallType(integration.type) ?? 'webhook');
  const own = routes.filter((one) => one.integration_id === integration.id).sort((a, b) => a.position - b.position);
  const last = own.find(({ is_the_last_route: isLast }) => isLast === true);
  const chain = last?.escalation_chain_id ?? integration.default_route?.escalation_chain_id;
  const id = draft.idFor('integrations', integration.id, integration.name);
  const token = type === 'email' ? null : tokenIn(integration.link);
  const every = integration.heartbeat?.timeout_seconds ?? null;
  draft.add('integrations', {
    id,
    name: integration.name,
    type,
    ...plan.teamOf(integration.team_id),
    ...(token === null ? {} : { token }),
    policy: policyOf(plan, chain),
    routes: routesOf(
      plan,
      integration,
      own.filter((one) => one !== last),
      type,
    ),
    ...(every === null ? {} : { heartbeat: { every: `${every}s` } }),
  });
  report(plan, integration, type, id, token !== null);
  planHeartbeat(plan, integration, id, every);
  planMaintenance(plan, integration, id);
}

/** `https://oncall.example.com/integrations/v1/alertmanager/<token>/`; a short one is not taken over. */
function tokenIn(link: string | null | undefined): string | null {
  const [, token = ''] = /\/integrations\/v1\/[^/]+\/([A-Za-z0-9._~-]{1,200})\/?$/.exec(link ?? '') ?? [];
  return isUsableToken(token) ? token : null;
}

function report(
  { draft }: ChainPlan,
  integration: OncallIntegration,
  type: string,
  id: string,
  keepsToken: boolean,
): void {
  const item = { sourceId: integration.id, name: integration.name, vigieId: id };
  if (type === 'email') {
    const data = { address: `the mail address of ${id}` };
    draft.item('integration', { ...item, class: 'rewritten', reason: 'sender-new-address', data });
  } else if (keepsToken) {
    draft.item('integration', { ...item, class: 'rewritten', reason: 'sender-keeps-key', data: { compat: 'oncall' } });
  } else {
    const data = { address: `/in/ with the token of ${id}` };
    draft.item('integration', { ...item, class: 'needs-a-person', reason: 'hidden-key', data });
  }
  if (type === 'webhook' && !READ_AS_WEBHOOK.includes(integration.type)) {
    draft.item('other', {
      ...item,
      sourceId: `${integration.id}/payloads`,
      name: `${integration.name}: payloads`,
      class: 'needs-a-person',
      reason: 'payload-unread',
      data: { type: integration.type },
    });
  }
  for (const [name, template] of templatesIn(integration.templates ?? {}, '')) {
    // That is how Vigie groups anyway.
    if (name === 'grouping_key' && /^\{\{\s*payload\.groupKey\s*\}\}$/.test(template.trim())) {
      continue;
    }
    draft.item('other', {
      ...item,
      sourceId: `${integration.id}/template ${name}`,
      name: `${integration.name}: ${name}`,
      class: 'needs-a-person',
      reason: 'untranslated-template',
      data: { template: `${name}: ${template.slice(0, 500)}` },
    });
  }
}

/** Those that somebody wrote: the source's own are null. */
function templatesIn(templates: Readonly<Record<string, unknown>>, prefix: string): Array<[string, string]> {
  return Object.entries(templates).flatMap(([name, value]): Array<[string, string]> => {
    if (typeof value === 'string' && value !== '') {
      return [[`${prefix}${name}`, value]];
    }
    return typeof value === 'object' && value !== null
      ? templatesIn(value as Record<string, unknown>, `${prefix}${name}.`)
      : [];
  });
}

function planHeartbeat(
  { draft }: ChainPlan,
  { id: sourceId, name, heartbeat }: OncallIntegration,
  id: string,
  every: number | null,
): void {
  if (!heartbeat?.link && every === null) {
    return;
  }
  const item = { sourceId: `${sourceId}/heartbeat`, name: `${name}: heartbeat`, vigieId: id };
  if (every === null) {
    draft.item('heartbeat', { ...item, class: 'needs-a-person', reason: 'timeout-hidden', data: { integration: id } });
  } else {
    draft.item('heartbeat', { ...item, class: 'rewritten', reason: 'sender-keeps-key', data: { compat: 'oncall' } });
  }
}

function planMaintenance({ draft, snapshot: { from } }: ChainPlan, integration: OncallIntegration, id: string) {
  const { name, maintenance_mode: mode, maintenance_started_at: start, maintenance_end_at: end } = integration;
  if (mode) {
    const now = new Date(from).toISOString();
    addMaintenance(draft, from, {
      id: `${integration.id}/maintenance`,
      name: `${name}: ${mode}`,
      start: start ?? now,
      end: end ?? now,
      integrations: [id],
      other: 'a maintenance of an integration that is left out',
    });
  }
}
