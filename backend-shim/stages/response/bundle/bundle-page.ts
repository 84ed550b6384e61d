/** Renders the page that acknowledges all that a message lists: one button, and a line for each incident. */
import type { Incident } from '#domain/incident/model';
import { titleIn } from '#domain/incident/signal/title';
import { escapeHtml } from '#domain/notify/escape-html';
import { oneLine } from '#domain/notify/render/clean';
import { formatInstant, shownZone } from '#domain/time/words/instant-words';
import { plain } from '#domain/notify/render/words/french-time';
import type { Responder } from '#domain/notify/responder';
import { htmlDocument } from '../page/document.ts';
import { pageTexts } from '../page/texts.ts';

/** `count`: incidents that the person has now. */
export type BundleFlash = { kind: 'done'; count: number } | { kind: 'refused'; isNotConcerned: boolean };

export interface BundleView {
  base: string;
  now: number;
  person: Pick<Responder, 'name' | 'language' | 'timeZone'>;
  flash: BundleFlash | null;
  /** Incidents that the button acknowledges; 0: there is no button. */
  asked: number;
  /** Worst first. `by`: the name of whoever acknowledged it. */
  lines: ReadonlyArray<{ incident: Incident; by: string | null; path: string }>;
}

const TEXTS = {
  en: {
    title: (count: number) => `${count} incidents`,
    lead: 'The message listed these incidents. The button acknowledges those that wait for you, and no others.',
    acknowledge: (count: number) => (count === 1 ? 'Acknowledge 1 incident' : `Acknowledge all ${count}`),
    done: (count: number) =>
      count === 1
        ? 'You have 1 incident. Paging has stopped for it.'
        : `You have ${count} incidents. Paging has stopped for them.`,
    nothing: 'None of them waits for you.',
    since: (at: string) => `since ${at}`,
    by: (state: string, who: string) => `${state}: ${who}`,
    now: 'It is not possible now. Try again, or open the incidents one by one.',
  },
  fr: {
    title: (count: number) => `${count} incidents`,
    lead: 'Le message annonçait ces incidents. Le bouton prend en charge ceux qui vous attendent, et aucun autre.',
    acknowledge: (count: number) => (count === 1 ? 'Prendre en charge 1 incident' : `Prendre en charge les ${count}`),
    done: (count: number) =>
      count === 1
        ? 'Vous avez 1 incident en charge. Ses sollicitations sont arrêtées.'
        : `Vous avez ${count} incidents en charge. Leurs sollicitations sont arrêtées.`,
    nothing: 'Aucun ne vous attend.',
    since: (at: string) => `depuis ${plain(at)}`,
    by: (state: string, who: string) => `${state}\u00a0: ${who}`,
    now: 'Ce n’est pas possible maintenant. Réessayez, ou ouvrez les incidents un par un.',
  },
};

const TITLE = 200;
const NAME = 80;

export function renderBundlePage(view: BundleView): string {
  const { person, lines, asked, base } = view;
  const words = TEXTS[person.language];
  const title = words.title(lines.length);
  const page = pageTexts(person.language);
  const button = `<div class="buttons"><form method="post" action="${escapeHtml(`${base}/acknowledge`)}" class="wide"><button class="main">${escapeHtml(words.acknowledge(asked))}</button></form></div>`;
  const footer = page.footer(oneLine(person.name, NAME), shownZone(person.timeZone));
  const parts = [
    flashOf(view),
    `<h1>${escapeHtml(title)}</h1>`,
    asked === 0 ? `<p class="situation">${escapeHtml(words.nothing)}</p>` : `<p>${escapeHtml(words.lead)}</p>${button}`,
    `<ul class="listed">${lines.map((line) => lineOf(view, line)).join('')}</ul>`,
    `<footer><span>${escapeHtml(footer)}</span><a href="${escapeHtml(base)}">${page.refresh}</a></footer>`,
  ];
  return htmlDocument(person.language, title, parts.join('\n'));
}

function flashOf({ flash, person: { language } }: BundleView): string {
  if (flash === null) {
    return '';
  }
  const words = TEXTS[language];
  const { notDone, notConcerned } = pageTexts(language);
  return flash.kind === 'done'
    ? `<p class="flash" role="status">${escapeHtml(words.done(flash.count))}</p>`
    : `<p class="flash refused" role="alert">${escapeHtml(flash.isNotConcerned ? notDone(notConcerned) : words.now)}</p>`;
}

function lineOf({ now, person }: BundleView, { incident, by, path }: BundleView['lines'][number]): string {
  const { language, timeZone } = person;
  const { severity, state } = pageTexts(language);
  const words = TEXTS[language];
  const own = incident.titleReason ? titleIn(language, incident.titleReason) : incident.title;
  const title = `#${incident.number} ${oneLine(own, TITLE)}`;
  const isTaken = incident.state === 'acknowledged' && by !== null;
  return [
    `<li><div class="top"><span class="chip ${incident.severity}">${severity[incident.severity]}</span>`,
    `<span class="chip ${incident.state}">${escapeHtml(isTaken ? words.by(state[incident.state], oneLine(by, NAME)) : state[incident.state])}</span></div>`,
    `<a href="${escapeHtml(path)}">${escapeHtml(title)}</a>`,
    `<div class="soft">${escapeHtml(words.since(formatInstant(incident.openedAt, now, language, timeZone)))}</div></li>`,
  ].join('');
}
