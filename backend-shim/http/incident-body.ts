/** Writes incidents and their parts in the contract's form. */
import type { PageWire, TimelineEntryWire } from '#contract/incidents/incident';
import { incidentWire, iso, isoOrNull } from '#contract/incidents/incident-body';
import type { AttemptTable, DeliveryRow, PageRow } from '../store/schema/deliveries.ts';
import { readContent } from '../store/deliveries/stored-content.ts';
import { timelineData } from '../store/incidents/stored-parts.ts';
import type { TimelineTable } from '../store/schema/incidents.ts';
import { SHADOW } from '../store/shadow/shadowed-incidents.ts';
import type { UnreadableReporter } from '../store/stored/unreadable.ts';

export { incidentWire as incidentBody, iso, isoOrNull };

export function timelineBody(row: TimelineTable, noting: UnreadableReporter): TimelineEntryWire {
  return { at: iso(row.at), kind: row.kind, actor: row.actor, text: row.text, data: timelineData(row, noting) };
}

const DELIVERY_STATES: Record<string, PageWire['deliveries'][number]['state']> = {
  due: 'waiting',
  sending: 'sending',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** A message that stood for several has its attempts with each; receipts are noted with the one that carried the others. */
export function attemptsOf(
  { id, bundled_into: carrier }: Pick<DeliveryRow, 'id' | 'bundled_into'>,
  attempts: readonly AttemptTable[],
): AttemptTable[] {
  const moment = ({ attempt, at }: AttemptTable) => `${attempt} ${at}`;
  const own = attempts.filter(({ delivery }) => delivery === id);
  const known = new Set(own.map(moment));
  return attempts.filter((one) => one.delivery === id || (one.delivery === carrier && !known.has(moment(one))));
}

export function deliveryBody(row: DeliveryRow, attempts: readonly AttemptTable[]): PageWire['deliveries'][number] {
  return {
    id: row.id,
    channel: row.channel_kind,
    method: row.method ?? row.channel ?? '',
    state: DELIVERY_STATES[row.state] ?? 'failed',
    dueAt: row.state === 'due' ? iso(row.due_at) : null,
    outcome: row.outcome === SHADOW ? SHADOW : null,
    endedAt: isoOrNull(row.done_at),
    attempts: attemptsOf(row, attempts).map((attempt) => ({
      at: iso(attempt.at),
      outcome: attempt.outcome as 'done' | 'retry' | 'never',
      reason: attempt.reason,
      // `GET incidents/:id/updates` shows a room's answers to callers who may read them.
      detail: attempt.outcome === 'done' ? '' : (attempt.detail?.split('\n')[0] ?? ''),
    })),
  };
}

export function pageBody(
  row: PageRow,
  deliveries: readonly DeliveryRow[],
  attempts: readonly AttemptTable[],
): PageWire {
  return {
    id: row.id,
    user: row.user,
    room: null,
    urgency: row.urgency as PageWire['urgency'],
    step: row.step === null ? null : row.step + 1,
    state: row.state === 'running' ? 'running' : 'ended',
    startedAt: iso(row.started_at),
    endedAt: isoOrNull(row.ended_at),
    reason: row.end_reason ?? (row.state === 'running' ? null : row.state),
    deliveries: deliveries
      .filter((delivery) => delivery.page === row.id)
      .map((delivery) => deliveryBody(delivery, attempts)),
  };
}

/** A room has no page of its own, so its first delivery represents one. */
export function roomPageBody(
  row: DeliveryRow,
  attempts: readonly AttemptTable[],
  noting: UnreadableReporter,
): PageWire {
  const isLive = row.state === 'due' || row.state === 'sending';
  const content = readContent(row, noting);
  return {
    id: row.id,
    user: null,
    room: row.channel,
    urgency: content.urgency ?? 'default',
    step: content.step === undefined || content.step === null ? null : content.step + 1,
    state: isLive ? 'running' : 'ended',
    startedAt: iso(row.created_at),
    endedAt: isoOrNull(row.done_at),
    reason: isLive ? null : row.state === 'done' ? 'delivered' : (row.outcome ?? row.state),
    deliveries: [deliveryBody(row, attempts)],
  };
}
