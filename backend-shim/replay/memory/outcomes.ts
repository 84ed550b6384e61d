/** Feeds back what became of deliveries: the n-th to somebody by a method about an incident fares as the n-th did. */
import { MINUTE } from '#domain/time/duration';
import type { DeliveryOutcome, NeverReason, RetryReason } from '../../ports/channel.ts';
import type { DeliveryRow } from '../../store/schema/deliveries.ts';
import type { RecordedDelivery } from '../recorded.ts';

export interface ExpectedAttempt {
  /** When it begins. */
  from: number;
  at: number;
  outcome: DeliveryOutcome;
}

export interface DeliveryOutcomes {
  /** When the next attempt of this delivery is over, and how it ends. */
  next(row: DeliveryRow): ExpectedAttempt;
}

const ARRIVED: DeliveryOutcome = { kind: 'done', providerId: null };

const NOT_SET_UP: DeliveryOutcome = { kind: 'retry', reason: 'not-configured', detail: '', after: null };

/** @param isSetUp whether deliveries of a kind can be sent at all by now */
export function createOutcomes(
  recorded: readonly RecordedDelivery[],
  isSetUp: (kind: string) => boolean,
): DeliveryOutcomes {
  const waiting = Map.groupBy(recorded, keyOf);
  waiting.forEach((list) => list.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)));
  const matched = new Map<string, RecordedDelivery | null>();
  const taken = new Map<string, number>();

  function recordOf(row: DeliveryRow): RecordedDelivery | null {
    const known = matched.get(row.id);
    if (known !== undefined) {
      return known;
    }
    const key = keyOf({ ...row, incident: row.incident ?? '' });
    const nth = taken.get(key) ?? 0;
    taken.set(key, nth + 1);
    const found = waiting.get(key)?.[nth] ?? null;
    matched.set(row.id, found);
    return found;
  }

  return {
    next: (row) => {
      const record = recordOf(row);
      // Nothing is known of a delivery that did not happen: it arrives at once, or when it is due again, if anything does.
      const outcome = isSetUp(row.channel_kind) ? ARRIVED : NOT_SET_UP;
      const unknown = { from: row.due_at, at: row.due_at, outcome };
      if (record === null) {
        return unknown;
      }
      const attempt = record.attempts[row.attempt];
      if (attempt !== undefined) {
        const at = row.created_at + (attempt.at - record.createdAt);
        return { from: at - attempt.tookMs, at, outcome: outcomeOf(record, attempt) };
      }
      // It was still waiting when it was cancelled, and would have been sent after that.
      const waited = record.doneAt === null ? MINUTE : record.doneAt - record.createdAt + 1;
      const at = Math.max(row.due_at, row.created_at + waited);
      return { from: at, at, outcome: ARRIVED };
    },
  };
}

function keyOf({
  incident,
  user,
  channel,
  method,
}: Pick<RecordedDelivery, 'incident' | 'user' | 'channel' | 'method'>): string {
  return [incident, user ?? '', channel ?? '', method ?? ''].join('\n');
}

function outcomeOf(
  { state, attempts }: RecordedDelivery,
  attempt: RecordedDelivery['attempts'][number],
): DeliveryOutcome {
  const isLast = attempts.at(-1) === attempt;
  if (attempt.outcome === 'done') {
    return ARRIVED;
  }
  // A last temporary failure was final, as the record says.
  return attempt.outcome === 'never' || (isLast && state === 'failed')
    ? { kind: 'never', reason: (attempt.reason ?? 'refused') as NeverReason, detail: '' }
    : { kind: 'retry', reason: (attempt.reason ?? 'network') as RetryReason, detail: '', after: null };
}
