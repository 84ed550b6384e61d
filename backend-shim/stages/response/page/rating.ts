/** Renders the optional question whether it was worth waking somebody: one press, a note only for those who want to. */
import { LONGEST_NOTE } from '#contract/incidents/rating';
import { RATINGS } from '#domain/incident/rating';
import { escapeHtml } from '#domain/notify/escape-html';
import { texts as messageTexts } from '#domain/notify/render/words/texts';
import { pageTexts } from './texts.ts';
import type { ResponderView } from './view.ts';

export function renderRating({ rating, base, person: { language } }: ResponderView): string {
  if (!rating) {
    return '';
  }
  const { rating: words } = pageTexts(language);
  const labels = messageTexts(language).rating;
  const buttons = RATINGS.map(
    (one) =>
      `<button name="rating" value="${one}"${one === rating.own ? ' aria-pressed="true"' : ''}>${escapeHtml(labels[one])}</button>`,
  );
  const note = `<label class="wide">${escapeHtml(words.note)}<textarea name="note" rows="2" maxlength="${LONGEST_NOTE}">${escapeHtml(rating.note ?? '')}</textarea></label>`;
  const own = rating.own === null ? '' : `<p>${escapeHtml(words.own(labels[rating.own]))}</p>`;
  const undo =
    rating.own === null
      ? ''
      : `<form method="post" action="${escapeHtml(`${base}/unrate`)}"><button>${escapeHtml(pageTexts(language).action.unrate)}</button></form>`;
  return [
    `<details class="rating"${rating.open ? ' open' : ''}><summary>${escapeHtml(words.question)}</summary>${own}`,
    `<form method="post" action="${escapeHtml(`${base}/rate`)}" class="buttons">${buttons.join('')}${note}</form>${undo}</details>`,
  ].join('');
}
