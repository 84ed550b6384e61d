/** Translates GoAlert's users: contact methods that Vigie verifies anew, and one set of rules for both urgencies. */
import type { PlanDraft } from '../../plan-draft.ts';
import type { PagerObject, PagerPerson } from '../../pager.ts';
import { objectsOf } from '../shared/objects.ts';
import { goalertUser } from './schema.ts';
import type { GoalertUser } from './schema.ts';

type GoalertMethod = GoalertUser['contactMethods'][number];

/** The type here, and the argument that holds the address. */
const METHODS: Readonly<Record<string, { type: string; argument: string }>> = {
  'builtin-twilio-sms': { type: 'sms', argument: 'phone_number' },
  'builtin-twilio-voice': { type: 'voice', argument: 'phone_number' },
  'builtin-smtp-email': { type: 'email', argument: 'email_address' },
  'builtin-webhook': { type: 'webhook', argument: 'webhook_url' },
};

export function people(config: readonly PagerObject[]): PagerPerson[] {
  return objectsOf(config, 'users', goalertUser).map(({ id, name, email }) => ({
    id,
    name,
    email: email ?? null,
    username: name,
  }));
}

export function planUser(draft: PlanDraft, user: GoalertUser, login: string): void {
  const methods = user.contactMethods.flatMap((method) => methodOf(draft, user, method));
  const known = new Set(methods.map(({ id }) => id));
  const rules = user.notificationRules
    .filter(({ contactMethodID }) => known.has(contactMethodID))
    .map(({ delayMinutes, contactMethodID }) => ({ method: contactMethodID, after: `${delayMinutes}m` }));
  draft.add('users', {
    login,
    name: user.name,
    ...(user.email ? { email: user.email } : {}),
    ...(methods.length === 0 ? {} : { contactMethods: methods }),
    ...(rules.length === 0 ? {} : { notificationRules: { default: rules, urgent: rules } }),
  });
  if (rules.length > 0) {
    draft.item('personal-rule', {
      sourceId: user.id,
      name: user.name,
      vigieId: login,
      class: 'rewritten',
      reason: 'one-set-of-rules',
    });
  }
}

function methodOf(draft: PlanDraft, user: GoalertUser, { id, name, dest, disabled, pending }: GoalertMethod) {
  const known = METHODS[dest.type];
  const to = known === undefined ? undefined : dest.args[known.argument];
  const item = { sourceId: id, name: `${user.name}: ${name}` };
  if (known === undefined || to === undefined) {
    draft.item('contact-method', { ...item, class: 'left-out', reason: 'no-counterpart', data: { what: dest.type } });
    return [];
  }
  if (disabled || pending) {
    draft.item('contact-method', {
      ...item,
      class: 'left-out',
      reason: disabled ? 'not-active' : 'not-verified-there',
    });
    return [];
  }
  draft.item('contact-method', { ...item, vigieId: id, class: 'exact' });
  return [{ id, type: known.type, to, verified: false }];
}
