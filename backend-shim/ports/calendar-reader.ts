/** Defines the port for reading foreign iCalendar texts (RFC 5545), which may be huge, wrong or hostile. */
import type { IgnoredReason } from '#contract/reasons/ignored-event';

export interface CalendarQuestion {
  text: string;
  /** Epoch ms. The reader covers the year before this instant and the years after it. */
  now: number;
  /** IANA name of the zone for times without one and for whole days; null: the calendar's own, else UTC. */
  timeZone: string | null;
}

/** Events that name the same people. */
export interface EventGroup {
  summary: string;
  /** Mail addresses of people who are invited and have not declined, in lower case. */
  attendees: string[];
  organizer: string | null;
  /** Half-open intervals of instants, by start. */
  spans: Array<{ start: number; end: number }>;
}

/** An event, or a part of one, that was not understood or is left out. */
/** `why` is an English sentence without a full stop. */
export type IgnoredEvent = IgnoredReason & { summary: string; why: string };

const READING_FAILURES = ['no-calendar', 'malformed', 'too-much', 'too-slow'] as const;
type ReadingFailure = (typeof READING_FAILURES)[number];

/** `detail` contains nothing of the text. */
export type CalendarReading =
  | {
      ok: true;
      groups: EventGroup[];
      ignored: IgnoredEvent[];
      /** Events that begin later were not read. */ knownUntil: number;
    }
  | { ok: false; reason: ReadingFailure; detail: string };

/** The text as it arrived: UTF-8. */
export interface CalendarFile extends Omit<CalendarQuestion, 'text'> {
  bytes: Uint8Array<ArrayBuffer>;
}

export interface CalendarReader {
  /** Never throws because of the text; time and memory are bounded. The bytes are gone afterwards. */
  read(file: CalendarFile): Promise<CalendarReading>;
  close(): Promise<void>;
}
