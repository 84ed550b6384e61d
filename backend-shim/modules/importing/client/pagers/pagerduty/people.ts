/** Translates PagerDuty's users and teams. */
import type { PlanDraft } from '../../plan-draft.ts';
import type { PagerObject, PagerPerson, PlanningHelp } from '../../pager.ts';
import { addTeam } from '../shared/plan/accounts.ts';
import { objectsOf } from '../shared/objects.ts';
import { pagerdutyUser } from './schema.ts';
import type { PagerdutyMembers, PagerdutyUser } from './schema.ts';
import { ianaZone } from '../shared/zone-names.ts';

type PagerdutyMethod = PagerdutyUser['contact_methods'][number];

const TYPES: Readonly<Record<string, 'email' | 'voice' | 'sms'>> = {
  email_contact_method: 'email',
  phone_contact_method: 'voice',
  sms_contact_method: 'sms',
};

export function people(config: readonly PagerObject[]): PagerPerson[] {
  return objectsOf(config, 'users', pagerdutyUser).map(({ id, name, email }) => ({
    id,
    name,
    email: email ?? null,
    username: null,
  }));
}

export function planUser(draft: PlanDraft, help: PlanningHelp, user: PagerdutyUser, login: string): void {
  const methods = user.contact_methods.flatMap((method) => methodOf(draft, user, method));
  const known = new Set(methods.map(({ id }) => id));
  const zone = ianaZone(user.time_zone ?? 'UTC');
  const rulesOf = (urgency: string) =>
    user.notification_rules
      .filter((rule) => rule.urgency === urgency && known.has(rule.contact_method?.id ?? ''))
      .map((rule) => ({ method: rule.contact_method?.id ?? '', after: `${rule.start_delay_in_minutes ?? 0}m` }));
  const rules = { default: rulesOf('low'), urgent: rulesOf('high') };
  const hasRules = rules.default.length + rules.urgent.length > 0;
  draft.add('users', {
    login,
    name: user.name,
    ...(user.email ? { email: user.email } : {}),
    timeZone: help.zone(zone) === null ? 'UTC' : zone,
    ...(methods.length === 0 ? {} : { contactMethods: methods }),
    ...(hasRules ? { notificationRules: rules } : {}),
  });
  if (hasRules) {
    draft.item('personal-rule', { sourceId: user.id, name: user.name, vigieId: login, class: 'exact' });
  }
}

function methodOf(draft: PlanDraft, user: PagerdutyUser, method: PagerdutyMethod) {
  const item = { sourceId: method.id, name: `${user.name}: ${method.label ?? method.type}` };
  const type = TYPES[method.type.replace(/_reference$/, '')];
  if (type === undefined) {
    const isApp = method.type.startsWith('push');
    draft.item('contact-method', {
      ...item,
      class: 'left-out',
      ...(isApp
        ? { reason: 'phone-app' as const }
        : { reason: 'no-counterpart' as const, data: { what: method.type } }),
    });
    return [];
  }
  if (method.enabled === false || method.blacklisted === true || !method.address) {
    draft.item('contact-method', { ...item, class: 'left-out', reason: 'not-active' });
    return [];
  }
  draft.item('contact-method', { ...item, vigieId: method.id, class: 'exact' });
  const to = type === 'email' ? method.address : `+${method.country_code ?? 1}${method.address.replace(/\D/g, '')}`;
  return [{ id: method.id, type, to, verified: false }];
}

export function planTeam(
  draft: PlanDraft,
  help: PlanningHelp,
  members: ReadonlyMap<string, PagerdutyMembers['members']>,
  { id, name }: { id: string; name: string },
): void {
  const all = members.get(id) ?? [];
  addTeam(draft, help, {
    id,
    name,
    members: all.map(({ user, role }) => ({ person: user.id, isManager: role === 'manager' })),
  });
}
