/** Writes the head of the document of a review: the facts of the incident, in words. */
import type { Language } from '#domain/notify/responder';
import { writtenInstant } from '#modules/review/domain/document';
import type { DocumentEntry, ReviewDocument } from '#modules/review/domain/document';
import type { PersonTimes } from '#domain/figures/incident-summary';
import { REVIEW_TEXTS } from '#modules/review/domain/texts';

export interface WrittenFact {
  term: string;
  value: string;
}

export function factsOf(document: ReviewDocument): WrittenFact[] {
  const { language, severity, openedAt, resolvedAt, facts, timeZone } = document;
  const words = REVIEW_TEXTS[language];
  const { timeToPage, timeToAnswer, duration, answeredBy, paged, woken } = facts;
  const listed = (people: readonly PersonTimes[]) =>
    people.length === 0
      ? words.nobodyPaged
      : new Intl.ListFormat(language, { type: 'conjunction' }).format(
          people.map(({ user, times }) => words.times(user, times)),
        );
  const answer = timeToAnswer === null ? null : words.answered(words.time(timeToAnswer), answeredBy);
  return [
    { term: words.severity, value: severity },
    { term: words.opened, value: writtenInstant(document, openedAt) },
    { term: words.resolved, value: resolvedAt === null ? words.open : writtenInstant(document, resolvedAt) },
    ...(duration === null ? [] : [{ term: words.duration, value: words.time(duration) }]),
    { term: words.toPage, value: timeToPage === null ? words.noPage : words.time(timeToPage) },
    {
      term: words.toAnswer,
      value: answer ?? (answeredBy === null ? words.noAnswer : words.answered(words.early, answeredBy)),
    },
    { term: words.paged, value: listed(paged) },
    { term: words.woken, value: listed(woken) },
    { term: words.zone, value: timeZone },
  ];
}

/** What Vigie has no words for in the reader's language is quoted. */
export function entryIn(language: Language, entry: DocumentEntry): string {
  return entry.language === language ? entry.text : REVIEW_TEXTS[language].quoted(entry.text);
}
