/**
 * A **message** is the content of a delivery, before a channel gives it a form. The outbox builds it from rows;
 * `render` renders it to text, one renderer per kind, in the person's language and zone.
 */
import type { Severity } from '#domain/incident/signal/alert';
import type { TeamMonth } from '#domain/notify/notice';
import type { FindingKind } from '#domain/rota/health/model';
import type { Language, Urgency } from '#domain/notify/responder';

/** The word in webhook deliveries. */
export type MessageKind = 'page' | 'update' | 'test' | 'onCall';

/** What happened, for `update`; it decides the sentence. */
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
  'review',
] as const;
export type UpdateKind = (typeof UPDATE_KINDS)[number];

export interface MessageIncident {
  id: string;
  number: number;
  title: string;
  description: string;
  severity: Severity;
  state: 'open' | 'acknowledged' | 'snoozed' | 'resolved';
  /** Name of the person who acknowledged, snoozed or resolved it; null if nobody did, or unknown. */
  by: string | null;
  snoozedUntil: number | null;
  /** Name of the integration; null if the incident was opened by hand. */
  source: string | null;
  labels: Record<string, string>;
  openedAt: number;
  alerts: { firing: number; total: number };
  /** What its source links to: a runbook, a dashboard. */
  links: ReadonlyArray<{ title: string; url: string }>;
  /** Where more about it is; `opens` says what that is. */
  url: string;
  /** Its page in Grafana, its responder page, or, for rooms where Grafana's address is not known, Vigie's own page. */
  opens: 'grafana' | 'responder' | 'home';
  /** Signed, for one incident and one person; acts on POST only. null for rooms without a person. */
  acknowledgeUrl: string | null;
  resolveUrl: string | null;
}

interface SwapMessage {
  what: 'asked' | 'taken' | 'declined' | 'cancelled' | 'expired';
  by: string;
  of: string;
  note: string;
  /** The recipient alone is asked, not everybody on the rota. */
  personal?: true;
  /** Signed, for the one person who may answer; acts on POST only. `decline` is missing if anybody may take it. */
  links?: { take: string; decline?: string };
}

export interface DutyMessage {
  /** Name of the rota. */
  rota: string;
  start: number | null;
  end: number | null;
  on: boolean;
  /** Unresolved incidents of the rota, worst first; only for the person who comes on call. */
  open?: Array<{ number: number; title: string }>;
  /** Number of incidents beyond those in `open`. */
  more?: number;
  /** News of a swap of that shift instead, with names, not logins. */
  swap?: SwapMessage;
  /**
   * The weekly letter about the rota instead, with names, not logins: what needs attention, and how much more there is.
   */
  health?: {
    score: number;
    findings: Array<{ kind: FindingKind; users: string[]; start: number; end: number }>;
    more: number;
  };
  /**
   * Says instead that one of the person's contact methods has failed for good: its name, and why (English). `rota` is
   * empty.
   */
  lost?: { method: string; detail: string };
  /**
   * Says instead, to an Admin, that a channel is down or up again: `problem` in English, `people` by name who cannot be
   * reached. `rota` is empty.
   */
  outage?: { channel: string; up: boolean; since: number; problem: string; people: string[] };
  /** Says instead that the person's start has moved, and asks when they stopped, or one of both. `rota` is empty. */
  release?: ReleaseMessage;
  whenStopped?: Array<{ number: number; at: number; url: string }>;
  /** Says instead that a release no longer holds: the planned start (null: it is over), and the later one that was told. */
  asPlanned?: { start: number | null; instead: number };
  /**
   * Says instead, to a manager, whose start has moved, by name, and whose has moved back to `planned`. `rota` is empty.
   */
  releases?: Array<{ name: string; earliest: number; planned?: number }>;
  /** Says instead, to HR of a unit, that an Admin has named themselves HR: names. `rota` is empty. */
  hr?: { unit: string; by: string };
  /**
   * Says instead that somebody (`of`; null: the reader) got a work profile in a unit, or that an Admin ended it, and who
   * reads their working time: names. `rota` is empty.
   */
  profile?: { unit: string; of: string | null; by: string; ended: boolean; hr: string[]; managers: string[] };
  /** Says instead that the document of a month is ready, or closed. `rota` is empty. */
  statement?: StatementMessage;
  /** Says instead what duty the person will have, and what of it no longer holds. `rota` is empty. */
  programme?: ProgrammeMessage;
  /** Says instead, to a manager on Monday, who could use a quiet night. `rota` is empty. */
  advice?: AdviceMessage;
  /** Says instead, to a manager, how the last month of a team (by name) was. `rota` is empty. */
  teamMonth?: TeamMonth & { team: string };
  /** The handoff note of the previous person. */
  note?: { by: string; text: string } | null;
}

export interface ProgrammeMessage {
  /** Name of the employer unit; rotas by name, too. */
  unit: string;
  /** IANA name of the unit's zone. */
  timeZone: string;
  /** In order of time; `days`: local dates from now to the start. */
  spans: Array<{ rota: string; start: number; end: number; days: number; reason: string | null }>;
  gone: Array<{ rota: string; start: number; end: number }>;
  /** Of the canonical JSON of `spans`; null: it only takes back. */
  hash: string | null;
  /** The page "On-call hours"; null: not known. */
  url: string | null;
}

export interface AdviceMessage {
  unit: string;
  /** Names; `until`: when the duty ends; `hours` on call in 12 weeks. */
  lines: Array<{ name: string; times: number; until: number; others: Array<{ name: string; hours: number }> }>;
}

/** An earliest start after work outside ordinary hours. */
export interface ReleaseMessage {
  earliest: number;
  /** ms of rest after `end`, when the work ended, travel included. */
  rest: number;
  end: number;
  /** When that work began; null: it is not known. */
  start: number | null;
  /** Who is told, by name, and when; null: nobody. */
  manager: { name: string; at: number } | null;
}

/** One person's month. */
export interface StatementMessage {
  /** `2026-10` */
  month: string;
  /** Name of the unit. */
  unit: string;
  closed: boolean;
  /** Why it was closed although something was open; null: nothing was, or it is not closed. */
  reason: string | null;
  /** Until when the person may say what is wrong before it is closed, with the offset of the unit's zone. */
  until: string;
  /** SHA-256 of what the document says. */
  hash: string;
  /** Where it is read. */
  url: string;
}

/** What a subscriber is told besides the update itself. */
export interface StatusFacts {
  subscription: string;
  others: StatusLine[];
  /** Further updates, of which only the number is known; absent: none. */
  more?: number;
}

/** Whether it is one message for several updates. */
export function areSeveral({ others, more = 0 }: StatusFacts): boolean {
  return others.length + more > 0;
}

/** One of several updates in one message. */
export interface StatusLine {
  number: number;
  title: string;
  severity: Severity;
  update: NonNullable<Message['update']>;
}

/** What a message about several incidents lists, most severe first. */
export interface SeveralPart {
  entries: MessageEntry[];
  /** The page with one button for all that are listed, signed for one person; acts on POST only. null: nothing is asked. */
  acknowledgeUrl: string | null;
}

/** `update`: its news; null: the person is paged for it. */
export type MessageEntry = Pick<Message, 'update'> & { incident: MessageIncident };

interface UnavailableName {
  name: string;
  /** Epoch ms. */
  until: number;
  standIn: string | null;
  /** Nobody else is at hand: the person is paged. */
  alone: boolean;
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
  /** Name of the escalation policy; `step` starts at 1; null if none is running. */
  policy: string | null;
  step: number | null;
  /** People whom the step needed and who are not available: names, until when, and who is paged in their place. */
  unavailable?: UnavailableName[];
  /** What happens next if nobody answers. */
  next: { at: number; what: string } | null;
  update: { kind: UpdateKind; actor: string | null; text: string | null } | null;
  /**
   * For a subscriber, who is not paged: the subscription, and further updates in this message. No answer is expected.
   */
  status?: StatusFacts;
  /** The first answer of the receiving room about this incident; for templates. */
  answer?: string | null;
  /** For `onCall`: the rota, its start and end, and what is handed over. */
  onCall: DutyMessage | null;
  /** Number of incidents in this message (1: only `incident`, the worst). */
  bundled: number;
  /** Absent: it is about `incident`, or the channel lists nothing. */
  several?: SeveralPart;
  /** For `test`: entering it proves that this method reaches the person. */
  code?: string;
  /** For `test`: where the person confirms their contact methods. Without a code, the message asks them to. */
  profile?: string;
}
