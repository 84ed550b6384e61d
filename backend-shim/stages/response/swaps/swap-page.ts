/** Renders the page on which a person answers a swap: what is asked, and one button for each answer. */
import { escapeHtml } from '#domain/notify/escape-html';
import type { Language } from '#domain/notify/responder';
import { htmlDocument } from '../page/document.ts';

export const SWAP_REPLIES = ['take', 'decline'] as const;
export type SwapReply = (typeof SWAP_REPLIES)[number];

export interface SwapView {
  language: Language;
  /** Name of the rota. */
  title: string;
  sentence: string;
  note: string;
  /** The shift that the asker takes in exchange; null: none. */
  inReturn: string | null;
  answers: SwapReply[];
  base: string;
  /** An answer was not possible any more. */
  isRefused: boolean;
}

const TEXTS = {
  en: {
    take: 'Take it',
    decline: 'Decline',
    inReturn: (span: string) => `In return they take yours: ${span}.`,
    quoted: (note: string) => `“${note}”`,
    refused: 'Not done: the swap has changed meanwhile.',
    nothing: 'Nothing is left to answer.',
  },
  fr: {
    take: 'Accepter',
    decline: 'Refuser',
    inReturn: (span: string) => `En échange, votre tour est repris : ${span}.`,
    quoted: (note: string) => `«\u00a0${note}\u00a0»`,
    refused: 'Action impossible : l’échange a changé entre-temps.',
    nothing: 'Il n’y a plus rien à répondre.',
  },
};

export function renderSwapPage(view: SwapView): string {
  const words = TEXTS[view.language];
  const buttons = view.answers.map(
    (answer, index) =>
      `<form method="post" action="${escapeHtml(`${view.base}/${answer}`)}" class="wide"><button${index === 0 ? ' class="main"' : ''}>${escapeHtml(words[answer])}</button></form>`,
  );
  const parts = [
    view.isRefused ? `<p class="flash refused" role="alert">${escapeHtml(words.refused)}</p>` : '',
    `<h1>${escapeHtml(view.title)}</h1><p>${escapeHtml(view.sentence)}</p>`,
    view.inReturn === null ? '' : `<p>${escapeHtml(words.inReturn(view.inReturn))}</p>`,
    view.note === '' ? '' : `<p>${escapeHtml(words.quoted(view.note))}</p>`,
    buttons.length === 0 ? `<p>${escapeHtml(words.nothing)}</p>` : `<div class="buttons">${buttons.join('')}</div>`,
  ];
  return htmlDocument(view.language, view.title, parts.join('\n'));
}
