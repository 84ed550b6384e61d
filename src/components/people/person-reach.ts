/** Contact methods and the rules over them, as data. */
import { PUSH } from '#contract/people/device';
import type { ContactMethodWire, NotificationRuleWire } from '#contract/people/user';
import { parseDuration } from '#domain/time/duration';
import type { MethodAnswer, StoredPerson, PersonBody } from '../../api/resources/people.ts';

export type Urgency = 'default' | 'urgent';
export type RulesByUrgency = Record<Urgency, NotificationRuleWire[]>;

/** `email`, `email-2`: short, and unlike the others. */
export function freeId(type: string, methods: ReadonlyArray<{ id: string }>): string {
  const taken = new Set(methods.map(({ id }) => id));
  let id = type;
  for (let n = 2; taken.has(id); n++) {
    id = `${type}-${n}`;
  }
  return id;
}

/** What the person entered; phones with the app come and go by themselves, and take nothing away. */
export function ownMethods({ contactMethods }: Pick<StoredPerson, 'contactMethods'>): MethodAnswer[] {
  return (contactMethods ?? []).filter(({ type }) => type !== PUSH);
}

/**
 * The first method of one's own takes the place of the mail address that everybody has: so that address
 * stays on the list, and nobody loses a way by adding one.
 */
export function withMethod(
  { contactMethods, email }: Pick<StoredPerson, 'contactMethods' | 'email'>,
  type: string,
  to: string,
  secret: string | null,
): PersonBody['contactMethods'] {
  const own = ownMethods({ contactMethods });
  const mail: ContactMethodWire[] =
    own.length === 0 && email !== null && !(type === 'email' && to.toLowerCase() === email.toLowerCase())
      ? [{ id: 'email', type: 'email', to: email, secret: null }]
      : [];
  const before = [...own, ...mail];
  return [...before, { id: freeId(type, before), type, to, secret }];
}

/** Without the method, and without the rules that used it. */
export function withoutMethod(
  person: StoredPerson,
  id: string,
): Pick<PersonBody, 'contactMethods' | 'notificationRules'> {
  const rest = ownMethods(person).filter((method) => method.id !== id);
  const rules = rulesOf(person);
  const kept = (urgency: Urgency) => rules[urgency].filter(({ method }) => method !== id);
  return {
    contactMethods: rest,
    notificationRules: person.notificationRules === null ? null : { default: kept('default'), urgent: kept('urgent') },
  };
}

export function rulesOf({ notificationRules }: Pick<StoredPerson, 'notificationRules'>): RulesByUrgency {
  return notificationRules ?? { default: [], urgent: [] };
}

/** What there is to choose from, also where the person has only the mail address of Grafana. */
export function methodsOf({ contactMethods, email }: Pick<StoredPerson, 'contactMethods' | 'email'>): MethodAnswer[] {
  const all = contactMethods ?? [];
  const isWithout = ownMethods({ contactMethods }).length === 0 && email !== null;
  return isWithout ? [{ id: 'email', type: 'email', to: email, verified: true, healthy: true }, ...all] : all;
}

export interface PlannedNotification {
  method: string;
  /** ms after the page begins. */
  after: number;
}

/** What a page does: the rules of its urgency, else those of the other, else all verified methods at once, mail first. */
export function plannedFor(
  person: Pick<StoredPerson, 'contactMethods' | 'email' | 'notificationRules'>,
  urgency: Urgency,
): PlannedNotification[] {
  const rules = rulesOf(person);
  const own = rules[urgency].length > 0 ? rules[urgency] : rules[urgency === 'urgent' ? 'default' : 'urgent'];
  if (own.length > 0) {
    return own
      .map(({ method, after }) => ({ method, after: parseDuration(after) ?? 0 }))
      .sort((a, b) => a.after - b.after);
  }
  const verified = methodsOf(person).filter((method) => method.verified);
  return [...verified.filter(({ type }) => type === 'email'), ...verified.filter(({ type }) => type !== 'email')].map(
    ({ id }) => ({ method: id, after: 0 }),
  );
}

export type Reachability = 'well' | 'failing' | 'unverified' | 'nothing' | 'disabled';

/** Would a page arrive? `failing`: the last message through every way that counts got lost. */
export function reachOf(
  person: Pick<StoredPerson, 'contactMethods' | 'email' | 'notificationRules' | 'disabled'>,
): Reachability {
  if (person.disabled) {
    return 'disabled';
  }
  const methods = methodsOf(person);
  if (methods.length === 0) {
    return 'nothing';
  }
  const ways = (['urgent', 'default'] as const).map((urgency) =>
    plannedFor(person, urgency)
      .map((planned) => methods.find(({ id }) => id === planned.method))
      .filter((method) => method?.verified === true),
  );
  if (ways.some((way) => way.length === 0)) {
    return 'unverified';
  }
  return ways.some((way) => way.every((method) => method?.healthy === false)) ? 'failing' : 'well';
}
