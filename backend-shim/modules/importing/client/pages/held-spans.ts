/** Reads from the timeline of an incident when something held pages back. */
import type { HeldSpan, HeldWhy } from '#modules/importing/domain/pages/model';

export interface EntryOfTimeline {
  /** Epoch ms. */
  at: number;
  kind: string;
  data: Readonly<Record<string, unknown>>;
}

/** What begins with an entry `held`; one without a reason is a maintenance. */
const BEGINS: Readonly<Record<string, HeldWhy>> = { '': 'maintenance', downtime: 'downtime', silenced: 'silence' };
/** What ends all of it, unless a maintenance goes on (`held`). */
const ENDS: readonly unknown[] = ['over', 'downtime-over', 'downtime-limit', 'silence-over', 'silence-joined'];

export function heldIn(entries: readonly EntryOfTimeline[]): HeldSpan[] {
  const spans: HeldSpan[] = [];
  let open: HeldSpan | null = null;
  for (const { at, kind, data } of entries) {
    const reason = typeof data['reason'] === 'string' ? data['reason'] : '';
    const begins = kind === 'held' && Object.hasOwn(BEGINS, reason) ? BEGINS[reason] : undefined;
    if (open !== null && (begins !== undefined || isOver(kind, data))) {
      open.to = at;
      open = null;
    }
    if (begins !== undefined) {
      open = { from: at, to: Infinity, why: begins, person: null };
      spans.push(open);
    }
    spans.push(...timed(at, kind, reason, data));
  }
  return spans;
}

function isOver(kind: string, data: EntryOfTimeline['data']): boolean {
  return (kind === 'held' && ENDS.includes(data['reason']) && data['held'] !== true) || kind === 'resolved';
}

/** Spans whose end is known when they begin. */
function timed(at: number, kind: string, reason: string, data: EntryOfTimeline['data']): HeldSpan[] {
  const { until, user } = data;
  if (typeof until !== 'number') {
    return [];
  }
  if (kind === 'waiting' && reason === 'waiting-for-window') {
    return [{ from: at, to: until, why: 'window', person: null }];
  }
  const why =
    kind === 'page' && reason === 'quiet-hours'
      ? 'quiet-hours'
      : kind === 'held' && reason === 'not-available'
        ? 'not-available'
        : null;
  return why !== null && typeof user === 'string' ? [{ from: at, to: until, why, person: user }] : [];
}
