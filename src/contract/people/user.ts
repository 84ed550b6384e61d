/** Defines **users**: people who can be paged, and how they want to be reached. */
import { z } from 'zod';
import { NOTICES } from '#domain/notify/responder';
import type { ContactMethod, NotificationRule, Responder, Urgency } from '#domain/notify/responder';
import { PUSH } from '#contract/people/push';
import { duration, toMilliseconds } from '#contract/time/duration';
import { optional, strict } from '#contract/base/schema';
import { id, login, name, ref, timeZone } from '#contract/base/scalars';
import { personalWindow, personalWindowOrId, toWindow } from '#contract/time/time-window';
import type { WindowLookup } from '#contract/time/time-window';
import { DAY, MINUTE } from '#domain/time/duration';

/**
 * A way to reach a person. The check of `to` by its kind runs when the method is saved or used; an unknown kind is no
 * error here.
 */
export const contactMethod = strict({
  id,
  type: id,
  to: z.string().min(1).max(2_000),
  /** For channels that sign messages. Write-only in the API. */
  secret: optional(z.string().min(1).max(1_000)),
  /** In files: false if nobody has checked the address yet; the person confirms it with a code. Absent: verified. */
  verified: z.boolean().optional(),
});

const notificationRule = strict({
  method: ref('contactMethod'),
  after: duration({ max: DAY }).default('0s'),
  when: optional(personalWindowOrId),
});

const rules = z.array(notificationRule).max(50).default([]);

export const notificationRules = strict({ default: rules, urgent: rules });

export const user = strict({
  login,
  name: optional(name),
  email: optional(z.email('must be a mail address such as ann@example.com').max(320)),
  timeZone: timeZone.default('UTC'),
  language: z.enum(['en', 'fr']).default('en'),
  /** An Admin of Vigie, for installations that do not know Grafana's roles. */
  admin: z.boolean().default(false),
  /** Kept in rotas and history, never paged. */
  disabled: z.boolean().default(false),
  // null: the file does not state it, so what the person set in Vigie counts.
  contactMethods: optional(z.array(contactMethod).max(200)),
  notificationRules: optional(notificationRules),
  quietHours: optional(personalWindow),
  /** How long before a shift the person is reminded of it, besides at its beginning. */
  handoffAhead: optional(duration({ min: MINUTE, max: 7 * DAY })),
  /** Messages besides pages that this person does not want. */
  mute: z.array(z.enum(NOTICES)).max(NOTICES.length).default([]),
});

export type UserWire = z.output<typeof user>;
export type ContactMethodWire = z.output<typeof contactMethod>;
export type NotificationRuleWire = z.output<typeof notificationRule>;

/** The method that a person without methods has if the mail address is known; adding a phone does not remove it. */
export const IMPLICIT_METHOD = 'email';

function hasOwnMethods(methods: readonly ContactMethodWire[]): boolean {
  return methods.some(({ type }) => type !== PUSH);
}

/** The ids that a person's notification rules may name. */
export function methodIds(wire: Pick<UserWire, 'contactMethods' | 'email'>): string[] {
  const own = wire.contactMethods ?? [];
  const implicit = hasOwnMethods(own) || wire.email === null ? [] : [IMPLICIT_METHOD];
  return [...implicit, ...own.map((method) => method.id)];
}

/** Methods in files, and the mail address of Grafana or a file, count as verified; for others `isVerified` decides. */
function methodsOf(wire: UserWire, isVerified: (method: string) => boolean): ContactMethod[] {
  const own = wire.contactMethods ?? [];
  const implicit: ContactMethod[] =
    hasOwnMethods(own) || wire.email === null
      ? []
      : [{ id: IMPLICIT_METHOD, type: 'email', to: wire.email, secret: null, verified: true }];
  // A device also has a name, by which people know it.
  return [...implicit, ...own.map((method) => ({ ...method, verified: isVerified(method.id) }))];
}

/** @param isVerified for methods kept in the database; those of files all are */
export function toResponder(
  wire: UserWire,
  lookup: WindowLookup,
  isVerified: (method: string) => boolean = () => true,
): Responder {
  const rulesOf = (urgency: Urgency): NotificationRule[] =>
    (wire.notificationRules?.[urgency] ?? []).map(({ method, after, when }) => ({
      method,
      after: toMilliseconds(after),
      when: toWindow(when, lookup, wire.timeZone),
    }));
  return {
    login: wire.login,
    name: wire.name ?? wire.login,
    email: wire.email,
    timeZone: wire.timeZone,
    language: wire.language,
    admin: wire.admin,
    disabled: wire.disabled,
    contactMethods: methodsOf(wire, isVerified),
    rules: { default: rulesOf('default'), urgent: rulesOf('urgent') },
    mute: wire.mute,
    handoffAhead: wire.handoffAhead === null ? null : toMilliseconds(wire.handoffAhead),
    quietHours: toWindow(wire.quietHours, lookup, wire.timeZone),
  };
}
