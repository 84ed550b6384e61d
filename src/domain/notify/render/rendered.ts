/** Defines what a renderer hands to a channel. Nothing in it is escaped: the channel does that. */
export interface MessageFact {
  label: string;
  value: string;
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
  /** What happens if nobody answers. */
  next: string | null;
  actions: MessageAction[];
  footer: string[];
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
