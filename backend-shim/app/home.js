/** The home page: open incidents, who is on call, and the person's next shifts. */
import { h } from './dom.js';

/** @typedef {import('./main.js').Context} Context */

/**
 * @param {Context} context
 * @param {import('./api.js').List} list
 * @param {{ open: (id: string) => void, acknowledge: (ids: string[]) => void }} to
 */
export function incidentList(context, list, to) {
  const { texts } = context;
  const now = Date.parse(list.at);
  const open = list.items.filter(({ state }) => state === 'open').map(({ id }) => id);
  return h(
    'section',
    { 'aria-labelledby': 'mine' },
    h(
      'h2',
      { id: 'mine' },
      texts.home.mine,
      list.items.length > 0 && h('span', { class: 'count' }, String(list.items.length)),
    ),
    list.items.length === 0
      ? h('p', { class: 'quiet' }, list.team?.length ? texts.home.notYours : texts.home.quiet)
      : h('ul', { class: 'cards' }, ...inOrder(list.items).map((one) => incidentCard(context, one, now, to))),
    list.more && h('p', { class: 'soft' }, texts.home.more),
    // Placed below the list, so that nobody presses it when they mean a single incident.
    open.length > 1 &&
      h(
        'button',
        { class: 'all', 'data-key': 'all', onclick: () => to.acknowledge(open) },
        texts.home.all(open.length),
      ),
  );
}

/**
 * Open incidents of the person's teams, about which others are paged; nothing if there are none.
 * @param {Context} context
 * @param {import('./api.js').List} list
 * @param {{ open: (id: string) => void }} to
 */
export function teamList(context, list, { open }) {
  const team = list.team ?? [];
  const now = Date.parse(list.at);
  return team.length === 0
    ? []
    : [
        h(
          'section',
          { 'aria-labelledby': 'team' },
          h('h2', { id: 'team' }, context.texts.home.team, ' ', h('span', { class: 'count' }, String(team.length))),
          h('ul', { class: 'cards' }, ...inOrder(team).map((one) => incidentCard(context, one, now, { open }))),
        ),
      ];
}

/**
 * @param {Context} context
 * @param {import('./api.js').Listed} one
 * @param {number} now epoch ms
 * @param {{ open: (id: string) => void, acknowledge?: (ids: string[]) => void }} to
 */
function incidentCard({ texts, clock }, one, now, { open, acknowledge }) {
  const who = one.acknowledgedName ?? '';
  const situation = {
    open: one.exhausted ? texts.incident.exhausted : texts.incident.open,
    acknowledged: texts.incident.acknowledged(who, clock.at(one.acknowledgedAt ?? now, now)),
    snoozed: texts.incident.snoozed(clock.at(one.snoozedUntil ?? now, now)),
    resolved: '',
  }[one.state];
  return h(
    'li',
    { class: `card edge-${one.severity}` },
    h(
      'button',
      { class: 'look', 'data-key': `open-${one.id}`, onclick: () => open(one.id) },
      h(
        'span',
        { class: 'top' },
        h('span', { class: `chip ${one.severity}` }, texts.severity[one.severity]),
        h('span', { class: `chip ${one.state}` }, texts.state[one.state]),
        one.test && h('span', { class: 'chip' }, texts.test),
        h('span', { class: 'number' }, `#${one.number}`),
      ),
      h('span', { class: 'title' }, one.title || `#${one.number}`),
      h('span', { class: 'soft' }, `${texts.incident.since(clock.at(one.openedAt, now))} · ${situation}`),
    ),
    one.state === 'open' &&
      acknowledge !== undefined &&
      h(
        'button',
        {
          class: 'main',
          'data-key': `ack-${one.id}`,
          'aria-label': `${texts.action.acknowledge}: #${one.number} ${one.title}`,
          onclick: () => acknowledge([one.id]),
        },
        texts.action.acknowledge,
      ),
  );
}

const SEVERITIES = ['critical', 'error', 'warning', 'info'];
const STATES = ['open', 'acknowledged', 'snoozed', 'resolved'];

/** Unanswered first, then worst, then oldest. @param {import('./api.js').Listed[]} items */
function inOrder(items) {
  return [...items].sort(
    (a, b) =>
      STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      a.number - b.number,
  );
}

/** @param {Context} context @param {import('./api.js').Duty} duty */
export function dutySections({ texts, clock }, duty) {
  const now = Date.parse(duty.at);
  const [mine, others] = [duty.rotas.filter((rota) => rota.mine), duty.rotas.filter((rota) => !rota.mine)];
  const shown = mine.length > 0 ? mine : others;
  return [
    h(
      'section',
      { 'aria-labelledby': 'oncall' },
      h('h2', { id: 'oncall' }, texts.home.onCall),
      shown.length === 0 ? h('p', { class: 'soft' }, texts.home.noRotas) : rotaList(shown),
      mine.length > 0 &&
        others.length > 0 &&
        h('details', {}, h('summary', { 'data-key': 'others' }, texts.home.others), rotaList(others)),
    ),
    h(
      'section',
      { 'aria-labelledby': 'shifts' },
      h('h2', { id: 'shifts' }, texts.home.shifts),
      duty.shifts.length === 0
        ? h('p', { class: 'soft' }, texts.home.noShifts)
        : h(
            'ul',
            { class: 'rows' },
            ...duty.shifts.map((shift) => h('li', { class: shift.now ? 'now' : null }, shiftText(shift))),
          ),
    ),
  ];

  /** @param {import('./api.js').Duty['rotas']} rotas */
  function rotaList(rotas) {
    return h(
      'ul',
      { class: 'rows' },
      ...rotas.map((rota) => {
        const [next] = rota.next;
        return h(
          'li',
          {},
          h('span', { class: 'soft' }, rota.name),
          h(
            'strong',
            { class: rota.onCall.length === 0 ? 'failed' : null },
            rota.onCall.join(', ') || texts.home.nobody,
          ),
          next && h('span', { class: 'soft' }, texts.home.next(next.name, clock.at(next.from, now))),
        );
      }),
    );
  }

  /** @param {import('./api.js').Duty['shifts'][number]} shift */
  function shiftText(shift) {
    const [start, end] = [clock.at(shift.start, now), shift.end && clock.at(shift.end, now)];
    if (shift.now) {
      return end === null ? texts.home.onCallFor(shift.rota) : texts.home.until(shift.rota, end);
    }
    return end === null ? texts.home.since(shift.rota, start) : texts.home.from(shift.rota, start, end);
  }
}
