/** A **responder** is a person who can be paged, with their contact methods and rules. */
import type { TimeWindow } from '#domain/time/window';

export type Urgency = 'default' | 'urgent';
export type Language = 'en' | 'fr';

/** Messages besides pages; each can be turned off by the person. */
export const NOTICES = [
  'acknowledged',
  'unacknowledged',
  'resolved',
  'reopened',
  'snoozed',
  'onCall',
  'swaps',
  'health',
] as const;
export type NoticeTopic = (typeof NOTICES)[number];

export interface ContactMethod {
  /** Unique within the person. */
  id: string;
  /** The channel kind: email, webhook, sms… An unknown or unconfigured kind fails at delivery, not here. */
  type: string;
  to: string;
  /** For channels that sign (webhook). Plain in memory, encrypted at rest. */
  secret: string | null;
  verified: boolean;
  /** The person's name for it, if `to` is not readable: a phone with the app. */
  name?: string;
}

export interface NotificationRule {
  /** Id of a contact method. */
  method: string;
  /** Milliseconds after the page began. */
  after: number;
  /** The rule applies only inside this window (phone at night, SMS by day). */
  when: TimeWindow | null;
}

export interface Responder {
  login: string;
  name: string;
  email: string | null;
  timeZone: string;
  language: Language;
  admin: boolean;
  disabled: boolean;
  contactMethods: ContactMethod[];
  rules: Record<Urgency, NotificationRule[]>;
  /** Messages besides pages that this person does not want; pages cannot be turned off. */
  mute: NoticeTopic[];
  /** ms before a shift at which the person is reminded; null to be told only when it begins. */
  handoffAhead: number | null;
  /** `default` pages wait until these hours end; `urgent` ones never do. */
  quietHours: TimeWindow | null;
}

export interface Team {
  id: string;
  name: string;
  members: string[];
  managers: string[];
  grafanaTeam: number | null;
  /** Rotas on which nobody should be on call at the same time. */
  exclusiveRotas?: string[];
  /** Everything is decided and shown, and nothing is sent. */
  shadow?: boolean;
  /** Managers are told how each month was. */
  monthlyMail?: boolean | undefined;
}
