/** Calls the sidecar's API for the app. */

const LONGEST_MS = 10_000;
const ROOT = new URL('api/', document.baseURI);

/** @typedef {{ login: string, name: string, language: 'en' | 'fr', timeZone: string }} Person */
/** @typedef {{ person: Person, device: { id: string, name: string, push: boolean, used: boolean }, publicKey: string | null, now: string }} Me */
/** @typedef {{ id: string, number: number, title: string, description: string, severity: 'critical' | 'error' | 'warning' | 'info', state: 'open' | 'acknowledged' | 'snoozed' | 'resolved', exhausted: boolean, test: boolean, labels: Record<string, string>, links: Array<{ title: string, url: string }>, alerts: { firing: number, total: number }, openedAt: string, acknowledgedAt: string | null, acknowledgedBy: string | null, snoozedUntil: string | null, resolvedAt: string | null, resolvedBy: string | null }} Incident */
/** @typedef {Incident & { acknowledgedName: string | null }} Listed */
/** `team`: open incidents of the person's teams that do not page them; missing from a list that an earlier app kept. @typedef {{ at: string, items: Listed[], more: boolean, team?: Listed[] }} List */
/** @typedef {{ now: number, incident: Incident, source: string | null, names: Record<string, string>, pages: Array<{ name: string, state: 'waiting' | 'trying' | 'reached' | 'failed' | 'ended', at: number }>, next: { at: number, what: string } | null, timeline: Array<{ at: number, text: string, language: string }>, actions: string[], rating?: { own: string | null, note: string | null } | null }} View */
/** @typedef {{ at: string, rotas: Array<{ rota: string, name: string, mine: boolean, onCall: string[], next: Array<{ name: string, from: string }> }>, shifts: Array<{ rota: string, start: string, end: string | null, now: boolean }> }} Duty */

/** `offline`: no answer. `signed-out`: the device is no longer connected. `refused`: the message says why. */
export class ApiError extends Error {
  /**
   * @param {'offline' | 'signed-out' | 'refused'} kind
   * @param {string} message
   */
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
async function ask(method, path, body) {
  const response = await fetch(new URL(path, ROOT), {
    method,
    headers: { 'x-vigie-app': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: body === undefined ? null : JSON.stringify(body),
    credentials: 'same-origin',
    cache: 'no-store',
    signal: AbortSignal.timeout(LONGEST_MS),
  }).catch(() => null);
  // An answer of a proxy in place of the sidecar counts as no answer.
  if (response === null || response.status >= 502) {
    throw new ApiError('offline', '');
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok || answer === null) {
    throw new ApiError(
      response.status === 401 ? 'signed-out' : 'refused',
      String(answer?.error?.message ?? response.status),
    );
  }
  return answer;
}

export const api = {
  /** @returns {Promise<Me>} */
  me: () => ask('GET', 'me'),
  /** @returns {Promise<List>} */
  incidents: () => ask('GET', 'incidents'),
  /** @param {string} id @returns {Promise<View>} */
  incident: (id) => ask('GET', `incidents/${encodeURIComponent(id)}`),
  /** @param {string} id @param {string} action @param {object} [body] @returns {Promise<View>} */
  act: (id, action, body) => ask('POST', `incidents/${encodeURIComponent(id)}/${action}`, body),
  /** null takes it back. @param {string} id @param {{ rating: string, note?: string } | null} rating @returns {Promise<View>} */
  rate: (id, rating) =>
    ask(rating === null ? 'DELETE' : 'PUT', `incidents/${encodeURIComponent(id)}/rating`, rating ?? undefined),
  /** @returns {Promise<Duty>} */
  duty: () => ask('GET', 'duty'),
  /** @param {string} code @param {string} name @param {string} platform @returns {Promise<unknown>} */
  enrol: (code, name, platform) => ask('POST', 'enrol', { code, name, platform }),
  /** @param {object} subscription @returns {Promise<unknown>} */
  subscribe: (subscription) => ask('PUT', 'subscription', subscription),
  /** @returns {Promise<unknown>} */
  unsubscribe: () => ask('DELETE', 'subscription'),
  /** @returns {Promise<{ outcome: string, detail: string }>} */
  test: () => ask('POST', 'test'),
  /** @returns {Promise<unknown>} */
  leave: () => ask('POST', 'leave'),
};

/** @param {() => void} onChange @returns {EventSource} signals that incidents or rotas changed, without saying which */
export function openEvents(onChange) {
  const events = new EventSource(new URL('events', ROOT));
  for (const name of ['incident', 'rota', 'reset']) {
    events.addEventListener(name, onChange);
  }
  return events;
}
