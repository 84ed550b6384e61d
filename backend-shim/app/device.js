/** The device page: notifications, a test message, and how to disconnect. */
import { api, ApiError } from './api.js';
import { h } from './dom.js';
import { askPermission, pushState, subscribe } from './push.js';

/** @typedef {import('./main.js').Context} Context */

/**
 * A card for what keeps this device from being paged, with the button that helps; null: nothing.
 * @param {Context} context
 * @param {() => void} changed
 */
export async function pushCard({ texts, me }, changed) {
  if (me.publicKey === null) {
    return me.device.push ? null : h('p', { class: 'flash hint' }, texts.push.noKey);
  }
  const { publicKey } = me;
  const state = await pushState();
  if (state === 'on' && me.device.push) {
    return me.device.used ? null : h('p', { class: 'flash hint' }, texts.push.unused);
  }
  const problem = h('p', { class: 'soft', role: 'alert' });
  const button = h(
    'button',
    { class: 'main wide', 'data-key': 'allow', onclick: () => void allow() },
    texts.push.allow,
  );
  async function allow() {
    button.disabled = true;
    try {
      const now = await askPermission();
      if (now === 'on') {
        await subscribe(publicKey);
      }
      changed();
    } catch (error) {
      // Browsers say why in English and in words of their own, which help only whoever reads the console.
      console.warn('The device could not be subscribed', error);
      problem.textContent =
        error instanceof ApiError && error.kind === 'offline' ? texts.live.never : texts.push.failed;
      button.disabled = false;
    }
  }
  return h(
    'section',
    { class: 'card edge-warning', 'aria-labelledby': 'push' },
    h('h2', { id: 'push' }, texts.push.title),
    h('p', {}, state === 'on' || state === 'off' ? texts.push.lead : texts.push[state]),
    (state === 'off' || state === 'on') && button,
    problem,
  );
}

/** @param {Context} context @param {{ back: () => void, left: () => void, changed: () => void }} to */
export async function deviceView(context, to) {
  const { texts, me } = context;
  const said = h('p', { class: 'soft', role: 'status' });
  /** @param {() => Promise<string>} work */
  const saying = async (work) => {
    said.textContent = '';
    said.textContent = await work().catch((error) =>
      error instanceof ApiError && error.kind === 'offline' ? texts.live.never : String(error.message),
    );
  };
  const test = () =>
    saying(async () => {
      const { outcome, detail } = await api.test();
      return outcome === 'done' ? texts.device.tested : texts.device.testFailed(detail);
    });
  const leave = () =>
    saying(async () => {
      await api.leave();
      to.left();
      return '';
    });
  return [
    h('button', { class: 'back', 'data-key': 'back', onclick: to.back }, `‹ ${texts.back}`),
    h('h1', { tabindex: '-1' }, texts.device.title),
    h('p', {}, texts.device.is(me.device.name, me.person.name)),
    (await pushCard(context, to.changed)) ?? h('p', { class: 'reached' }, texts.device.on),
    me.device.push && h('button', { class: 'wide', 'data-key': 'test', onclick: () => void test() }, texts.device.test),
    said,
    h(
      'section',
      { 'aria-labelledby': 'loud' },
      h('h2', { id: 'loud' }, texts.device.loud),
      h('ul', { class: 'tips' }, ...texts.device.tips.map((tip) => h('li', {}, tip))),
    ),
    leaveSection(texts, () => void leave()),
  ];
}

/** @param {import('./texts.js').Texts} texts @param {() => void} leave */
function leaveSection(texts, leave) {
  const sure = h(
    'div',
    { class: 'buttons', hidden: true, role: 'group', 'aria-label': texts.device.leave },
    h('p', { class: 'wide' }, texts.device.leaveSure),
    h('button', { class: 'danger', onclick: leave }, texts.device.yes),
    h(
      'button',
      {
        onclick: () => {
          sure.hidden = true;
        },
      },
      texts.device.no,
    ),
  );
  return h(
    'section',
    {},
    h(
      'button',
      {
        class: 'wide danger',
        'data-key': 'leave',
        onclick: () => {
          sure.hidden = false;
        },
      },
      texts.device.leave,
    ),
    sure,
  );
}
