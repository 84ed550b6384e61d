/** Renders the parts of the page, from top to bottom. */
import { escapeHtml, safeHref } from '#domain/notify/escape-html';
import { titleIn } from '#domain/incident/signal/title';
import { formatInstant, shownZone } from '#domain/time/words/instant-words';
import { manyLines, oneLine } from '#domain/notify/render/clean';
import { pageTexts } from './texts.ts';
import type { PagedPerson, ResponderView } from './view.ts';

const TITLE = 400;
/** Longer titles get a smaller font and scroll, so that the buttons stay on the screen. */
const LONG_TITLE = 90;
const NAME = 80;
const LABEL = 80;
const LABELS = 6;
const CALLED = 6;
const LINES = 20;
const LINKS = 6;
/** A longer description scrolls in its place, so that the buttons stay near. */
const LONG_DESCRIPTION = 300;
const LONG_LINES = 6;

function clock(view: ResponderView, at: number): string {
  return formatInstant(at, view.now, view.person.language, view.person.timeZone);
}

function nameOf(view: ResponderView, login: string): string {
  return oneLine(view.names[login] ?? login, NAME);
}

export function titleOf({ incident, person }: ResponderView): string {
  const title = incident.titleReason ? titleIn(person.language, incident.titleReason) : incident.title;
  return oneLine(title, TITLE) || `#${incident.number}`;
}

export function renderFlash({ flash, incident, person }: ResponderView): string {
  if (flash === null) {
    return '';
  }
  const { done, notDone } = pageTexts(person.language);
  if (flash.kind === 'refused') {
    return `<p class="flash refused" role="alert">${escapeHtml(notDone(flash.reason))}</p>`;
  }
  const isPartly = flash.action === 'acknowledge' && incident.state === 'open';
  return `<p class="flash" role="status">${escapeHtml(isPartly ? done.acknowledgePartly : done[flash.action])}</p>`;
}

/** Tells a person who ends their work when they may start next, so that nobody learns it only in the morning. */
export function renderRest({ rest = null }: ResponderView): string {
  return rest === null ? '' : `<p class="flash" role="status">${escapeHtml(rest)}</p>`;
}

export function renderHead(view: ResponderView): string {
  const { incident } = view;
  const texts = pageTexts(view.person.language);
  const title = titleOf(view);
  const facts = [
    texts.since(clock(view, Date.parse(incident.openedAt))),
    view.source === null ? texts.byHand : oneLine(view.source, NAME),
    ...(incident.alerts.total > 1 ? [texts.alerts(incident.alerts.firing, incident.alerts.total)] : []),
  ];
  return [
    `<div class="top"><span class="chip ${incident.severity}">${texts.severity[incident.severity]}</span>`,
    `<span class="chip ${incident.state}">${texts.state[incident.state]}</span>`,
    incident.test ? `<span class="chip">${texts.test}</span>` : '',
    `<span class="number">#${incident.number}</span></div>`,
    title.length > LONG_TITLE
      ? `<h1 class="long" tabindex="0">${escapeHtml(title)}</h1>`
      : `<h1>${escapeHtml(title)}</h1>`,
    `<p class="soft">${escapeHtml(facts.join(' · '))}</p>`,
  ].join('');
}

function situationOf(view: ResponderView): string {
  const { incident } = view;
  const { situation } = pageTexts(view.person.language);
  const at = (instant: string | null) => clock(view, instant === null ? view.now : Date.parse(instant));
  switch (incident.state) {
    case 'open':
      return incident.exhausted ? situation.exhausted : situation.open;
    case 'acknowledged':
      return incident.acknowledgedBy === view.person.login
        ? situation.you(at(incident.acknowledgedAt))
        : situation.acknowledged(nameOf(view, incident.acknowledgedBy ?? ''), at(incident.acknowledgedAt));
    case 'snoozed':
      return situation.snoozed(at(incident.snoozedUntil));
    case 'resolved':
      return incident.resolvedBy === null
        ? situation.resolvedAlone(at(incident.resolvedAt))
        : situation.resolved(nameOf(view, incident.resolvedBy), at(incident.resolvedAt));
  }
}

/** The page already says since when the acknowledger has been working. */
function isAcknowledger({ incident, person }: ResponderView): boolean {
  return incident.state === 'acknowledged' && incident.acknowledgedBy === person.login;
}

export function renderSituation(view: ResponderView): string {
  const { next, situation } = pageTexts(view.person.language);
  // An acknowledged incident offers Acknowledge only to ask its acknowledger for confirmation.
  const asks =
    view.incident.state === 'acknowledged' && view.actions.includes('acknowledge')
      ? `<p>${escapeHtml(situation.confirm)}</p>`
      : '';
  const what =
    view.next === null || view.incident.state !== 'open'
      ? ''
      : `<p>${escapeHtml(next(clock(view, view.next.at), oneLine(view.next.what, 300)))}</p>`;
  const own =
    view.workingSince === null || isAcknowledger(view)
      ? ''
      : `<p>${escapeHtml(situation.working(clock(view, view.workingSince)))}</p>`;
  return `<p class="situation">${escapeHtml(situationOf(view))}</p>${own}${asks}${what}`;
}

function renderPaged(view: ResponderView, paged: PagedPerson): string {
  const { paged: words, you } = pageTexts(view.person.language);
  const own = paged.name === view.person.name ? ` (${you})` : '';
  return `<li><span>${escapeHtml(oneLine(paged.name, NAME) + own)}</span><span class="${paged.state}">${escapeHtml(words[paged.state](clock(view, paged.at)))}</span></li>`;
}

export function renderCalled(view: ResponderView): string {
  if (view.pages.length === 0) {
    return '';
  }
  const { called, moreCalled } = pageTexts(view.person.language);
  const more = view.pages.length > CALLED ? `<li>${escapeHtml(moreCalled(view.pages.length - CALLED))}</li>` : '';
  return `<h2>${called}</h2><ul class="called">${view.pages
    .slice(0, CALLED)
    .map((paged) => renderPaged(view, paged))
    .join('')}${more}</ul>`;
}

function labelItem([name, value]: [string, string]): string {
  return `<li>${escapeHtml(oneLine(`${name}=${value}`, LABEL))}</li>`;
}

export function renderLabels({ incident, person }: ResponderView): string {
  const labels = Object.entries(incident.labels);
  return labels.length === 0
    ? ''
    : `<ul class="labels" aria-label="${pageTexts(person.language).labels}">${labels.slice(0, LABELS).map(labelItem).join('')}</ul>`;
}

/** What is broken and what to do: the description, which scrolls where it is long, and links, a runbook first. */
export function renderWhat({ incident }: ResponderView): string {
  const description = manyLines(incident.description, 4000);
  const isLong = description.length > LONG_DESCRIPTION || description.split('\n').length > LONG_LINES;
  const what =
    description === ''
      ? ''
      : `<div class="what${isLong ? ' long" tabindex="0"' : '"'}>${escapeHtml(description)}</div>`;
  const isRunbook = ({ title }: { title: string }) => /runbook/i.test(title);
  const ordered = [...incident.links.filter(isRunbook), ...incident.links.filter((link) => !isRunbook(link))];
  const links = ordered.flatMap(({ title, url }) => {
    const href = safeHref(url);
    return href === null
      ? []
      : [`<li><a href="${href}" rel="noreferrer">${escapeHtml(oneLine(title, NAME) || oneLine(url, NAME))}</a></li>`];
  });
  return what + (links.length === 0 ? '' : `<ul class="links">${links.slice(0, LINKS).join('')}</ul>`);
}

export function renderMoreLabels({ incident, person }: ResponderView): string {
  const labels = Object.entries(incident.labels)
    .slice(LABELS, LABELS + LINES)
    .map(labelItem);
  return labels.length === 0
    ? ''
    : `<details><summary>${pageTexts(person.language).details}</summary><ul class="labels">${labels.join('')}</ul></details>`;
}

/** Needs a login there, so it is no act of somebody who has just been woken. */
export function renderGrafana({ grafana, person }: ResponderView): string {
  const href = grafana === null ? null : safeHref(grafana);
  return href === null
    ? ''
    : `<p class="more"><a href="${href}" rel="noreferrer">${pageTexts(person.language).grafana}</a></p>`;
}

/** Marks entries in another language with `lang`, for screen readers. */
export function renderHistory(view: ResponderView): string {
  if (view.timeline.length === 0) {
    return '';
  }
  const lines = view.timeline
    .slice(-LINES)
    .map(
      ({ at, text, language }) =>
        `<li>${escapeHtml(clock(view, at))} <span lang="${language}">${escapeHtml(oneLine(text, 300))}</span></li>`,
    );
  return `<details><summary>${pageTexts(view.person.language).history}</summary><ul>${lines.join('')}</ul></details>`;
}

export function renderFooter({ person, base }: ResponderView): string {
  const { footer, refresh } = pageTexts(person.language);
  return `<footer><span>${escapeHtml(footer(oneLine(person.name, NAME), shownZone(person.timeZone)))}</span><a href="${escapeHtml(base)}">${refresh}</a></footer>`;
}
