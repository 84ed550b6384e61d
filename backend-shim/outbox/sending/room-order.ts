/** A room hears about one incident in order: a ticket is opened before it is closed, also where opening it had to be tried again. */
import { pendingRoomUpdates } from '../../store/deliveries/outbox/claims.ts';
import type { DeliveryRow } from '../../store/schema/deliveries.ts';
import type { Work } from '../../store/work.ts';

const LOOK_AGAIN = 1_000;

/** @returns of these rows, those that wait for an earlier one, by the instant until which they wait */
export async function waitingForTurn(work: Work, rows: readonly DeliveryRow[]): Promise<Map<string, number>> {
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
