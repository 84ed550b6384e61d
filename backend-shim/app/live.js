/**
 * Keeps the screen up to date: reloads when something changed, when the app comes to the front, and every 15 seconds;
 * says when it no longer can.
 */
import { ApiError, openEvents } from './api.js';

const EVERY_MS = 15_000;
/** Changes come in bursts. */
const SETTLE_MS = 250;

/**
 * @template Data
 * @typedef {{ data: Data | null, at: number | null, stale: boolean }} LiveState `at`: epoch ms of the last answer
 */

/**
 * @template Data
 * @param {() => Promise<Data>} load
 * @param {{ show: (state: LiveState<Data>) => void, signedOut: () => void, failed: (message: string) => void }} to
 * @returns {{ refresh: () => void, set: (data: Data) => void, stop: () => void }}
 */
export function startLive(load, to) {
  /** @type {LiveState<Data>} */
  let state = { data: null, at: null, stale: false };
  let stopped = false;
  let turn = 0;

  /** @param {LiveState<Data>} next */
  const show = (next) => {
    state = next;
    to.show(state);
  };
  /** @param {Data} data */
  const set = (data) => {
    turn += 1;
    show({ data, at: Date.now(), stale: false });
  };
  const lose = () => show({ ...state, stale: true });

  async function look() {
    const mine = ++turn;
    // An answer to a request from before a newer one was shown is stale.
    const isOld = () => stopped || mine !== turn;
    try {
      const data = await load();
      if (!isOld()) {
        set(data);
      }
    } catch (error) {
      const kind = error instanceof ApiError ? error.kind : 'offline';
      if (isOld()) {
        return;
      }
      if (kind === 'signed-out') {
        to.signedOut();
      } else if (kind === 'refused') {
        to.failed(String(/** @type {Error} */ (error).message));
      } else {
        lose();
      }
    }
  }

  const end = watch(() => void look(), lose);
  return {
    refresh: () => void look(),
    set,
    stop() {
      stopped = true;
      end();
    },
  };
}

/**
 * Schedules reloads, only while the app is in front, to save the battery.
 * @param {() => void} look
 * @param {() => void} lose
 * @returns {() => void} stops it
 */
function watch(look, lose) {
  /** @type {EventSource | null} */
  let events = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;
  const isShown = () => document.visibilityState === 'visible';
  const refresh = () => {
    clearTimeout(soon);
    soon = setTimeout(look, SETTLE_MS);
  };
  const onShown = () => {
    events?.close();
    events = null;
    if (isShown()) {
      look();
      events = openEvents(refresh);
    }
  };
  const timer = setInterval(() => isShown() && look(), EVERY_MS);
  document.addEventListener('visibilitychange', onShown);
  window.addEventListener('online', refresh);
  window.addEventListener('offline', lose);
  navigator.serviceWorker?.addEventListener('message', refresh);
  onShown();
  return () => {
    clearInterval(timer);
    clearTimeout(soon);
    events?.close();
    document.removeEventListener('visibilitychange', onShown);
    window.removeEventListener('online', refresh);
    window.removeEventListener('offline', lose);
    navigator.serviceWorker?.removeEventListener('message', refresh);
  };
}
