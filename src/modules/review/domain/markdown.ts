/**
 * Writes a review as Markdown. What people write in sections is Markdown of theirs, without HTML; titles, names and the
 * timeline come from elsewhere and are text.
 */
import { dateWords } from '#domain/time/words/instant-words';
import { writtenInstant } from '#modules/review/domain/document';
import type { DocumentAction, ReviewDocument } from '#modules/review/domain/document';
import { markdownAddress, markdownQuotation, markdownText } from '#domain/markdown-text';
import { entryIn, factsOf } from '#modules/review/domain/head';
import { REVIEW_TEXTS } from '#modules/review/domain/texts';

const own = (text: string) => text.trim().replace(/[<]/g, '\\<');

export function reviewMarkdown(document: ReviewDocument): string {
  const words = REVIEW_TEXTS[document.language];
  const { completed, url, alert } = document;
  const line = (term: string, value: string) => `- ${words.said(term, value)}`;
  const facts = [
    ...factsOf(document).map(({ term, value }) => line(term, markdownText(value))),
    ...(url === null ? [] : [line(words.incident, markdownAddress(url))]),
  ];
  const about = [
    line(words.source, markdownText(alert.source ?? words.byHand)),
    ...(alert.labels.length === 0
      ? []
      : [line(words.labels, alert.labels.map(([key, value]) => markdownText(`${key}=${value}`)).join(', '))]),
    ...alert.links.map(({ title, url: to }) => line(markdownText(title), markdownAddress(to))),
  ];
  const state =
    completed === null
      ? words.draft
      : words.completed(markdownText(completed.by), writtenInstant(document, completed.at));
  const blocks = [
    `# ${words.title(document.number, markdownText(document.title))}`,
    `*${state}*`,
    facts.join('\n'),
    `## ${words.alert}`,
    ...(alert.description.trim() === '' ? [] : [markdownQuotation(alert.description.trim()).join('\n')]),
    about.join('\n'),
    ...document.sections
      .filter(({ text }) => text.trim() !== '')
      .map(({ title, text }) => `## ${markdownText(title)}\n\n${own(text)}`),
    `## ${words.actions}\n\n${document.actions.map((action) => actionLine(action, document)).join('\n') || words.noActions}`,
    `## ${words.timeline}\n\n${document.entries.map((entry) => `- ${writtenInstant(document, entry.at)} ${markdownText(entryIn(document.language, entry))}`).join('\n')}`,
  ];
  return `${blocks.join('\n\n').trimEnd()}\n`;
}

function actionLine({ what, owner, due, done }: DocumentAction, { language }: ReviewDocument): string {
  const { nobody } = REVIEW_TEXTS[language];
  const more = [
    owner === null ? nobody : markdownText(owner),
    ...(due === null ? [] : [dateWords(due, language)]),
  ].join(', ');
  return `- [${done ? 'x' : ' '}] ${markdownText(what)} (${more})`;
}
