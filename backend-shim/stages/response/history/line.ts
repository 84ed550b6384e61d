/**
 * Writes a timeline entry in the reader's language, with names in place of logins: for the responder page, the app and
 * the documents of reviews. Entries are stored in English.
 */
import type { TimelineKind } from '#domain/incident/effects';
import { inPresentForm } from '#contract/incidents/release-0-1';
import type { Language } from '#domain/notify/responder';
import { ENGLISH } from './english.ts';
import type { EntryTexts, HistoryEntry, HistoryWords } from './facts.ts';
import { FRENCH } from './french.ts';

/** A text and its language. Notes, and entries that this version has no words for, are as they were written. */
export interface HistoryLine {
  text: string;
  language: Language;
}

const LANGUAGES: Readonly<Record<Language, EntryTexts>> = { en: ENGLISH, fr: FRENCH };

export function historyLine(language: Language, entry: HistoryEntry, words: HistoryWords): HistoryLine {
  const { kind, actor, text } = entry;
  const { data } = inPresentForm(entry);
  const known = Object.hasOwn(LANGUAGES[language], kind) ? LANGUAGES[language][kind as TimelineKind] : null;
  const own = known?.({ ...words, language, data, who: actor === null ? '' : words.name('people', actor) }) ?? null;
  return own === null ? { text, language: 'en' } : { text: own, language };
}
