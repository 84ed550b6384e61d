/**
 * Renders the responder page: one screen on a phone, without login or scripts. It says first what is broken and what to
 * do, then has the buttons; below are who works on it, who else was called and what happened so far.
 */
import { escapeHtml } from '#domain/notify/escape-html';
import type { Language } from '#domain/notify/responder';
import { htmlDocument } from './document.ts';
import { renderButtons, renderNote, renderWork } from './forms.ts';
import { renderRating } from './rating.ts';
import {
  renderCalled,
  renderFlash,
  renderFooter,
  renderGrafana,
  renderHead,
  renderHistory,
  renderLabels,
  renderMoreLabels,
  renderRest,
  renderSituation,
  renderWhat,
  titleOf,
} from './parts.ts';
import { pageTexts } from './texts.ts';
import type { ResponderView } from './view.ts';

const PIECES = [
  renderFlash,
  renderRest,
  renderHead,
  renderWhat,
  renderSituation,
  renderButtons,
  renderWork,
  renderNote,
  renderRating,
  renderCalled,
  renderLabels,
  renderMoreLabels,
  renderHistory,
  renderGrafana,
  renderFooter,
];

export function renderResponderPage(view: ResponderView): string {
  const title = `#${view.incident.number} ${titleOf(view)}`;
  return htmlDocument(view.person.language, title, PIECES.map((render) => render(view)).join('\n'));
}

/**
 * `unknown`: not signed by Vigie; `expired`: more than 24 h after the resolution; `over`: the shift of the swap is over;
 * `forbidden`: the person is gone.
 */
export type LinkProblem = 'unknown' | 'expired' | 'over' | 'forbidden';

export function renderLinkProblem(problem: LinkProblem, language: Language): string {
  const { title, help, ...reasons } = pageTexts(language).problem;
  return htmlDocument(
    language,
    title,
    `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(reasons[problem])}</p><p>${escapeHtml(help)}</p>`,
  );
}

/** The language for an unknown person: the browser's first choice among the supported ones. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '')
    .slice(0, 200)
    .toLowerCase()
    .match(/\b(en|fr)\b/);
  return wanted?.[1] === 'fr' ? 'fr' : 'en';
}
