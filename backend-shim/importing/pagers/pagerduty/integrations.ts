/** Translates PagerDuty's services: an integration for each of theirs, with its routing key as the token. */
import { clockText, minutesOf, WEEKDAYS } from '../shared/stretches.ts';
import { policyFor } from './policies.ts';
import type { PagerdutyPlanning, PolicySettings } from './policies.ts';
import type { PagerdutyService } from './schema.ts';
import { ianaZone } from '../shared/zone-names.ts';

type ServiceIntegration = PagerdutyService['integrations'][number];

/** How incidents of a service reach people. */
interface ServicePaging {
  policy: string;
  routes: object[];
}

export function planService(planning: PagerdutyPlanning, service: PagerdutyService): void {
  const { draft } = planning;
  const paging = pagingOf(planning, service);
  if (paging === null) {
    draft.item('integration', {
      sourceId: service.id,
      name: service.name,
      class: 'needs-a-person',
      reason: 'not-read',
      data: {
        why: `its escalation policy ${service.escalation_policy?.id ?? '?'} is not among those that the key shows`,
      },
    });
    return;
  }
  if (service.status === 'disabled') {
    draft.item('integration', { sourceId: service.id, name: service.name, class: 'left-out', reason: 'not-active' });
    return;
  }
  if (service.integrations.length === 0) {
    draft.item('integration', { sourceId: service.id, name: service.name, class: 'left-out', reason: 'nobody-in-it' });
  }
  service.integrations.forEach((one) => planIntegration(planning, service, one, paging));
  for (const [isThere, what] of [
    [service.scheduled_actions.length > 0, 'raising the urgency when support hours begin'],
    [
      (service.alert_grouping_parameters?.type ?? null) !== null,
      `alert grouping (${service.alert_grouping_parameters?.type ?? ''}): see groupBy`,
    ],
  ] as const) {
    if (isThere) {
      draft.item('other', {
        sourceId: `${service.id}/${what}`,
        name: service.name,
        class: 'left-out',
        reason: 'no-counterpart',
        data: { what },
      });
    }
  }
}

/** @returns null: the policy cannot be read */
function pagingOf(planning: PagerdutyPlanning, service: PagerdutyService): ServicePaging | null {
  const ackTimeout = service.acknowledgement_timeout ?? null;
  const rule = service.incident_urgency_rule;
  const policyWith = (urgency: PolicySettings['urgency']) =>
    policyFor(planning, service.escalation_policy?.id ?? '', { ackTimeout, urgency });
  const hours = rule?.type === 'use_support_hours' ? supportWindow(service) : null;
  if (hours === null) {
    const policy = policyWith(urgencyOf(rule));
    return policy === null ? null : { policy, routes: [] };
  }
  const inside = policyWith(urgencyOf(rule?.during_support_hours));
  const outside = policyWith(urgencyOf(rule?.outside_support_hours));
  return inside === null || outside === null
    ? null
    : { policy: outside, routes: [{ match: [], when: hours, policy: inside }] };
}

function urgencyOf(
  rule: { type?: string | null; urgency?: string | null } | null | undefined,
): PolicySettings['urgency'] {
  if (rule?.urgency === 'severity_based' || rule?.type === 'severity_based') {
    return 'by-severity';
  }
  return rule?.urgency === 'low' ? 'low' : 'high';
}

function supportWindow({ support_hours: hours }: PagerdutyService): object | null {
  const [from, to] = [minutesOf(hours?.start_time ?? ''), minutesOf(hours?.end_time ?? '')];
  const days = (hours?.days_of_week ?? []).map((day) => WEEKDAYS[day - 1]).filter((day) => day !== undefined);
  return hours === null || hours === undefined || from === null || to === null || days.length === 0
    ? null
    : { timeZone: ianaZone(hours.time_zone), windows: [{ days, from: clockText(from), to: clockText(to) }] };
}

function planIntegration(
  { draft, teamOf }: PagerdutyPlanning,
  service: PagerdutyService,
  one: ServiceIntegration,
  { policy, routes }: ServicePaging,
): void {
  const name = `${service.name}: ${one.name ?? one.summary ?? one.id}`;
  const id = draft.idFor('integrations', one.id, name);
  const isMail = one.type?.includes('email') === true;
  const timeout = service.auto_resolve_timeout ?? null;
  const isKept = !isMail && typeof one.integration_key === 'string' && one.integration_key.length >= 24;
  draft.add('integrations', {
    id,
    name,
    type: isMail ? 'email' : 'pagerduty',
    ...teamOf(service.teams),
    policy,
    routes,
    ...(isKept ? { token: one.integration_key } : {}),
    ...(timeout === null || timeout < 60 ? {} : { autoResolve: `${timeout}s` }),
  });
  const address = isMail ? `the mail address of ${id}` : `/v2/enqueue with the key of ${id}`;
  const isOldEvents = one.type === 'generic_events_api_inbound_integration';
  const item = { sourceId: one.id, name, vigieId: id };
  if (isMail || isOldEvents) {
    draft.item('integration', { ...item, class: 'rewritten', reason: 'sender-new-address', data: { address } });
  } else if (isKept) {
    draft.item('integration', {
      ...item,
      class: 'rewritten',
      reason: 'sender-keeps-key',
      data: { compat: 'pagerduty' },
    });
  } else {
    draft.item('integration', { ...item, class: 'needs-a-person', reason: 'hidden-key', data: { address } });
  }
}
