/**
 * Orders the deliveries of channels that keep one message per incident and destination: two at once could leave the
 * older state, or post two messages. Deliveries that wait meanwhile are sent as one, since the message shows the state
 * at the time it is sent.
 */
import { asksToAct } from '#domain/notify/render/messages/update-message';
import type { ChannelRegistry } from '../../../ports/channel.ts';
import { destinationsUnderWay, sentWithProviderId } from '../../../store/deliveries/outbox/claims.ts';
import { holdFreeIncidents } from '../../../store/incidents/incidents.ts';
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import type { Work } from '../../../store/work.ts';
import { destinationOf } from '../destination.ts';
import type { DeliveryDestination } from '../destination.ts';
import type { ClaimedMessage } from './claimed.ts';
import { readContent } from '../../../store/deliveries/stored-content.ts';

function keyOf(row: DeliveryDestination & Pick<DeliveryRow, 'incident'>): string {
  return `${row.incident}\n${destinationOf(row)}`;
}

/** Status updates to a subscriber are separate messages. */
function stands(row: DeliveryRow, channels: ChannelRegistry): boolean {
  return (
    row.incident !== null &&
    (row.kind !== 'status' || row.channel !== null) &&
    channels.get(row.channel_kind)?.definition.carries.inPlace === true
  );
}

function incidentsOf(rows: readonly DeliveryRow[]): string[] {
  return [...new Set(rows.flatMap((row) => (row.incident === null ? [] : [row.incident])))].sort();
}

/** @returns the messages that may be sent now; rows that are not in the result stay due */
export async function firstOfEachMessage(
  work: Work,
  channels: ChannelRegistry,
  rows: readonly DeliveryRow[],
): Promise<{ standing: ClaimedMessage[]; others: DeliveryRow[] }> {
  const mine = rows.filter((row) => stands(row, channels));
  const others = rows.filter((row) => !mine.includes(row));
  if (mine.length === 0) {
    return { standing: [], others };
  }
  const held = await holdFreeIncidents(work, incidentsOf(mine));
  const busy = new Set((await destinationsUnderWay(work, [...held])).map(keyOf));
  const groups = Map.groupBy(
    mine.filter((row) => held.has(row.incident ?? '') && !busy.has(keyOf(row))),
    keyOf,
  );
  return { standing: [...groups.values()].map((group) => together(group, work.unreadable)), others };
}

/**
 * Updates that ask for an answer come first, since they say more than the page that comes with them; then pages, other
 * updates, and silent refreshes.
 */
function importance(row: DeliveryRow, noting: UnreadableReporter): number {
  const { kind } = row;
  const { update, refresh } = readContent(row, noting);
  return kind === 'update' && update !== undefined && asksToAct(update) ? 3 : kind === 'page' ? 2 : refresh ? 0 : 1;
}

function together(rows: readonly DeliveryRow[], noting: UnreadableReporter): ClaimedMessage {
  const [carrier, ...bundled] = rows.toSorted(
    (a, b) => importance(b, noting) - importance(a, noting) || (a.id < b.id ? 1 : -1),
  );
  if (!carrier) {
    throw new Error('a group has at least one row');
  }
  return { carrier, bundled };
}

/** The standing message, by the id of the delivery that will change it. */
export async function standingMessages(
  work: Work,
  channels: ChannelRegistry,
  claimed: readonly ClaimedMessage[],
): Promise<ReadonlyMap<string, string>> {
  const carriers = claimed.map(({ carrier }) => carrier).filter((row) => stands(row, channels));
  const sent = await sentWithProviderId(work, incidentsOf(carriers));
  const latest = new Map(sent.map((row) => [keyOf(row), row.provider_id ?? '']));
  return new Map(
    carriers.flatMap((row) => {
      const standing = latest.get(keyOf(row));
      return standing === undefined ? [] : [[row.id, standing] as const];
    }),
  );
}
