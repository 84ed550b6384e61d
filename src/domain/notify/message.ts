/**
 * A **message** is what a delivery says, before any channel gives it a form. Built by the outbox from
 * rows; rendered to text by `render`, one renderer per kind, in the person's language and zone.
 */
import type { Severity } from '#domain/incident/alert';
import type { FindingKind } from '#domain/rota/health';
import type { Language, Urgency } from '#domain/notify/responder';

/** The wire word in webhook deliveries. */
export type MessageKind = 'page' | 'update' | 'test' | 'onCall';

/** What happened, for `update`; decides the sentence. */
export const UPDATE_KINDS = [
  'opened',
  'escalated',
  'acknowledged',
  'unacknowledged',
  'resolved',
  'reopened',
  'snoozed',
  'severity',
  'confirm', // are you still on it?
  'exhausted',
  'reassigned',
  'merged',
  'note',
] as const;
export type UpdateKind = (typeof UPDATE_KINDS)[number];

export interface MessageIncident {
  id: string;
  number: number;
  title: string;
  description: string;
  severity: Severity;
  state: 'open' | 'acknowledged' | 'snoozed' | 'resolved';
  /** Name of who acknowledged, snoozed or resolved it; null: nobody did, or it is not known. */
  by: string | null;
  snoozedUntil: number | null;
  /** Name of the integration; null: somebody opened it by hand. */
  source: string | null;
  labels: Record<string, string>;
  openedAt: number;
  alerts: { firing: number; total: number };
  /** Page in Grafana, or the responder page where Grafana's address is not known. */
  url: string;
  /** Signed, single incident, single person; act on POST only. null for rooms without a person. */
  acknowledgeUrl: string | null;
  resolveUrl: string | null;
}

export interface DutyMessage {
  /** Name of the rota. */
  rota: string;
  start: number | null;
  end: number | null;
  on: boolean;
  /** Incidents of the rota that are not resolved, worst first; only for who comes on. */
  open?: Array<{ number: number; title: string }>;
  /** How many more there are than `open` lists. */
  more?: number;
  /** It is news of a swap of that shift instead: names, not logins. */
  swap?: { what: 'asked' | 'taken' | 'declined' | 'cancelled' | 'expired'; by: string; of: string; note: string };
  /** It is the weekly letter about the rota instead: names, not logins; what there is to do, and how much more than is listed. */
  health?: {
    score: number;
    findings: Array<{ kind: FindingKind; users: string[]; start: number; end: number }>;
    more: number;
  };
  /** It says instead that one of the person's ways of being reached has failed for good: its name, and why (English). `rota` is empty. */
  lost?: { method: string; detail: string };
  /** It says instead, to an Admin, that a channel is down or well again: `problem` in English, `people` by name who cannot be reached. `rota` is empty. */
  outage?: { channel: string; up: boolean; since: number; problem: string; people: string[] };
  /** What the one before left in writing. */
  note?: { by: string; text: string } | null;
}

/** One of several updates in one message. */
export interface StatusLine {
  number: number;
  title: string;
  severity: Severity;
  update: NonNullable<Message['update']>;
}

export interface Message {
  kind: MessageKind;
  /** Epoch ms. */
  at: number;
  language: Language;
  timeZone: string;
  person: { login: string; name: string } | null;
  urgency: Urgency;
  incident: MessageIncident | null;
  /** Name of the escalation policy; step from 1; null where none is running. */
  policy: string | null;
  step: number | null;
  /** What happens next if nobody answers. */
  next: { at: number; what: string } | null;
  update: { kind: UpdateKind; actor: string | null; text: string | null } | null;
  /** Why somebody hears of it who is not paged, and what else this message tells: nobody waits for an answer to it. */
  status?: { subscription: string; others: StatusLine[] };
  /** What the room that this goes to answered first about this incident; for templates. */
  answer?: string | null;
  /** For `onCall`: which rota, from when to when, and what is handed over. */
  onCall: DutyMessage | null;
  /** Several pages in one message: how many incidents this one stands for (1 = just `incident`, the worst). */
  bundled: number;
  /** For `test`: typing it in shows that this way reaches the person. */
  code?: string;
}
