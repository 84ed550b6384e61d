/**
 * Keeps what is on the screen true: looks when something has changed, when the app comes back to the
 * front, and every 15 seconds in between; says when it no longer can.
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
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;

  /** @param {Data} data */
  const set = (data) => {
    turn += 1;
    state = { data, at: Date.now(), stale: false };
    to.show(state);
  };

  async function look() {
    const mine = ++turn;
    try {
      const data = await load();
      // What was asked before something newer was shown is old news.
      if (!stopped && mine === turn) {
        set(data);
      }
    } catch (error) {
      if (stopped || mine !== turn) {
        return;
      }
      if (error instanceof ApiError && error.kind === 'signed-out') {
        to.signedOut();
      } else if (error instanceof ApiError && error.kind === 'refused') {
        to.failed(error.message);
      } else {
        state = { ...state, stale: true };
        to.show(state);
      }
    }
  }

  const refresh = () => {
    clearTimeout(soon);
    soon = setTimeout(() => void look(), SETTLE_MS);
  };
  const isShown = () => document.visibilityState === 'visible';
  const onShown = () => {
    if (isShown()) {
      void look();
      listen();
    } else {
      events?.close();
      events = null;
    }
  };
  const onOffline = () => {
    state = { ...state, stale: true };
    to.show(state);
  };
  /** @type {EventSource | null} */
  let events = null;
  function listen() {
    events?.close();
    events = openEvents(refresh);
  }

  const timer = setInterval(() => isShown() && void look(), EVERY_MS);
  document.addEventListener('visibilitychange', onShown);
  window.addEventListener('online', refresh);
  window.addEventListener('offline', onOffline);
  navigator.serviceWorker?.addEventListener('message', refresh);
  onShown();

  return {
    refresh: () => void look(),
    set,
    stop() {
      stopped = true;
      clearInterval(timer);
      clearTimeout(soon);
      events?.close();
      document.removeEventListener('visibilitychange', onShown);
      window.removeEventListener('online', refresh);
      window.removeEventListener('offline', onOffline);
      navigator.serviceWorker?.removeEventListener('message', refresh);
    },
  };
}
