/** Writes a review as one self-contained HTML page for reading and printing: all that is not ours is escaped. */
import { escaped, page, paragraph, table } from '#domain/html';
import { safeHref } from '#domain/notify/escape-html';
import { writtenInstant } from '#modules/review/domain/document';
import type { DocumentEntry, ReviewDocument } from '#modules/review/domain/document';
import { factsOf } from '#modules/review/domain/head';
import { dateWords } from '#domain/time/words/instant-words';
import { richHtml } from '#modules/review/domain/rich-text';
import { REVIEW_TEXTS } from '#modules/review/domain/texts';

/** Markdown of people has parts that the documents of labour law do not. */
const STYLE = `dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.5mm 4mm; margin: 0 0 2mm; }
dt { font-weight: bold; }
dd { margin: 0; overflow-wrap: anywhere; }
h3, h4, h5, h6 { font-size: 10pt; margin: 3mm 0 1mm; break-after: avoid; }
ul, ol { margin: 0 0 1.5mm; padding-left: 6mm; }
blockquote { margin: 0 0 1.5mm; padding-left: 3mm; border-left: 1pt solid #999; }
pre { margin: 0 0 1.5mm; padding: 1.5mm 2mm; border: 0.5pt solid #999; white-space: pre-wrap; overflow-wrap: anywhere; }
code { font-family: "Liberation Mono", monospace; font-size: 9pt; }
p, h1, h2, a { overflow-wrap: anywhere; }
td:first-child { white-space: nowrap; }
td p { margin: 0; }
.rich td:first-child { white-space: normal; }
@media (max-width: 500px) { dl { grid-template-columns: 1fr; } dd { margin-bottom: 1mm; } td:first-child { white-space: normal; } }`;

export function reviewHtml(document: ReviewDocument): string {
  const words = REVIEW_TEXTS[document.language];
  const { completed, alert } = document;
  const title = words.title(document.number, document.title);
  const state =
    completed === null ? words.draft : words.completed(completed.by, writtenInstant(document, completed.at));
  const href = document.url === null ? null : safeHref(document.url);
  const body = [
    '<main>',
    `<h1>${escaped(title)}</h1>`,
    `<p class="state">${escaped(state)}</p>`,
    terms(factsOf(document).map(({ term, value }) => [term, escaped(value)])),
    `<h2>${escaped(words.alert)}</h2>`,
    ...(alert.description.trim() === '' ? [] : [rich(alert.description)]),
    terms([
      [words.source, escaped(alert.source ?? words.byHand)],
      ...labels(document),
      ...alert.links.map(({ title: name, url }): [string, string] => [name, link(url)]),
    ]),
    ...document.sections
      .filter(({ text }) => text.trim() !== '')
      .map((section) => `<h2>${escaped(section.title)}</h2>\n${rich(section.text)}`),
    `<h2>${escaped(words.actions)}</h2>`,
    actions(document),
    `<h2>${escaped(words.timeline)}</h2>`,
    timeline(document),
    '</main>',
    href === null ? '' : `<footer><p>${link(document.url ?? '')}</p></footer>`,
  ].join('\n');
  return page(document.language, title, body, STYLE);
}

/** @param rows what each is, and its HTML */
function terms(rows: ReadonlyArray<readonly [term: string, html: string]>): string {
  return `<dl>\n${rows.map(([term, html]) => `<dt>${escaped(term)}</dt><dd>${html}</dd>`).join('\n')}\n</dl>`;
}

function labels({ language, alert }: ReviewDocument): Array<[string, string]> {
  const written = alert.labels.map(([key, value]) => `<code>${escaped(`${key}=${value}`)}</code>`);
  return written.length === 0 ? [] : [[REVIEW_TEXTS[language].labels, written.join(' ')]];
}

function link(url: string): string {
  const href = safeHref(url);
  return href === null ? escaped(url) : `<a href="${href}" rel="noreferrer">${escaped(url)}</a>`;
}

function rich(markdown: string): string {
  return `<div class="rich">\n${richHtml(markdown)}\n</div>`;
}

function actions({ language, actions: all }: ReviewDocument): string {
  const words = REVIEW_TEXTS[language];
  return all.length === 0
    ? paragraph(words.noActions)
    : table({
        columns: [{ title: words.action }, { title: words.owner }, { title: words.due }, { title: words.state }],
        rows: all.map(({ what, owner, due, done }) => [
          what,
          owner ?? words.nobody,
          due === null ? '' : dateWords(due, language),
          done ? words.done : words.toDo,
        ]),
      });
}

function timeline(document: ReviewDocument): string {
  const { language, entries } = document;
  const words = REVIEW_TEXTS[language];
  const rows = entries.map(
    (entry) => `<tr><td>${escaped(writtenInstant(document, entry.at))}</td><td>${entryHtml(entry, language)}</td></tr>`,
  );
  return `<table>\n<thead><tr><th scope="col">${escaped(words.at)}</th><th scope="col">${escaped(words.what)}</th></tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
}

/** Notes are Markdown as far as a line has any. */
function entryHtml(entry: DocumentEntry, language: ReviewDocument['language']): string {
  const text = entry.text;
  if (entry.language !== language) {
    return `<span lang="${entry.language}">${escaped(REVIEW_TEXTS[language].quoted(text))}</span>`;
  }
  return entry.isRich ? richHtml(text) : escaped(text);
}
