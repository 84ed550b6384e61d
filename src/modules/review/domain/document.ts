/** Defines what the document of an incident's review is written from, for Markdown and for printing alike. */
import type { EntryGroup } from '#modules/review/domain/entries';
import { fullInstant } from '#domain/time/words/instant-words';
import type { Language } from '#domain/notify/responder';
import type { IncidentSummary } from '#domain/figures/incident-summary';

export interface DocumentEntry {
  /** Epoch ms. */
  at: number;
  group: EntryGroup;
  text: string;
  /** Of the text; one that Vigie has no words for in the language of the document is quoted. */
  language: Language;
  /** A note of somebody, in Markdown. */
  isRich: boolean;
}

/** What the alert says of itself. */
export interface DocumentAlert {
  /** The integration by its name; null: opened by hand. */
  source: string | null;
  description: string;
  labels: ReadonlyArray<readonly [name: string, value: string]>;
  links: ReadonlyArray<{ title: string; url: string }>;
}

export interface DocumentAction {
  what: string;
  /** A name; null: nobody yet. */
  owner: string | null;
  /** A local date such as `2026-11-02`. */
  due: string | null;
  done: boolean;
}

export interface ReviewDocument {
  language: Language;
  /** Of all times in it; the organisation's, since readers sit in any zone. */
  timeZone: string;
  number: number;
  title: string;
  /** In the language of the document. */
  severity: string;
  openedAt: number;
  resolvedAt: number | null;
  /** With names in place of logins. */
  facts: IncidentSummary;
  alert: DocumentAlert;
  url: string | null;
  /** By name and when; null: the review is a draft. */
  completed: { by: string; at: number } | null;
  /** Without those that were left out. */
  entries: readonly DocumentEntry[];
  /** What people wrote; empty sections are left out. */
  sections: ReadonlyArray<{ title: string; text: string }>;
  actions: readonly DocumentAction[];
}

/** `Wed 7 Jan 2026 13:05` */
export function writtenInstant(
  { language, timeZone }: Pick<ReviewDocument, 'language' | 'timeZone'>,
  at: number,
): string {
  return fullInstant(at, language, timeZone);
}
