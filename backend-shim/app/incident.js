/** The page of one incident: its state, and the buttons. */
import { h, safeHref } from './dom.js';

/** @typedef {import('./main.js').Context} Context */
/** @typedef {import('./api.js').View} View */
/** @typedef {{ back: () => void, act: (action: string, body?: object) => void, rate: (rating: string | null) => void, busy: boolean, note: HTMLElement }} To */

const LABELS = 8;
const LINES = 30;

/** @param {Context} context @param {View} view @param {To} to */
export function incidentView(context, view, to) {
  const { texts } = context;
  const { incident } = view;
  return [
    h('button', { class: 'back', 'data-key': 'back', onclick: to.back }, `‹ ${texts.back}`),
    h(
      'article',
      {},
      h(
        'div',
        { class: 'top' },
        h('span', { class: `chip ${incident.severity}` }, texts.severity[incident.severity]),
        h('span', { class: `chip ${incident.state}` }, texts.state[incident.state]),
        incident.test && h('span', { class: 'chip' }, texts.test),
        h('span', { class: 'number' }, `#${incident.number}`),
      ),
      h(
        'h1',
        { class: incident.title.length > 90 ? 'long' : null, tabindex: '-1' },
        incident.title || `#${incident.number}`,
      ),
      h('p', { class: 'soft' }, facts(context, view)),
      ...situation(context, view),
      buttons(context, view, to),
      rating(context, view, to),
      to.note,
      called(context, view),
      labels(context, view),
      details(context, view),
      history(context, view),
    ),
  ];
}

/** @param {Context} context @param {View} view */
function facts({ texts, clock }, { incident, source, now }) {
  const { firing, total } = incident.alerts;
  return [
    texts.incident.since(clock.at(incident.openedAt, now)),
    source ?? texts.incident.byHand,
    ...(total > 1 ? [texts.incident.alerts(firing, total)] : []),
  ].join(' · ');
}

/** @param {Context} context @param {View} view */
function situation({ texts, clock, me }, { incident, names, next, now, actions }) {
  /** @param {string | null} instant */
  const at = (instant) => clock.at(instant ?? now, now);
  /** @param {string | null} login */
  const name = (login) => names[login ?? ''] ?? login ?? '';
  const isMine = incident.acknowledgedBy === me.person.login;
  const said = {
    open: () => (incident.exhausted ? texts.incident.exhausted : texts.incident.open),
    acknowledged: () =>
      isMine
        ? texts.incident.you(at(incident.acknowledgedAt))
        : texts.incident.acknowledged(name(incident.acknowledgedBy), at(incident.acknowledgedAt)),
    snoozed: () => texts.incident.snoozed(at(incident.snoozedUntil)),
    resolved: () =>
      incident.resolvedBy === null
        ? texts.incident.resolvedAlone(at(incident.resolvedAt))
        : texts.incident.resolved(name(incident.resolvedBy), at(incident.resolvedAt)),
  }[incident.state]();
  const asks = incident.state === 'acknowledged' && actions.includes('acknowledge');
  return [
    h('p', { class: 'situation' }, said),
    asks && h('p', { class: 'situation' }, texts.incident.confirm),
    incident.state === 'open' && next && h('p', {}, texts.incident.next(clock.at(next.at, now), next.what)),
  ];
}

/** @param {Context} context @param {View} view @param {To} to */
function buttons({ texts, me }, { incident, actions }, to) {
  const isTheirs = incident.state === 'acknowledged' && incident.acknowledgedBy !== me.person.login;
  /** @param {string} label @param {string} action @param {string} look @param {object} [body] */
  const button = (label, action, look, body) =>
    h('button', { class: look, 'data-key': action, disabled: to.busy, onclick: () => to.act(action, body) }, label);
  const acknowledge = incident.state === 'acknowledged' ? texts.action.confirm : texts.action.acknowledge;
  /** @type {Record<string, (index: number) => HTMLElement>} */
  const make = {
    acknowledge: () => button(acknowledge, 'acknowledge', 'main wide'),
    resolve: (index) => button(texts.action.resolve, 'resolve', index === 0 && !isTheirs ? 'main wide' : ''),
    escalate: () => button(texts.action.escalate, 'escalate', ''),
    unacknowledge: () => button(texts.action.unacknowledge, 'unacknowledge', ''),
    unresolve: () => reopen(texts, button(texts.action.unresolve, 'unresolve', 'wide')),
  };
  return h(
    'div',
    { class: 'buttons' },
    isTheirs && button(texts.action.onIt, 'note', 'main wide', { text: texts.incident.onItNote }),
    ...actions.map((action, index) => make[action]?.(index) ?? null),
    actions.includes('snooze') && snooze(texts, to),
  );
}

/**
 * It pages people, so it is never where another button has just been.
 * @param {import('./texts.js').Texts} texts @param {HTMLElement} button
 */
function reopen(texts, button) {
  return h(
    'details',
    { class: 'wide' },
    h('summary', { 'data-key': 'reopen' }, texts.reopen.question),
    h('p', {}, texts.reopen.effect),
    button,
  );
}

/** @param {import('./texts.js').Texts} texts @param {To} to */
function snooze(texts, to) {
  const select = h(
    'select',
    { 'aria-label': texts.snoozeFor, 'data-key': 'snooze-for' },
    ...Object.entries(texts.snooze).map(([value, label]) => h('option', { value, selected: value === '1h' }, label)),
  );
  return h(
    'div',
    { class: 'wide pair' },
    select,
    h(
      'button',
      { 'data-key': 'snooze', disabled: to.busy, onclick: () => to.act('snooze', { for: select.value }) },
      texts.action.snooze,
    ),
  );
}

/**
 * Folded until it is over: whoever has just answered at night is asked for nothing.
 * @param {Context} context @param {View} view @param {To} to
 */
function rating({ texts }, { incident, rating: said }, to) {
  if (!said) {
    return null;
  }
  const button = (/** @type {string} */ key, /** @type {string} */ label, /** @type {string | null} */ value) =>
    h(
      'button',
      {
        'data-key': key,
        disabled: to.busy,
        'aria-pressed': value === null ? null : String(value === said.own),
        onclick: () => to.rate(value),
      },
      label,
    );
  return h(
    'details',
    { open: incident.state === 'resolved' || said.own !== null },
    h('summary', { 'data-key': 'rating' }, texts.rating.question),
    h(
      'div',
      { class: 'buttons', role: 'group', 'aria-label': texts.rating.question },
      ...Object.entries(texts.rating.answers).map(([value, label]) => button(`rate-${value}`, label, value)),
      said.own !== null && button('unrate', texts.rating.undo, null),
    ),
  );
}

/**
 * The form for a note. It is made once for a page: what is typed stays when the incident changes.
 * @param {Context} context @param {(text: string) => Promise<boolean>} send resolves with whether it was sent
 */
export function noteForm({ texts }, send) {
  const field = h('textarea', { 'data-key': 'note-text', rows: '2', 'aria-label': texts.incident.note });
  field.placeholder = texts.incident.note;
  const button = h('button', { 'data-key': 'note-send', disabled: true }, texts.action.note);
  const text = () => field.value.trim();
  field.addEventListener('input', () => (button.disabled = text() === ''));
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const sent = text();
    if (sent === '') {
      return;
    }
    button.disabled = true;
    if (await send(sent)) {
      field.value = '';
    }
    button.disabled = text() === '';
  };
  return h('form', { class: 'note', onsubmit: (event) => void submit(event) }, field, button);
}

/** @param {Context} context @param {View} view */
function called({ texts, clock }, { pages, now }) {
  return pages.length === 0
    ? null
    : h(
        'section',
        { 'aria-labelledby': 'called' },
        h('h2', { id: 'called' }, texts.incident.called),
        h(
          'ul',
          { class: 'rows' },
          ...pages
            .slice(0, LINES)
            .map((one) =>
              h(
                'li',
                {},
                h('span', {}, one.name),
                h('span', { class: one.state }, texts.paged[one.state](clock.at(one.at, now))),
              ),
            ),
        ),
      );
}

/** @param {Context} context @param {View} view */
function labels({ texts }, { incident }) {
  const all = Object.entries(incident.labels);
  return all.length === 0
    ? null
    : h(
        'ul',
        { class: 'labels', 'aria-label': texts.incident.labels },
        ...all.slice(0, LABELS).map(([name, value]) => h('li', {}, `${name}=${value}`)),
      );
}

/** @param {Context} context @param {View} view */
function details({ texts }, { incident }) {
  const links = incident.links.flatMap(({ title, url }) => {
    const href = safeHref(url);
    return href === null
      ? []
      : [h('li', {}, h('a', { href, rel: 'noreferrer noopener', target: '_blank' }, title || url))];
  });
  const rest = Object.entries(incident.labels)
    .slice(LABELS)
    .map(([name, value]) => h('li', {}, `${name}=${value}`));
  if (incident.description === '' && links.length === 0 && rest.length === 0) {
    return null;
  }
  return h(
    'details',
    { open: true },
    h('summary', { 'data-key': 'details' }, texts.incident.details),
    incident.description !== '' && h('div', { class: 'text' }, incident.description),
    links.length > 0 && h('ul', {}, ...links),
    rest.length > 0 && h('ul', { class: 'labels' }, ...rest),
  );
}

/** Marks timeline entries in another language for screen readers. @param {Context} context @param {View} view */
function history({ texts, clock }, { timeline, now }) {
  return timeline.length === 0
    ? null
    : h(
        'details',
        {},
        h('summary', { 'data-key': 'history' }, texts.incident.history),
        h(
          'ul',
          {},
          ...timeline
            .slice(-LINES)
            .map(({ at, text, language }) => h('li', {}, `${clock.at(at, now)} `, h('span', { lang: language }, text))),
        ),
      );
}
