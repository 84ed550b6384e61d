/** Writes a review as one self-contained HTML page for reading and printing: all that is not ours is escaped. */
import { escaped, page, paragraph, table } from '#domain/labour/document/html';
import { safeHref } from '#domain/notify/escape-html';
import { writtenInstant } from '#domain/review/document';
import type { ReviewDocument } from '#domain/review/document';
import { REVIEW_TEXTS } from '#domain/review/texts';

export function reviewHtml(document: ReviewDocument): string {
  const words = REVIEW_TEXTS[document.language];
  const { completed, resolvedAt } = document;
  const title = words.title(document.number, document.title);
  const state = completed === null ? words.draft : words.completed(completed.by, writtenInstant(completed.at));
  const href = document.url === null ? null : safeHref(document.url);
  const body = [
    '<main>',
    `<h1>${escaped(title)}</h1>`,
    `<p class="state">${escaped(state)}</p>`,
    table({
      columns: [{ title: words.severity }, { title: words.opened }, { title: words.resolved }],
      rows: [
        [
          document.severity,
          writtenInstant(document.openedAt),
          resolvedAt === null ? words.open : writtenInstant(resolvedAt),
        ],
      ],
    }),
    ...document.sections
      .filter(({ text }) => text.trim() !== '')
      .map((section) => `<h2>${escaped(section.title)}</h2>\n${paragraphs(section.text)}`),
    `<h2>${escaped(words.actions)}</h2>`,
    document.actions.length === 0
      ? paragraph(words.noActions)
      : table({
          columns: [{ title: words.action }, { title: words.owner }, { title: words.due }, { title: words.state }],
          rows: document.actions.map(({ what, owner, due, done }) => [
            what,
            owner ?? words.nobody,
            due ?? '',
            done ? words.done : words.toDo,
          ]),
        }),
    `<h2>${escaped(words.timeline)}</h2>`,
    table({
      columns: [{ title: words.time }, { title: words.what }],
      rows: document.entries.map(({ at, text }) => [writtenInstant(at), text]),
    }),
    '</main>',
    href === null
      ? ''
      : `<footer><p><a href="${href}" rel="noreferrer">${escaped(document.url ?? '')}</a></p></footer>`,
  ].join('\n');
  return page(document.language, title, body);
}

/** Each line is a paragraph, as it was written: Markdown is not interpreted here. */
function paragraphs(text: string): string {
  return text
    .split(/\n+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(paragraph)
    .join('\n');
}
