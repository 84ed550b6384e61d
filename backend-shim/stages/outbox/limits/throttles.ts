/** Says which deliveries share a limit, or a message, with others. */
import type { PageThrottle } from '#domain/notify/throttle';
import type { ChannelDefinition, ChannelRegistry } from '../../../ports/channel.ts';
import { HELD } from '../../../store/deliveries/outbox/claims.ts';
import type { DueDelivery } from '../../../store/deliveries/outbox/due.ts';
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';

const QUARTER_HOUR = 15 * 60_000;
const HALF_MINUTE = 30_000;

/** Limits status updates: the first goes at once, a storm becomes one message every half minute. */
export const STATUS_THROTTLE: PageThrottle = {
  limit: { count: 10, per: QUARTER_HOUR },
  bundle: {
    after: { count: 1, per: HALF_MINUTE },
    within: HALF_MINUTE,
    most: Number.MAX_SAFE_INTEGER,
    costly: true,
  },
};

/** null: no limit. Rooms get each message separately, since a message there may open a ticket. */
export function throttleOf(
  { kind, user, channel_kind }: Pick<DeliveryRow, 'kind' | 'user' | 'channel_kind'>,
  channels: ChannelRegistry,
): PageThrottle | null {
  if (user === null) {
    return null;
  }
  if (kind === 'status') {
    return STATUS_THROTTLE;
  }
  const definition = channels.get(channel_kind)?.definition ?? null;
  const throttle = kind === 'page' ? definition : kind === 'update' ? throttleOfNews(definition) : null;
  return throttle && (throttle.bundle !== null || throttle.limit.count < Number.MAX_SAFE_INTEGER) ? throttle : null;
}

/** News are bundled where each can be listed. They are never limited: some of them ask for an answer. */
function throttleOfNews(definition: ChannelDefinition | null): PageThrottle | null {
  return definition?.carries.several === true
    ? { limit: { count: Number.MAX_SAFE_INTEGER, per: 1 }, bundle: definition.bundle }
    : null;
}

/** Whether the delivery shares a limit, or a message, with others. */
export function isLimited(row: DeliveryRow, channels: ChannelRegistry): boolean {
  return throttleOf(row, channels) !== null;
}

/** Pages, updates and status updates do not wait for each other. */
export function groupOf(row: Pick<DeliveryRow, 'kind' | 'user' | 'method'>): string {
  return `${row.kind}\n${row.user}\n${row.method}`;
}

/** Kinds of channels whose pages may become one message. */
export function bundlingKinds(channels: ChannelRegistry): string[] {
  return [...channels].flatMap(([kind, { definition }]) => (definition.bundle === null ? [] : [kind]));
}

/**
 * Names the place in its lane of each row, one after the other. Rows that are to become one message, or were one, have the
 * same place.
 */
export function placesOf(channels: ChannelRegistry): (row: DueDelivery) => string {
  const alone = new Map<string, number>();
  return (row) => {
    const bundle = throttleOf(row, channels)?.bundle ?? null;
    if (bundle === null) {
      return row.id;
    }
    const group = groupOf(row);
    if (row.attempt > 0 && !bundle.costly) {
      return row.bundled_into ?? row.id;
    }
    const count = alone.get(group) ?? 0;
    if (row.outcome === HELD || count + 1 >= bundle.after.count) {
      return group;
    }
    alone.set(group, count + 1);
    return `${group}\n${count}`;
  };
}
