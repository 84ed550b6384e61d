/** Reads iCalendar texts (RFC 5545) that others wrote. They may be huge, wrong or hostile. */
import type { IgnoredReason } from '#contract/reasons/ignored-event';

export interface CalendarQuestion {
  text: string;
  /** Epoch ms: read are the year before it and the years after. */
  now: number;
  /** IANA name: of times without a zone, and of whole days; null: what the calendar itself names, else UTC. */
  timeZone: string | null;
}

/** Events in which the same people are named. */
export interface EventGroup {
  summary: string;
  /** Mail addresses in lower case of those who are invited and have not declined. */
  attendees: string[];
  organizer: string | null;
  /** Half-open instants, in order of their start. */
  spans: Array<{ start: number; end: number }>;
}

/** An event, or a part of one, that could not be understood or is left out. */
/** `why` is an English sentence without a full stop. */
export type IgnoredEvent = IgnoredReason & { summary: string; why: string };

export const READING_FAILURES = ['no-calendar', 'malformed', 'too-much', 'too-slow'] as const;
export type ReadingFailure = (typeof READING_FAILURES)[number];

/** `detail` holds nothing of the text. */
export type CalendarReading =
  | {
      ok: true;
      groups: EventGroup[];
      ignored: IgnoredEvent[];
      /** Events that begin later were not looked for. */ knownUntil: number;
    }
  | { ok: false; reason: ReadingFailure; detail: string };

export interface CalendarReader {
  /** Never throws for what is in the text; takes bounded time and memory. */
  read(question: CalendarQuestion): Promise<CalendarReading>;
  close(): Promise<void>;
}
