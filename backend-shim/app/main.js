/** Chooses the page that is shown, and provides its data. */
import { api, ApiError } from './api.js';
import { deviceView, pushCard } from './device.js';
import { h, replace } from './dom.js';
import { enrolView } from './enrol.js';
import { dutySections, incidentList, teamList } from './home.js';
import { incidentView, noteForm } from './incident.js';
import { startLive } from './live.js';
import { pushState, registerWorker, subscribe } from './push.js';
import { textsOf } from './texts.js';
import { clockOf } from './times.js';

/** @typedef {{ me: import('./api.js').Me, texts: import('./texts.js').Texts, clock: import('./times.js').ClockText }} Context */
/** @typedef {{ text: string, bad: boolean } | null} Flash */

const DUTY_EVERY_MS = 5 * 60_000;

const root = /** @type {HTMLElement} */ (document.getElementById('app'));
const banner = h('div', { class: 'live', role: 'status' });
const flash = h('div', { role: 'status', 'aria-live': 'polite' });
const page = h('main', {});
root.append(banner, flash, page);

let texts = textsOf(navigator.language);
if (navigator.language.startsWith('fr')) {
  // The phone says this while it installs the app. The page itself has no language of its own.
  document.querySelector('link[rel=manifest]')?.setAttribute('href', 'manifest.fr.webmanifest');
}
/** @type {Context | null} */
let context = null;
/** Stops what runs for the page that is shown. */
let stop = () => {};

/** @param {Flash} said */
function say(said) {
  replace(flash, said && h('p', { class: said.bad ? 'flash refused' : 'flash' }, said.text));
}

/** @param {import('./live.js').LiveState<unknown>} state */
function showLive({ at, stale }) {
  banner.className = stale ? 'live stale' : 'live';
  const said = stale
    ? at === null
      ? texts.live.never
      : texts.live.stale((context?.clock ?? clockOf(navigator.language, 'UTC')).time(at))
    : at === null
      ? texts.loading
      : texts.live.fresh;
  if (banner.textContent !== said) {
    replace(banner, said);
  }
}

/** @returns {Record<string, string>} the parts of `#incident=…` */
function place() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

/** @param {string} hash */
function go(hash) {
  say(null);
  if (location.hash === hash || (hash === '' && location.hash === '')) {
    void route();
  } else {
    location.hash = hash;
  }
}

async function route() {
  stop();
  stop = () => {};
  const { enrol, incident, device } = place();
  if (enrol !== undefined) {
    return showEnrol(enrol, false);
  }
  const known = context ?? (await knowMe());
  if (known === null) {
    return;
  }
  if (incident !== undefined) {
    showIncident(known, incident);
  } else if (device !== undefined) {
    await showDevice(known);
  } else {
    showHome(known);
  }
}

/** @returns {Promise<Context | null>} null: another page is shown */
async function knowMe() {
  showLive({ data: null, at: null, stale: false });
  try {
    const me = await api.me();
    const { language, timeZone } = me.person;
    texts = textsOf(language);
    document.documentElement.lang = language;
    context = { me, texts, clock: clockOf(language, timeZone) };
    return context;
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'signed-out') {
      showEnrol('', true);
    } else {
      showOffline();
    }
    return null;
  }
}

function showOffline() {
  // Before the first answer the page has no language; after it, that of the person stays.
  document.documentElement.lang = context?.me.person.language ?? (navigator.language.startsWith('fr') ? 'fr' : 'en');
  showLive({ data: null, at: null, stale: true });
  replace(
    page,
    h('h1', {}, 'Vigie'),
    h('button', { class: 'main wide', onclick: () => void route() }, texts.live.again),
  );
  const again = () => void route();
  window.addEventListener('online', again, { once: true });
  stop = () => window.removeEventListener('online', again);
}

/** @param {string} code @param {boolean} lost */
function showEnrol(code, lost) {
  context = null;
  document.documentElement.lang = navigator.language.startsWith('fr') ? 'fr' : 'en';
  replace(banner);
  banner.className = 'live';
  const done = () => {
    // The code is used up, and a reload must not show it again.
    history.replaceState(null, '', './');
    void route();
  };
  replace(page, ...enrolView(texts, { code, lost, done }));
}

/** @param {Context} known */
function showHome(known) {
  const incidents = h('div', {});
  const duty = h('div', {});
  const push = h('div', {});
  replace(
    page,
    h(
      'header',
      {},
      h('h1', {}, 'Vigie'),
      h(
        'button',
        { class: 'link', 'data-key': 'device', onclick: () => go('#device') },
        `${known.me.person.name} · ${known.texts.home.device}`,
      ),
    ),
    push,
    incidents,
    duty,
  );
  let shown = '';
  const live = startLive(api.incidents, {
    show: (state) => {
      showLive(state);
      const now = JSON.stringify([state.data?.items, state.data?.more, state.data?.team]);
      if (state.data && now !== shown) {
        shown = now;
        const open = (/** @type {string} */ id) => go(`#incident=${encodeURIComponent(id)}`);
        const own = incidentList(known, state.data, { open, acknowledge: (ids) => void acknowledge(ids) });
        replace(incidents, own, ...teamList(known, state.data, { open }));
      }
    },
    signedOut: () => go('#enrol='),
    failed: (text) => say({ text, bad: true }),
  });
  const loadDuty = () =>
    api.duty().then(
      (data) => replace(duty, ...dutySections(known, data)),
      (error) => console.warn('Who is on call could not be loaded', error),
    );
  void loadDuty();
  const timer = setInterval(() => void loadDuty(), DUTY_EVERY_MS);
  void pushCard(known, () => forget()).then((card) => replace(push, card));
  void renew(known);
  navigator.serviceWorker?.controller?.postMessage({ kind: 'flush' });
  stop = () => {
    live.stop();
    clearInterval(timer);
  };

  /** @param {string[]} ids */
  async function acknowledge(ids) {
    for (const id of ids) {
      await act(known, id, 'acknowledge');
    }
    live.refresh();
  }
}

/** Asks the sidecar again who this device belongs to, and shows the result. */
function forget() {
  context = null;
  void route();
}

/** Sends the browser's present subscription, which browsers change now and then. @param {Context} known */
async function renew({ me }) {
  if (me.publicKey !== null && me.device.push && (await pushState()) === 'on') {
    await subscribe(me.publicKey).catch((error) => console.warn('The subscription could not be renewed', error));
  }
}

/**
 * @param {Context} known @param {string} id @param {string} action @param {object} [body] @returns
 * {Promise<import('./api.js').View | null>} null: not done
 */
async function act(known, id, action, body) {
  try {
    const view = await api.act(id, action, body);
    const done = /** @type {Record<string, string>} */ (known.texts.done);
    say({ text: done[doneKey(known, action, body, view)] ?? '', bad: false });
    return view;
  } catch (error) {
    failed(known, error, () => later(known, id, action, body));
    return null;
  }
}

/** @param {Context} known @param {unknown} error @param {() => void} unanswered what is done if nothing was decided */
function failed(known, error, unanswered) {
  if (error instanceof ApiError && error.kind === 'signed-out') {
    go('#enrol=');
  } else if (error instanceof ApiError && error.kind === 'refused') {
    say({ text: known.texts.notDone(error.message), bad: true });
  } else {
    unanswered();
  }
}

/**
 * @param {Context} known @param {string} action @param {object | undefined} body @param {import('./api.js').View} view
 * @returns {string} the key of the text that says what was done
 */
function doneKey({ texts }, action, body, { incident }) {
  if (action === 'acknowledge' && incident.state === 'open') {
    return 'acknowledgePartly';
  }
  const isOnIt = action === 'note' && body && 'text' in body && body.text === texts.incident.onItNote;
  return isOnIt ? 'onIt' : action;
}

/**
 * The service worker retries, even when this page is closed. @param {Context} known @param {string} id @param {string}
 * action @param {object} [body]
 */
function later(known, id, action, body) {
  const pending = {
    incident: id,
    action,
    body: body ?? null,
    title: 'Vigie',
    lang: known.me.person.language,
    at: Date.now(),
  };
  navigator.serviceWorker?.controller?.postMessage({ kind: 'later', pending });
  say({ text: known.texts.later, bad: true });
}

/**
 * Buttons that have just taken the place of others do nothing for a second: a finger may still be there.
 * @param {() => void} draw called when they may be pressed
 * @returns {(offers: string) => boolean} takes which buttons there are
 */
function settling(draw) {
  let offered = '';
  let timer = 0;
  return (offers) => {
    if (offered !== '' && offers !== offered) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = 0;
        draw();
      }, 1000);
    }
    offered = offers;
    return timer !== 0;
  };
}

/** @param {Context} known @param {string} id */
function showIncident(known, id) {
  let busy = false;
  const isSettling = settling(draw);
  /** @type {import('./api.js').View | null} */
  let view = null;
  let shown = '';
  const note = noteForm(known, (text) => press('note', { text }));
  replace(page, h('p', { class: 'soft' }, known.texts.loading));
  const live = startLive(() => api.incident(id), {
    show: (state) => {
      showLive(state);
      view = state.data;
      draw();
    },
    signedOut: () => go('#enrol='),
    failed: (text) =>
      replace(
        page,
        h('button', { class: 'back', onclick: () => go('') }, `‹ ${known.texts.back}`),
        h('p', { class: 'flash refused', role: 'alert' }, text),
      ),
  });
  stop = () => live.stop();

  function draw() {
    // Compares without the time, which changes by itself.
    const waits = busy || isSettling(view?.actions.join() ?? '');
    const now = JSON.stringify([{ ...view, now: 0 }, waits]);
    if (view && now !== shown) {
      shown = now;
      replace(
        page,
        ...incidentView(known, view, {
          back: () => go(''),
          act: (action, body) => void press(action, body),
          rate: (value) => void rate(value),
          busy: waits,
          note,
        }),
      );
    }
  }

  /** @param {string} action @param {object} [body] @returns {Promise<boolean>} whether it was done */
  function press(action, body) {
    return send(act(known, id, action, body));
  }

  /** @param {string | null} value null takes it back */
  function rate(value) {
    return send(rateIncident(known, id, value));
  }

  /** @param {Promise<import('./api.js').View | null>} sent */
  async function send(sent) {
    busy = true;
    draw();
    const next = await sent;
    busy = false;
    if (next) {
      live.set(next);
    }
    draw();
    return next !== null;
  }
}

/**
 * Not tried again later, unlike commands: nobody waits for it.
 * @param {Context} known @param {string} id @param {string | null} value @returns
 * {Promise<import('./api.js').View | null>} null: not done
 */
async function rateIncident(known, id, value) {
  try {
    const view = await api.rate(id, value === null ? null : { rating: value });
    say({ text: value === null ? known.texts.done.unrate : known.texts.done.rate, bad: false });
    return view;
  } catch (error) {
    failed(known, error, () => say({ text: known.texts.notDone(known.texts.rating.offline), bad: true }));
    return null;
  }
}

/** @param {Context} known */
async function showDevice(known) {
  replace(banner);
  replace(
    page,
    ...(await deviceView(known, { back: () => go(''), left: () => go('#enrol='), changed: () => forget() })),
  );
}

navigator.serviceWorker?.addEventListener('message', ({ data }) => {
  if (data?.kind === 'open') {
    go(new URL(data.url).hash);
  }
});
window.addEventListener('online', () => navigator.serviceWorker?.controller?.postMessage({ kind: 'flush' }));
window.addEventListener('hashchange', () => void route());
void registerWorker();
void route();
