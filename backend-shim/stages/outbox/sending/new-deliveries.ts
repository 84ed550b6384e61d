/**
 * Chooses new deliveries that are sent right after the transaction that makes them. They are stored under a lease, as if
 * they had been claimed, so a process that dies meanwhile loses them to the next claim.
 */
import type { ChannelRegistry } from '../../../ports/channel.ts';
import type { ClaimCapacity } from '../../../leases/runner.ts';
import { waitingLanesAndShadow } from '../../../store/deliveries/outbox/due.ts';
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';
import type { Work } from '../../../store/work.ts';
import { isLimited } from '../limits/throttles.ts';
import { inShadow } from './shadow.ts';

/**
 * @param rows not stored yet; the incidents that they are about are
 * @returns most urgent first; deliveries that share a limit or a standing message with others are left to the claim,
 *   which sees these others
 */
export async function chooseNewcomers(
  work: Work,
  channels: ChannelRegistry,
  capacity: Pick<ClaimCapacity, 'free' | 'laneFree'>,
  rows: readonly DeliveryRow[],
): Promise<DeliveryRow[]> {
  const plain = rows.filter((row) => isPlainPage(row, channels) && row.due_at <= work.now);
  const fitting = withinCapacity(plain, capacity);
  if (fitting.length === 0) {
    return [];
  }
  // Those that wait in a lane are first.
  const { waiting, shadow } = await waitingLanesAndShadow(work, [...new Set(fitting.map(({ lane }) => lane))]);
  const shadowed = await inShadow(work, fitting, shadow);
  return fitting.filter(({ id, lane }) => !shadowed.has(id) && !waiting.has(lane));
}

/** A page to a person or a room that is a message of its own. */
function isPlainPage(row: DeliveryRow, channels: ChannelRegistry): boolean {
  const channel = channels.get(row.channel_kind);
  return (
    row.kind === 'page' &&
    row.incident !== null &&
    channel !== undefined &&
    channel.definition.carries.inPlace !== true &&
    !isLimited(row, channels)
  );
}

function withinCapacity(
  rows: readonly DeliveryRow[],
  { free, laneFree }: Pick<ClaimCapacity, 'free' | 'laneFree'>,
): DeliveryRow[] {
  const taken = new Map<string, number>();
  const fitting = rows
    .toSorted((a, b) => b.rank - a.rank)
    .filter(({ lane }) => {
      const count = taken.get(lane) ?? 0;
      taken.set(lane, count + 1);
      return count < laneFree(lane);
    });
  return fitting.slice(0, Math.max(0, free));
}
