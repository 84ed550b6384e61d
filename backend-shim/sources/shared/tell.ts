/** Helps sources that send updates: writes sentences and maps HTTP answers to outcomes. */
import { fullInstant, shownZone } from '#domain/time/words/instant-words';
import { readJson } from '#contract/foreign/json-shape';
import type { SyncCaller, SourceUpdate, UpdateOutcome } from '../../ports/source-sync.ts';
import type { HttpFailure, HttpRequest, HttpResponse } from '../../ports/http.ts';
import type { SyncSettings } from '#domain/routing/integration';
import { isRecord } from './values/read.ts';

const LONGEST = 1_500;
/** The mark at the end of everything that Vigie writes into a source; a message with it is our own echo. */
const MARK = /\(Vigie #\d+\)\s*$/;

/** One line that says who did what, for people who look at the source. */
export function sentence({ what, actor, text, incident, timeZone }: SourceUpdate): string {
  const said = {
    acknowledge: 'Acknowledged',
    unacknowledge: 'No longer acknowledged',
    resolve: 'Resolved',
    note: text ?? '',
    severity: `Severity set to ${text ?? incident.severity}`,
    snooze: 'Snoozed',
  }[what];
  const until =
    what === 'snooze' && incident.snoozedUntil !== null
      ? ` until ${fullInstant(incident.snoozedUntil, 'en', timeZone)} (${shownZone(timeZone)})`
      : '';
  const by = what === 'note' ? ` – ${actor}` : ` by ${actor}`;
  const whole = `${oneLine(said)}${until}${by}`;
  return `${whole.length > LONGEST ? `${whole.slice(0, LONGEST - 1)}…` : whole} (Vigie #${incident.number})`;
}

/** Control characters, line breaks among them, become spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

export function isEcho(message: string | null): boolean {
  return message !== null && MARK.test(message);
}

type SourceAnswer =
  { ok: true; response: HttpResponse } | { ok: false; told: Extract<UpdateOutcome, { kind: 'retry' | 'never' }> };

/** Settings come from files or Admins, so private networks are allowed. */
export async function call(
  { http, signal }: SyncCaller,
  settings: SyncSettings,
  request: Omit<HttpRequest, 'trusted' | 'signal' | 'ca'>,
): Promise<SourceAnswer> {
  const result = await http.send({ ...request, trusted: true, ca: settings.ca, signal });
  return result.ok ? { ok: true, response: result.response } : { ok: false, told: failed(result.failure) };
}

function failed({ kind, detail }: HttpFailure): Extract<UpdateOutcome, { kind: 'retry' | 'never' }> {
  return kind === 'refused-address' || kind === 'bad-url'
    ? { kind: 'never', reason: kind, detail }
    : { kind: 'retry', reason: kind, detail, after: null };
}

const LONGEST_REASON = 300;
/** Of an answer of 64 KiB. */
const MOST_VALUES = 50_000;

/** Maps a status other than 2xx to an outcome, unless the product defines it more precisely. */
export function refused({ status, body, headers }: HttpResponse): Extract<UpdateOutcome, { kind: 'retry' | 'never' }> {
  const detail = `HTTP ${status}${body.trim() === '' ? '' : ` ${oneLine(body).slice(0, LONGEST_REASON)}`}`;
  if (status === 401 || status === 403) {
    // People correct credentials, and what was done meanwhile must still be sent.
    return { kind: 'retry', reason: 'unauthorized', detail, after: null };
  }
  if (status === 429) {
    return { kind: 'retry', reason: 'rate-limited', detail, after: Number(headers['retry-after'] ?? 0) * 1000 || null };
  }
  if (status === 408 || status >= 500) {
    return { kind: 'retry', reason: 'server-error', detail, after: null };
  }
  return { kind: 'never', reason: status === 404 ? 'not-found' : 'refused', detail };
}

/** @returns null: the body is not a JSON object */
export function jsonObject(body: string): Record<string, unknown> | null {
  const value = jsonOf(body);
  return isRecord(value) ? value : null;
}

/** @returns undefined: a proxy's error page, or a cut answer, or more than any monitor answers; the caller reports it */
function jsonOf(body: string): unknown {
  const read = readJson(body, MOST_VALUES);
  return read.ok ? read.value : undefined;
}

export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** The firing alerts; all alerts if none fires. */
export function concerned({ alerts }: Pick<SourceUpdate, 'alerts'>): SourceUpdate['alerts'] {
  const firing = alerts.filter((alert) => alert.firing);
  return firing.length > 0 ? firing : alerts;
}
