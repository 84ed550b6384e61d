/** Translates PagerDuty's services: an integration for each of theirs, with its routing key as the token. */
import { isUsableToken } from '../shared/sender-key.ts';
import { clockText, minutesOf, WEEKDAYS } from '../shared/stretches.ts';
import type { WeeklyWindow } from '#domain/time/weekly';
import type { PlanDraft } from '../../plan-draft.ts';
import { policyFor } from './policies.ts';
import type { PagerdutyPlanning, PolicySettings } from './planning.ts';
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
    [service.scheduled_actions.length > 0 && !isRaised(service), 'raising the urgency by the clock'],
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
  const policyWith = (urgency: PolicySettings['urgency'], raisedIn?: string) =>
    policyFor(planning, service.escalation_policy?.id ?? '', {
      ackTimeout,
      urgency,
      ...(raisedIn === undefined ? {} : { raisedIn }),
    });
  const hours = rule?.type === 'use_support_hours' ? supportHours(service) : null;
  if (hours === null) {
    const policy = policyWith(urgencyOf(rule));
    return policy === null ? null : { policy, routes: [] };
  }
  const inside = policyWith(urgencyOf(rule?.during_support_hours));
  const raisedIn = isRaised(service) ? supportWindow(planning.draft, service, hours) : undefined;
  const outside = policyWith(urgencyOf(rule?.outside_support_hours), raisedIn);
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

/** Weekly hours in the form of a time window, without its name. */
interface SupportHours {
  timeZone: string;
  windows: WeeklyWindow[];
}

function supportHours({ support_hours: hours }: PagerdutyService): SupportHours | null {
  const [from, to] = [minutesOf(hours?.start_time ?? ''), minutesOf(hours?.end_time ?? '')];
  const days = (hours?.days_of_week ?? []).flatMap((day) => WEEKDAYS[day - 1] ?? []);
  return hours === null || hours === undefined || from === null || to === null || days.length === 0
    ? null
    : { timeZone: ianaZone(hours.time_zone), windows: [{ days, from: clockText(from), to: clockText(to) }] };
}

/** Whether incidents of low urgency, outside of support hours, become high when those begin. */
function isRaised({ incident_urgency_rule: rule, scheduled_actions: actions }: PagerdutyService): boolean {
  return (
    rule?.type === 'use_support_hours' &&
    rule.outside_support_hours?.urgency === 'low' &&
    actions.some(({ to_urgency: urgency, at }) => urgency === 'high' && at?.name === 'support_hours_start')
  );
}

/** The hours as a time window, since a step waits for one by its id. */
function supportWindow(draft: PlanDraft, service: PagerdutyService, hours: SupportHours): string {
  const name = `${service.name}: support hours`;
  const id = draft.idFor('timeWindows', service.id, name);
  draft.add('timeWindows', { id, name, ...hours });
  return id;
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
  const isKept = !isMail && isUsableToken(one.integration_key);
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
