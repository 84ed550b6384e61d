/** Computes with a person's contact methods and notification rules. */
import { PUSH } from '#contract/people/push';
import type { ContactMethodWire, NotificationRuleWire } from '#contract/people/user';
import type { Urgency } from '#domain/notify/responder';
import { parseDuration } from '#domain/time/duration';
import type { MethodAnswer, StoredPerson, PersonBody } from '../../api/resources/people.ts';

export type RulesByUrgency = Record<Urgency, NotificationRuleWire[]>;

/** A short, unused id, such as `email` or `email-2`. */
export function freeId(type: string, methods: ReadonlyArray<{ id: string }>): string {
  const taken = new Set(methods.map(({ id }) => id));
  let id = type;
  for (let n = 2; taken.has(id); n++) {
    id = `${type}-${n}`;
  }
  return id;
}

/** The methods that the person entered. Phones with the app are left out, since they add and remove themselves. */
export function ownMethods({ contactMethods }: Pick<StoredPerson, 'contactMethods'>): MethodAnswer[] {
  return (contactMethods ?? []).filter(({ type }) => type !== PUSH);
}

/**
 * The first own method would replace the mail address from Grafana, so that address is added to the list and no method
 * is lost.
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

/** Removes the method and the rules that use it. */
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

/** The methods to choose from, including the mail address from Grafana if it is the only one. */
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

/**
 * The plan of a page: the rules of its urgency, else of the other one, else all verified methods at once, mail first.
 */
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

/** Whether a page would arrive. `failing`: the last message failed on every method in use. */
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
