/**
 * The service worker: shows pages while the app is closed, and answers them without opening it. An answer that cannot
 * be sent is kept for a quarter of an hour and retried; a notification shows its state.
 */
/** @type {ServiceWorkerGlobalScope} */
const worker = /** @type {any} */ (self);

/** @typedef {{ id: string, kind: string, title: string, body: string, lang: string, tag: string, incident: string | null, ring: boolean, stay: boolean, at: number, actions: Array<{ action: string, title: string }>, links?: Record<string, string> }} Payload */
/** @typedef {{ incident: string, action: string, body: object | null, title: string, lang: string, at: number }} Pending */

const SHELL = 'vigie-shell';
const FILES = [
  './',
  'app.css',
  'main.js',
  'api.js',
  'dom.js',
  'live.js',
  'push.js',
  'texts.js',
  'times.js',
  'home.js',
  'incident.js',
  'enrol.js',
  'device.js',
  'icon.svg',
  'manifest.webmanifest',
  'manifest.fr.webmanifest',
];
/** A later answer would surprise everybody. */
const PENDING_LIFE_MS = 15 * 60_000;
const TRIES_AFTER_MS = [0, 1_000, 3_000, 8_000];
const LONGEST_MS = 10_000;
const SYNC = 'vigie-pending';

const TEXTS = {
  en: {
    acknowledged: 'Acknowledged. You have it.',
    /** @param {string} why */
    refused: (why) => `Not done: ${why}`,
    later: 'Not sent yet: no connection. Vigie tries again for 15 minutes; others may be called meanwhile.',
    tooLate: 'Not sent: there was no connection for 15 minutes. Open Vigie to see how it stands.',
    signedOut: 'This device is not connected any more. Open Vigie to connect it again.',
    unreadable: 'There is news. Open Vigie to see it.',
  },
  fr: {
    acknowledged: 'Pris en charge. C’est à vous.',
    /** @param {string} why */
    refused: (why) => `Action impossible : ${why}`,
    later:
      'Pas encore envoyé : pas de connexion. Nouvelles tentatives pendant 15 minutes ; d’autres personnes peuvent être alertées entre-temps.',
    tooLate: 'Pas envoyé : pas de connexion pendant 15 minutes. Ouvrez Vigie pour voir où on en est.',
    signedOut: 'Cet appareil n’est plus connecté. Ouvrez Vigie pour le reconnecter.',
    unreadable: 'Il y a du nouveau. Ouvrez Vigie pour voir.',
  },
};

/** @param {string} lang */
const words = (lang) => (lang === 'fr' ? TEXTS.fr : TEXTS.en);
/** @param {string} path */
const apiUrl = (path) => new URL(`api/${path}`, worker.registration.scope);

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(SHELL)
      .then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' }))))
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

/**
 * Serves from the network, and from the cache while there is none. Answers of the API are never cached: phones get
 * lost.
 */
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const isShell =
    request.method === 'GET' && url.href.startsWith(worker.registration.scope) && !url.href.startsWith(apiUrl('').href);
  if (isShell) {
    event.respondWith(fromNetwork(request));
  }
});

/** @param {Request} request @returns {Promise<Response>} */
async function fromNetwork(request) {
  const cache = await caches.open(SHELL);
  const key = request.mode === 'navigate' ? './' : request;
  try {
    const response = await fetch(request);
    if (response.ok) {
      await cache.put(key, response.clone());
    }
    return response.status >= 502 ? ((await cache.match(key)) ?? response) : response;
  } catch (error) {
    const kept = await cache.match(key);
    if (kept) {
      return kept;
    }
    throw error;
  }
}

worker.addEventListener('push', (event) => event.waitUntil(onPush(event.data)));

/** @param {PushMessageData | null} data */
async function onPush(data) {
  const payload = read(data);
  await show(payload.title, payload.body, payload);
  await tellPages();
  if (payload.kind !== 'test' && payload.id !== '') {
    await post('shown', { id: payload.id });
  }
  await flush();
}

/** @param {PushMessageData | null} data @returns {Payload} */
function read(data) {
  try {
    return /** @type {Payload} */ (data?.json());
  } catch {
    // A browser blocks further pushes after one that shows nothing.
    const lang = navigator.language.startsWith('fr') ? 'fr' : 'en';
    return {
      id: '',
      kind: 'unknown',
      title: 'Vigie',
      body: words(lang).unreadable,
      lang,
      tag: 'unknown',
      incident: null,
      ring: true,
      stay: false,
      at: Date.now(),
      actions: [],
    };
  }
}

/** @param {string} title @param {string} body @param {Payload} payload */
function show(title, body, { lang, tag, incident, ring, stay, at, actions, links }) {
  const options = {
    body,
    lang,
    tag,
    renotify: ring,
    requireInteraction: stay,
    silent: !ring,
    ...(ring ? { vibrate: [400, 200, 400, 200, 400] } : {}),
    timestamp: at,
    icon: 'icon-192.png',
    badge: 'badge-96.png',
    actions,
    data: { incident, title, lang, tag, links },
  };
  return worker.registration.showNotification(title, options);
}

/**
 * Shows the result of an answer in place of the notification. @param {Pending} one @param {string} body @param
 * {boolean} ring
 */
function report({ incident, title, lang }, body, ring) {
  return show(title, body, {
    id: '',
    kind: 'answer',
    title,
    body,
    lang,
    tag: `incident-${incident}`,
    incident,
    ring,
    stay: ring,
    at: Date.now(),
    actions: [],
  });
}

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { incident, title, lang, links } = event.notification.data ?? {};
  const page = links?.[event.action || 'default'];
  if (page) {
    event.waitUntil(worker.clients.openWindow(page));
  } else if (event.action === 'acknowledge' && incident) {
    event.waitUntil(answer({ incident, action: 'acknowledge', body: null, title, lang, at: Date.now() }));
  } else {
    event.waitUntil(open(incident ? `./#incident=${incident}` : './'));
  }
});

/** @param {string} address */
async function open(address) {
  const url = new URL(address, worker.registration.scope).href;
  const [client] = await worker.clients.matchAll({ type: 'window' });
  if (client) {
    client.postMessage({ kind: 'open', url });
    await client.focus();
  } else {
    await worker.clients.openWindow(url);
  }
}

/** @param {Pending} one */
async function answer(one) {
  for (const wait of TRIES_AFTER_MS) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    if (await settle(one)) {
      await tellPages();
      return;
    }
  }
  await keep(one);
  await report(one, words(one.lang).later, true);
  await askForSync();
}

/** @param {Pending} one @returns {Promise<boolean>} true: no retry is needed */
async function settle(one) {
  const said = words(one.lang);
  if (Date.now() - one.at > PENDING_LIFE_MS) {
    await report(one, said.tooLate, true);
    return true;
  }
  const response = await post(`incidents/${encodeURIComponent(one.incident)}/${one.action}`, one.body);
  if (response === null) {
    return false;
  }
  if (response.ok) {
    // For other buttons, the page itself shows the result.
    await report(one, one.action === 'acknowledge' ? said.acknowledged : '✓', false);
  } else if (response.status === 401) {
    await report(one, said.signedOut, true);
  } else {
    const why = await response.json().then(
      (body) => String(body?.error?.message ?? response.status),
      () => String(response.status),
    );
    await report(one, said.refused(why), true);
  }
  return true;
}

/** @param {string} path @param {object | null} body @returns {Promise<Response | null>} null: no answer, try again */
async function post(path, body) {
  const response = await fetch(apiUrl(path), {
    method: 'POST',
    headers: { 'x-vigie-app': '1', ...(body === null ? {} : { 'content-type': 'application/json' }) },
    body: body === null ? null : JSON.stringify(body),
    credentials: 'same-origin',
    signal: AbortSignal.timeout(LONGEST_MS),
  }).catch(() => null);
  return response === null || response.status >= 500 || response.status === 429 ? null : response;
}

async function tellPages() {
  const pages = await worker.clients.matchAll({ type: 'window' });
  pages.forEach((page) => page.postMessage({ kind: 'news' }));
}

/** Browsers with background sync retry once there is a network, even with the app closed. */
async function askForSync() {
  const { sync } = /** @type {{ sync?: { register(tag: string): Promise<void> } }} */ (
    /** @type {unknown} */ (worker.registration)
  );
  await sync?.register(SYNC).catch((error) => console.warn('No background sync', error));
}

worker.addEventListener(/** @type {any} */ ('sync'), (/** @type {any} */ event) => {
  if (event.tag === SYNC) {
    event.waitUntil(flush().then((left) => (left > 0 ? Promise.reject(new Error('no connection yet')) : undefined)));
  }
});

worker.addEventListener('message', (event) => {
  const message = /** @type {{ kind: string, pending?: Pending }} */ (event.data);
  if (message.kind === 'later' && message.pending) {
    event.waitUntil(keep(message.pending).then(askForSync));
  } else if (message.kind === 'flush') {
    event.waitUntil(flush());
  }
});

worker.addEventListener('pushsubscriptionchange', (event) => {
  const change = /** @type {{ oldSubscription?: PushSubscription, newSubscription?: PushSubscription }} */ (
    /** @type {unknown} */ (event)
  );
  /** @type {any} */ (event).waitUntil(resubscribe(change));
});

/** @param {{ oldSubscription?: PushSubscription, newSubscription?: PushSubscription }} change */
async function resubscribe({ oldSubscription, newSubscription }) {
  const key = oldSubscription?.options.applicationServerKey ?? null;
  const fresh =
    newSubscription ??
    (key && (await worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })));
  if (fresh) {
    await fetch(apiUrl('subscription'), {
      method: 'PUT',
      headers: { 'x-vigie-app': '1', 'content-type': 'application/json' },
      body: JSON.stringify(fresh),
      credentials: 'same-origin',
    });
  }
}

// --- answers that wait for a network

/** @returns {Promise<IDBDatabase>} */
function database() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('vigie', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('pending', { keyPath: 'incident' });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

/**
 * @template Result
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<Result>} use
 * @returns {Promise<Result>}
 */
async function inStore(mode, use) {
  const db = await database();
  try {
    return await new Promise((resolve, reject) => {
      const request = use(db.transaction('pending', mode).objectStore('pending'));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } finally {
    db.close();
  }
}

/** Only the latest answer about an incident counts. @param {Pending} one */
function keep(one) {
  return inStore('readwrite', (store) => store.put(one));
}

/** @returns {Promise<number>} the number that still waits */
async function flush() {
  const waiting = /** @type {Pending[]} */ (await inStore('readonly', (store) => store.getAll()));
  let left = 0;
  for (const one of waiting) {
    if (await settle(one)) {
      await inStore('readwrite', (store) => store.delete(one.incident));
    } else {
      left += 1;
    }
  }
  if (waiting.length > left) {
    await tellPages();
  }
  return left;
}
