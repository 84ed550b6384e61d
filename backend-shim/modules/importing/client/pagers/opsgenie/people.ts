/** Translates Opsgenie's users and teams. */
import type { PlanDraft } from '../../plan-draft.ts';
import type { PagerObject, PagerPerson, PlanningHelp } from '../../pager.ts';
import { addTeam } from '../shared/plan/accounts.ts';
import { objectsOf } from '../shared/objects.ts';
import { opsgenieUser } from './schema.ts';
import type { OpsgenieTeam, OpsgenieUser, UserRules } from './schema.ts';

const TYPES: Readonly<Record<string, string>> = { sms: 'sms', voice: 'voice', email: 'email' };

/** A way to reach somebody, by how rules name it. */
interface KnownMethod {
  id: string;
  type: string;
  to: string;
  given: string;
}

export function people(config: readonly PagerObject[]): PagerPerson[] {
  return objectsOf(config, 'users', opsgenieUser).map(({ id, username, fullName }) => ({
    id,
    name: fullName || username,
    email: username,
    username,
  }));
}

export function planUser(
  draft: PlanDraft,
  help: PlanningHelp,
  user: OpsgenieUser,
  userRules: UserRules,
  login: string,
): void {
  const methods = user.userContacts.flatMap((contact, i) => methodOf(draft, user, contact, i));
  const rules = rulesOf(draft, user, userRules, methods);
  const zone = user.timeZone ?? 'UTC';
  draft.add('users', {
    login,
    name: user.fullName || user.username,
    timeZone: help.zone(zone) === null ? 'UTC' : zone,
    ...(user.username.includes('@') ? { email: user.username } : {}),
    ...(methods.length === 0
      ? {}
      : { contactMethods: methods.map(({ id, type, to }) => ({ id, type, to, verified: false })) }),
    ...(rules.length === 0 ? {} : { notificationRules: { default: rules, urgent: rules } }),
  });
  if (rules.length > 0) {
    draft.item('personal-rule', {
      sourceId: user.id,
      name: user.username,
      vigieId: login,
      class: 'rewritten',
      reason: 'one-set-of-rules',
    });
  }
}

function methodOf(
  draft: PlanDraft,
  user: OpsgenieUser,
  contact: OpsgenieUser['userContacts'][number],
  index: number,
): KnownMethod[] {
  const method = contact.contactMethod ?? contact.method ?? '';
  const item = { sourceId: contact.id ?? `${user.id}/${index}`, name: `${user.username}: ${method} ${index + 1}` };
  const type = TYPES[method];
  if (type === undefined) {
    draft.item('contact-method', { ...item, class: 'left-out', reason: 'phone-app' });
    return [];
  }
  if (contact.enabled === false || contact.status?.enabled === false) {
    draft.item('contact-method', { ...item, class: 'left-out', reason: 'not-active' });
    return [];
  }
  const id = `og-${type}-${index + 1}`;
  draft.item('contact-method', { ...item, vigieId: id, class: 'exact' });
  // `33-612345678` is the country and the number.
  const to = type === 'email' ? contact.to : `+${contact.to.replace(/\D/g, '')}`;
  return [{ id, type, to, given: `${method} ${contact.to}` }];
}

/** `sendAfter` counts from the alert, as `after` does. */
function rulesOf(draft: PlanDraft, user: OpsgenieUser, userRules: UserRules, methods: readonly KnownMethod[]) {
  const told = userRules.filter(({ actionType, enabled }) => actionType === 'create-alert' && enabled !== false);
  const plain = told.find(({ criteria }) => (criteria?.type ?? 'match-all') === 'match-all');
  told
    .filter((rule) => rule !== plain)
    .forEach((rule) =>
      draft.item('personal-rule', {
        sourceId: rule.id,
        name: `${user.username}: ${rule.name ?? rule.id}`,
        class: 'needs-a-person',
        reason: 'untranslated-rule',
        data: { rule: rule.name ?? rule.id },
      }),
    );
  return (plain?.steps ?? [])
    .filter(({ enabled }) => enabled !== false)
    .flatMap(({ contact, sendAfter }) => {
      const method = methods.find(({ given }) => given === `${contact.method} ${contact.to}`);
      const minutes = (sendAfter?.timeAmount ?? 0) * (sendAfter?.timeUnit === 'hours' ? 60 : 1);
      return method === undefined ? [] : [{ method: method.id, after: `${minutes}m` }];
    });
}

export function planTeam(draft: PlanDraft, help: PlanningHelp, { id, name, members }: OpsgenieTeam): void {
  addTeam(draft, help, {
    id,
    name,
    members: members.map(({ user, role }) => ({ person: user.id, isManager: role === 'admin' })),
  });
}
