/** Rooms and services defined under `channels`. */
import { tryOrNull } from '#domain/attempt';
import type { Effect } from '#domain/incident/effects';
import { deliveryRow } from './delivery-row.ts';
import type { PlanningContext } from './planning.ts';

export function postToRoom(
  planning: PlanningContext,
  incident: string,
  effect: Extract<Effect, { kind: 'post' }>,
): void {
  const rank = (effect.urgency === 'urgent' ? 4 : 0) + (planning.ledger.brief(incident)?.severity_rank ?? 0);
  deliverToRoom(planning, incident, effect.channel, {
    kind: 'page',
    entry: effect.step?.entry ?? null,
    rank,
    content: JSON.stringify({ urgency: effect.urgency, step: effect.step?.step ?? null }),
  });
}

interface RoomDelivery {
  kind: 'page' | 'update' | 'status';
  entry: number | null;
  rank: number;
  content: string;
}

export function deliverToRoom(
  { work, channels, ledger }: PlanningContext,
  incident: string,
  roomId: string,
  what: RoomDelivery,
): void {
  const room = work.directory.rooms.get(roomId);
  const channel = room && channels.get(room.type);
  if (what.kind !== 'page' && !channel?.definition.carries.update) {
    return;
  }
  ledger.deliver(
    deliveryRow(work, {
      ...what,
      incident,
      channel: roomId,
      channel_kind: room?.type ?? 'unknown',
      lane: tryOrNull(() => (channel && room ? channel.lane('', room.settings) : 'none')) ?? 'none',
    }),
  );
}
