/** Lists why an entry of the timeline says what it says: `data.reason` of an entry, with the rest of its data. */
import { z } from 'zod';
import { count, text, texts } from '#contract/reasons/data';
import { reasonList } from '#contract/reasons/reason';
import type { AlertEnd } from '#domain/incident/signal/alert';
import { MISSING_KINDS } from '#domain/escalation/targets';
import type { ShadowChange } from '#domain/incident/commands/shadow';
import { SYNC_ACTIONS } from '#domain/incident/effects';
import type { ResolvedReason } from '#domain/incident/resolved';
import type { UnattendedReason } from '#domain/incident/progress/watchdog';

/** Parts of a step that found nobody; `id` is the login, team or rota. */
export const missingParts = z.array(z.object({ what: z.enum(MISSING_KINDS), id: text.nullable() })).readonly();

/** For `skipped`: why a step was left at once. Severities are texts, since an entry outlives the list of severities. */
export const SKIPPED = reasonList({
  window: {},
  severity: { severity: text, needed: text },
  match: {},
  /** `within`: ms. */
  alerts: { seen: count, needed: count, within: count },
  'nobody-new': {},
  'all-acknowledged': {},
  'advance-failed': { error: text },
  'nobody-on-call': { missing: missingParts },
});

/** A person of a step is not available; `until`: epoch ms. `standIn`: who is paged in their place. */
export const NOT_AVAILABLE = reasonList({
  'not-available': { user: text, until: count, standIn: text.nullable() },
  /** Nobody else is at hand: the person is paged. */
  'nobody-else': { user: text, until: count },
});

/** For `held`; without a reason, a maintenance holds paging. `held`: a maintenance continues to hold it. */
export const HELD = reasonList({
  over: {},
  downtime: { source: text, until: count },
  'downtime-over': { held: z.boolean() },
  'downtime-limit': { held: z.boolean() },
  /** Somebody silenced it in the source. */
  silenced: { source: text, by: text, comment: text, until: count },
  'silence-over': { source: text },
  'silence-joined': { source: text },
  /** The source did not answer in time. */
  unheard: { source: text, detail: text },
  ...NOT_AVAILABLE,
});

/** For `alert` and `resolved` in `ended`: why the source ended the alert, if not because of its condition. */
export const ENDED = reasonList({
  paused: {},
  'rule-deleted': {},
  'rule-updated': {},
  'missing-series': {},
  asked: {},
} satisfies Record<AlertEnd, object>);

/** For `waiting`; ms. */
export const WAITING = reasonList({
  test: {},
  quiet: { delay: count },
  'next-pass': { wait: count },
  step: { step: count, pass: count, wait: count },
  /** A step that waits for its time window; `until`: epoch ms. */
  'waiting-for-window': { step: count, pass: count, window: text, wait: count, until: count },
});

const told = { users: texts, channels: texts };

/** For `exhausted`, with who is told. */
export const EXHAUSTED = reasonList({ unanswered: told, 'no-policy': told });

/** For `restarted`. */
export const RESTARTED = reasonList({
  'new-alert': {},
  urgency: {},
  asked: { policy: text.nullable() },
  /** A maintenance sends it to another policy, or does not any more. */
  maintenance: { policy: text },
  'maintenance-over': { policy: text },
});

/** For `unacknowledged`. */
export const UNACKNOWLEDGED = reasonList({
  asked: {},
  'in-source': {},
  'not-confirmed': {},
  disabled: { users: texts },
  'advance-failed': {},
});

/** For `resolved`. `note`: in the words of the source. */
export const RESOLVED = reasonList({
  'by-person': {},
  'by-source': { note: text.nullable() },
  'stayed-quiet': {},
  'no-signal': {},
  'test-over': {},
  superseded: {},
  merged: { number: count.nullable() },
} satisfies Record<ResolvedReason, object>);

/** For `reopened`; ms. */
export const REOPENED = reasonList({ 'not-over': {}, undone: {}, split: {}, again: { within: count } });

/** For `warning`. */
export const WARNING = reasonList({
  superseded: {},
  'advance-failed': { error: text },
  unreadable: { field: text },
  /** The time window that a step would wait for does not open within 8 days, or is gone: it is entered at once. */
  'window-never-opens': { step: count, pass: count, window: text },
  /** A resolution was undone after sources (ids of integrations) were told to close the problem. */
  'stays-closed': { integrations: texts },
});

/** For `repaired`: what the watchdog found. */
export const REPAIRED = reasonList({ 'snoozed-without-end': {}, 'open-without-next-step': {} } satisfies Record<
  UnattendedReason,
  object
>);

/** For `page`, if nothing is sent now; `until`: epoch ms. */
export const PAGE = reasonList({ 'no-method': { user: text }, 'quiet-hours': { user: text, until: count } });

/** For `shadow`: nothing is sent from now on; or pages are real again, `over` except those of this incident. */
export const SHADOW = reasonList({ began: {}, over: {}, resumed: {} } satisfies Record<ShadowChange, object>);

/** Why a channel did not deliver a message. */
export const DELIVERY_FAILURES = [
  'network',
  'timeout',
  'rate-limited',
  'server-error',
  'misconfigured',
  'not-configured',
  'cancelled',
  'busy',
  'no-answer',
  'bad-address',
  'refused',
  'unknown-method',
  'unverified',
  'refused-address',
  'undelivered',
  'stopped',
  'voicemail',
  'disabled',
] as const;
/** Why a source was not updated. */
export const SYNC_FAILURES = [
  'network',
  'timeout',
  'rate-limited',
  'server-error',
  'unauthorized',
  'cancelled',
  'refused-address',
  'bad-url',
  'refused',
  'not-found',
] as const;

/** To a person by a method, or to a room. */
const receiver = { user: text.nullable(), channel: text.nullable(), method: text.nullable(), channelKind: text };
const failedDelivery = { ...receiver, reason: z.enum(DELIVERY_FAILURES), detail: text, again: z.boolean() };

/** For `delivery`, by `data.outcome`. `detail`: in the words of the service. */
export const DELIVERY = reasonList({
  done: { ...receiver, kind: text, bundled: z.boolean() },
  retry: failedDelivery,
  never: failedDelivery,
  /** It was decided, and not sent. */
  shadow: { ...receiver, kind: text },
});

const telling = { integration: text, what: z.enum(SYNC_ACTIONS) };
const failedTelling = { ...telling, reason: z.enum(SYNC_FAILURES), detail: text, again: z.boolean() };

/**
 * For `sync`, by `data.outcome`. `answer`, `detail`: in the words of the source. `silenced`: the silences that were made
 * there, and when they end (epoch ms); entries of earlier releases lack it.
 */
export const SYNC = reasonList({
  done: { ...telling, answer: text, silenced: z.object({ count, until: count }).optional() },
  retry: failedTelling,
  never: failedTelling,
  shadow: telling,
});
