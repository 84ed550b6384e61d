/** Detects what notifications this browser supports, and turns them on. */
import { api } from './api.js';

/** @typedef {'on' | 'off' | 'denied' | 'unsupported' | 'insecure'} PushState */

/** iPads identify themselves as Macs. */
export function isIos() {
  return (
    /iPhone|iPad|iPod/.test(navigator.userAgent) ||
    (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)
  );
}

export function isInstalled() {
  return (
    window.matchMedia('(display-mode: standalone)').matches ||
    /** @type {{ standalone?: boolean }} */ (navigator).standalone === true
  );
}

/** @param {string} url @returns {string} a type that the page's policy (Trusted Types) accepts as ours */
function ours(url) {
  const types =
    /** @type {{ trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): unknown } } }} */ (
      /** @type {unknown} */ (window)
    ).trustedTypes;
  const made = types
    ?.createPolicy('vigie', { createScriptURL: (/** @type {string} */ text) => text })
    .createScriptURL(url);
  return /** @type {string} */ (made ?? url);
}

/** @returns {Promise<ServiceWorkerRegistration | null>} */
export async function registerWorker() {
  if (!('serviceWorker' in navigator)) {
    return null;
  }
  return navigator.serviceWorker
    .register(ours('service-worker.js'), { scope: './', updateViaCache: 'none' })
    .catch((error) => {
      console.warn('The service worker could not be registered', error);
      return null;
    });
}

/** @returns {Promise<PushState>} */
export async function pushState() {
  if (!window.isSecureContext) {
    return 'insecure';
  }
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) {
    return 'unsupported';
  }
  if (Notification.permission === 'denied') {
    return 'denied';
  }
  return Notification.permission === 'granted' ? 'on' : 'off';
}

/** @param {string} text base64url @returns {Uint8Array<ArrayBuffer>} */
function bytesOf(text) {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** @param {ArrayBuffer | null} key @param {string} publicKey @returns {boolean} */
function isSameKey(key, publicKey) {
  const bytes = bytesOf(publicKey);
  return (
    key !== null && key.byteLength === bytes.length && new Uint8Array(key).every((byte, index) => byte === bytes[index])
  );
}

/**
 * Subscribes and informs the sidecar. Done at every start, since browsers change their subscriptions.
 * @param {string} publicKey
 * @returns {Promise<void>}
 */
export async function subscribe(publicKey) {
  const { pushManager } = await navigator.serviceWorker.ready;
  const before = await pushManager.getSubscription();
  // A subscription for another key (of another database) would be refused for ever.
  if (before && !isSameKey(before.options.applicationServerKey, publicKey)) {
    await before.unsubscribe();
  }
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) });
  await api.subscribe(subscription.toJSON());
}

/** Browsers require a touch for this. @returns {Promise<PushState>} */
export async function askPermission() {
  await Notification.requestPermission();
  return pushState();
}

/** @returns {string} `iPhone`, `Android`… */
export function platform() {
  const agent = navigator.userAgent;
  const known = [
    ['iPhone', /iPhone/],
    ['iPad', /iPad/],
    ['Android', /Android/],
    ['Windows', /Windows/],
    ['Mac', /Macintosh/],
    ['Linux', /Linux/],
  ];
  const found = known.find(([, pattern]) => /** @type {RegExp} */ (pattern).test(agent));
  return found === undefined ? '' : isIos() && found[0] === 'Mac' ? 'iPad' : String(found[0]);
}
