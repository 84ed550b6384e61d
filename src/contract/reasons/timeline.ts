/** Why the timeline of an incident says what it says: `data.reason` of an entry, with the rest of its data. */
import { z } from 'zod';
import { count, text } from '#contract/reasons/data';
import { reasonList } from '#contract/reasons/reason';
import type { AlertEnd } from '#domain/incident/alert';
import { MISSING_KINDS } from '#domain/escalation/targets';

/** Parts of a step that found nobody; `id` is the login, team or rota. */
export const missingParts = z.array(z.object({ what: z.enum(MISSING_KINDS), id: text.nullable() })).readonly();

/** Of `skipped`: why a step was left at once. Severities are texts: an entry outlives the list of them. */
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

/** Of `held`; without a reason, a maintenance holds paging. `held`: a maintenance does after it. */
export const HELD = reasonList({
  over: {},
  downtime: { source: text, until: count },
  'downtime-over': { held: z.boolean() },
  'downtime-limit': { held: z.boolean() },
});

/** `ended` of `alert` and `resolved`: why the source says that it is over, where its condition is not why. */
export const ENDED = reasonList({ paused: {}, 'rule-deleted': {}, 'rule-updated': {}, 'missing-series': {}, asked: {} } satisfies Record<AlertEnd, object>);
