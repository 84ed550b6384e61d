/** Defines what a renderer hands to a channel. Nothing in it is escaped: the channel does that. */
import type { Severity } from '#domain/incident/signal/alert';

export interface MessageFact {
  label: string;
  value: string;
}

export interface MessageLink {
  label: string;
  url: string;
}

export interface MessageAction {
  /** `rate` opens a page; the first two act on POST. */
  kind: 'acknowledge' | 'resolve' | 'open' | 'rate';
  label: string;
  url: string;
}

/** The long form in parts, for channels with their own markup. */
export interface MessageContent {
  /** The title of the incident, or what this message is about. */
  heading: string;
  /** What happened and what is asked, one sentence each. */
  lead: string[];
  facts: MessageFact[];
  description: string | null;
  /** What to do about it, and where to look; absent: nothing is known. */
  links?: MessageLink[];
  /** It begins with what is broken; else with what has happened. */
  isPage?: boolean;
  /** What a message about several incidents lists; absent: nothing. */
  entries?: ListedEntry[];
  /** What happens if nobody answers. */
  next: string | null;
  actions: MessageAction[];
  /** The responder page, where `open` leads elsewhere and the channel has room for both; absent: it does not. */
  view?: MessageAction | null;
  footer: string[];
}

/** One of several incidents in one message. */
export interface ListedEntry {
  severity: Severity;
  /** `[Critical] Disk full (#12)` */
  title: string;
  /** The responder page; null: it is not known. */
  url: string | null;
  lines: string[];
  /** Without the link of the title. */
  actions: MessageAction[];
}

export interface RenderedMessage {
  /** One line. */
  subject: string;
  /** The subject that all messages about one incident share, for mail threads; null without an incident. */
  thread: string | null;
  /** At most 160 septets of GSM-7, most important words first, with a link if it fits. */
  short: string;
  /** The long form as plain text. */
  text: string;
  content: MessageContent;
}
