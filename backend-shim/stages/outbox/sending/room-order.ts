/** Keeps messages to a room about one incident in order: a ticket is opened before it is closed, also if opening it is retried. */
import { pendingRoomUpdates } from '../../../store/deliveries/outbox/claims.ts';
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';
import type { Work } from '../../../store/work.ts';

const LOOK_AGAIN = 1_000;

/** @returns the rows that must wait for an earlier one, each with the instant until which it waits */
export async function claimedTooEarly(work: Work, rows: readonly DeliveryRow[]): Promise<Map<string, number>> {
  const later = rows.filter((row) => row.kind === 'status' && row.channel !== null);
  const incidents = [...new Set(later.flatMap(({ incident }) => (incident === null ? [] : [incident])))];
  const pending = await pendingRoomUpdates(work, incidents);
  return new Map(
    later.flatMap((row): Array<[string, number]> => {
      const before = pending.find(
        (one) => one.incident === row.incident && one.channel === row.channel && one.id < row.id,
      );
      return before
        ? [[row.id, Math.max(work.now, before.state === 'due' ? before.due_at : work.now) + LOOK_AGAIN]]
        : [];
    }),
  );
}
