/**
 * Writes a review as Markdown. What people write in sections is Markdown of theirs, without HTML; titles, names and the
 * timeline come from elsewhere and are text.
 */
import { writtenInstant } from '#domain/review/document';
import type { DocumentAction, ReviewDocument } from '#domain/review/document';
import { markdownAddress, markdownText } from '#domain/markdown-text';
import { REVIEW_TEXTS } from '#domain/review/texts';

const own = (text: string) => text.trim().replace(/[<]/g, '\\<');

export function reviewMarkdown(document: ReviewDocument): string {
  const words = REVIEW_TEXTS[document.language];
  const { completed, resolvedAt, url } = document;
  const facts = [
    `- ${words.severity}: ${document.severity}`,
    `- ${words.opened}: ${writtenInstant(document.openedAt)}`,
    `- ${words.resolved}: ${resolvedAt === null ? words.open : writtenInstant(resolvedAt)}`,
    ...(url === null ? [] : [`- ${words.incident}: ${markdownAddress(url)}`]),
  ];
  const colon = document.language === 'fr' ? '\u00a0:' : ':';
  const state =
    completed === null ? words.draft : words.completed(markdownText(completed.by), writtenInstant(completed.at));
  const blocks = [
    `# ${words.title(document.number, markdownText(document.title))}`,
    `*${state}*`,
    facts.map((line) => line.replace(/: /, `${colon} `)).join('\n'),
    ...document.sections
      .filter(({ text }) => text.trim() !== '')
      .map(({ title, text }) => `## ${markdownText(title)}\n\n${own(text)}`),
    `## ${words.actions}\n\n${document.actions.map((action) => actionLine(action, document)).join('\n') || words.noActions}`,
    `## ${words.timeline}\n\n${document.entries.map(({ at, text }) => `- ${writtenInstant(at)} ${markdownText(text)}`).join('\n')}`,
  ];
  return `${blocks.join('\n\n').trimEnd()}\n`;
}

function actionLine({ what, owner, due, done }: DocumentAction, { language }: ReviewDocument): string {
  const { nobody } = REVIEW_TEXTS[language];
  const more = [owner === null ? nobody : markdownText(owner), ...(due === null ? [] : [due])].join(', ');
  return `- [${done ? 'x' : ' '}] ${markdownText(what)} (${more})`;
}
