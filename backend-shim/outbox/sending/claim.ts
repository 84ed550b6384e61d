/**
 * Claims due deliveries with a lease; the process that holds the lease sends. A sidecar that dies loses its leases
 * within seconds, and another sends again with the same idempotency key.
 */
import { mayPage } from '#domain/notify/throttle';
import type { PageThrottle } from '#domain/notify/throttle';
import type { ChannelRegistry } from '../../ports/channel.ts';
import {
  bundleDeliveries,
  deliveriesAndShadow,
  HELD,
  heldAlready,
  holdDeliveries,
  sentLately,
  unbundleDeliveries,
} from '../../store/deliveries/outbox/claims.ts';
import { foldUpdates } from '../../store/deliveries/outbox/fold.ts';
import { dueRows } from '../../store/deliveries/outbox/due.ts';
import type { DueDelivery } from '../../store/deliveries/outbox/due.ts';
import type { DeliveryRow } from '../../store/schema/deliveries.ts';
import { readShadowState } from '../../store/shadow/shadows.ts';
import type { Work } from '../../store/work.ts';
import type { ClaimCapacity } from '../../leases/runner.ts';
import { releaseExpired, takeLeases } from '../../store/concurrency/leases.ts';
import type { Lessee } from '../../store/concurrency/leases.ts';
import { idsOf } from './claimed.ts';
import type { ClaimedMessage, ClaimResult } from './claimed.ts';
import { claimedTooEarly } from './room-order.ts';
import { inShadow } from './shadow.ts';
import { firstOfEachMessage } from './standing.ts';

export async function claimDeliveries(
  work: Work,
  channels: ChannelRegistry,
  capacity: ClaimCapacity,
): Promise<ClaimResult> {
  await releaseExpired(work, 'deliveries');
  if (capacity.free <= 0) {
    return { claimed: [], more: false };
  }
  const shadow = await readShadowState(work.tx);
  const { free: most, perLane, saturated } = capacity;
  const rows = await dueRows(work, { most, perLane, saturated, shadow, bundling: bundlingKinds(channels) });
  if (rows.length === 0) {
    return { claimed: [], more: false };
  }
  const within = withinLanes(rows, channels, capacity);
  // What is in shadow may have changed before the rows were locked.
  const { rows: fitting, shadow: now } = await deliveriesAndShadow(
    work,
    within.map(({ id }) => id),
  );
  const shadowed = await inShadow(work, fitting, now);
  const taken = fitting.filter(({ id }) => !shadowed.has(id));
  const { standing, others } = await firstOfEachMessage(work, channels, taken);
  const turns = await claimedTooEarly(work, others);
  const { claimed, held } = await applyLimits(
    work,
    channels,
    others.filter((row) => !turns.has(row.id)),
  );
  claimed.push(...standing);
  for (const { rows: waiting, until } of held) {
    const isStatus = waiting.every(({ kind }) => kind === 'status');
    const ids = isStatus ? await foldUpdates(work, waiting) : waiting.map(({ id }) => id);
    await holdDeliveries(work, ids, until);
  }
  for (const [id, until] of turns) {
    await holdDeliveries(work, [id], until);
  }
  await leaseMessages(work, claimed, capacity);
  return { claimed, more: mayBeMore({ read: rows, within, claimed }, capacity) };
}

/** Lanes, and rows of them: those that were read, those of them that had a place, and what became of these. */
interface ClaimedLanes {
  read: readonly DueDelivery[];
  within: readonly DueDelivery[];
  claimed: readonly ClaimedMessage[];
}

/**
 * Whether more may be claimed right now: of lanes that were not read, or of one that has places left, since its rows became
 * fewer messages.
 */
function mayBeMore({ read, within, claimed }: ClaimedLanes, capacity: ClaimCapacity): boolean {
  const placesOf = countByLane(within);
  const takenOf = countByLane(claimed.map(({ carrier }) => carrier));
  const isLeft = ([lane, count]: [string, number]) =>
    (count >= capacity.perLane || count > (placesOf.get(lane) ?? 0)) &&
    capacity.laneFree(lane) > (takenOf.get(lane) ?? 0);
  return read.length === capacity.free || [...countByLane(read)].some(isLeft);
}

function countByLane(rows: ReadonlyArray<{ lane: string }>): Map<string, number> {
  return new Map([...Map.groupBy(rows, ({ lane }) => lane)].map(([lane, { length }]) => [lane, length]));
}

/** Kinds of channels whose pages may become one message. */
function bundlingKinds(channels: ChannelRegistry): string[] {
  return [...channels].flatMap(([kind, { definition }]) => (definition.bundleWithin === null ? [] : [kind]));
}

/** Rows that may become one message take one place together, so that a lane does not split a storm. */
function withinLanes(rows: readonly DueDelivery[], channels: ChannelRegistry, capacity: ClaimCapacity): DueDelivery[] {
  const used = new Map<string, Set<string>>();
  return rows.filter((row) => {
    const places = used.get(row.lane) ?? new Set();
    used.set(row.lane, places);
    const place = bundleKey(row, channels) ?? row.id;
    const fits = places.has(place) || places.size < capacity.laneFree(row.lane);
    if (fits) {
      places.add(place);
    }
    return fits;
  });
}

/** The key of rows that may share a message with this one; null: none. */
function bundleKey(row: DueDelivery, channels: ChannelRegistry): string | null {
  return throttleOf(row, channels)?.bundleWithin != null ? groupOf(row) : null;
}

/** Limits status updates: the first goes at once, a storm becomes one message every half minute. */
const STATUS_THROTTLE: PageThrottle = { limit: { count: 10, per: 15 * 60_000 }, bundleWithin: 30_000 };

/** null: no limit. Rooms get each message separately, since a message there may open a ticket. */
function throttleOf(row: DueDelivery, channels: ChannelRegistry): PageThrottle | null {
  if (row.user === null || (row.kind !== 'page' && row.kind !== 'status')) {
    return null;
  }
  const throttle = row.kind === 'status' ? STATUS_THROTTLE : (channels.get(row.channel_kind)?.definition ?? null);
  return throttle && (throttle.bundleWithin !== null || throttle.limit.count < Number.MAX_SAFE_INTEGER)
    ? throttle
    : null;
}

/** Whether the delivery shares a limit, or a message, with others. */
export function isLimited(row: DueDelivery, channels: ChannelRegistry): boolean {
  return throttleOf(row, channels) !== null;
}

/** Pages and status updates do not wait for each other. */
function groupOf(row: Pick<DeliveryRow, 'kind' | 'user' | 'method'>): string {
  return `${row.kind}\n${row.user}\n${row.method}`;
}

interface HeldDeliveries {
  rows: DeliveryRow[];
  until: number;
}

/** Pages to one person and method share one limit, status updates another; everything else is not limited. */
async function applyLimits(
  work: Work,
  channels: ChannelRegistry,
  rows: readonly DeliveryRow[],
): Promise<{ claimed: ClaimedMessage[]; held: HeldDeliveries[] }> {
  const again = rows.filter((row) => row.attempt > 0);
  const claimed: ClaimedMessage[] = togetherAgain(again);
  const groups = new Map<string, DeliveryRow[]>();
  for (const row of rows.filter((one) => one.attempt === 0)) {
    if (throttleOf(row, channels)) {
      const key = groupOf(row);
      groups.set(key, [...(groups.get(key) ?? []), row]);
    } else {
      claimed.push({ carrier: row, bundled: [] });
    }
  }
  const held: HeldDeliveries[] = [];
  const firsts = () => [...groups.values()].flatMap((group) => group[0] ?? []);
  for (const { until, ...group } of await heldAlready(work, firsts())) {
    held.push({ rows: groups.get(groupOf(group)) ?? [], until });
    groups.delete(groupOf(group));
  }
  const sent = await recentSends(work, firsts(), channels);
  for (const [key, group] of groups) {
    limitGroup(work, channels, group, sent.get(key) ?? [], claimed, held);
  }
  return { claimed, held };
}

/** A message is retried with all its rows, even if the row that carried it has ended. */
function togetherAgain(rows: readonly DeliveryRow[]): ClaimedMessage[] {
  const messages = new Map<string, DeliveryRow[]>();
  for (const row of rows) {
    const key = row.bundled_into ?? row.id;
    messages.set(key, [...(messages.get(key) ?? []), row]);
  }
  return [...messages].flatMap(([key, message]) => {
    const carrier = message.find((row) => row.id === key) ?? message[0];
    return carrier ? [{ carrier, bundled: message.filter((row) => row !== carrier) }] : [];
  });
}

function limitGroup(
  work: Work,
  channels: ChannelRegistry,
  group: DeliveryRow[],
  sent: number[],
  claimed: ClaimedMessage[],
  held: HeldDeliveries[],
): void {
  const throttle = group[0] ? throttleOf(group[0], channels) : null;
  const waiting = [...group];
  while (throttle && waiting.length > 0) {
    const permission = mayPage(sent, throttle, work.now);
    if (permission.kind === 'hold') {
      held.push({ rows: waiting, until: permission.until });
      return;
    }
    // The first page goes separately, so that it can be answered; updates that waited become one message.
    const together = waiting.some((row) => row.outcome === HELD || row.kind === 'status')
      ? waiting.splice(0)
      : waiting.splice(0, 1);
    const [carrier, ...bundled] = together;
    if (carrier) {
      claimed.push({ carrier, bundled });
      sent.push(work.now);
    }
  }
}

/** The send times, by person and method, that count towards the limits. */
async function recentSends(
  work: Work,
  to: readonly DeliveryRow[],
  channels: ChannelRegistry,
): Promise<Map<string, number[]>> {
  const longest = Math.max(
    STATUS_THROTTLE.limit.per,
    ...[...channels.values()].map(({ definition }) => Math.max(definition.limit.per, definition.bundleWithin ?? 0)),
  );
  const sent = new Map<string, number[]>();
  for (const message of await sentLately(work, to, work.now - longest)) {
    const key = groupOf(message);
    sent.set(key, [...(sent.get(key) ?? []), message.at]);
  }
  return sent;
}

async function leaseMessages(work: Work, claimed: readonly ClaimedMessage[], lessee: Lessee): Promise<void> {
  await takeLeases(work, 'deliveries', lessee, claimed.flatMap(idsOf));
  const orphans = claimed.map(({ carrier }) => carrier).filter((row) => row.bundled_into !== null);
  await unbundleDeliveries(
    work,
    orphans.map((row) => row.id),
  );
  for (const { carrier, bundled } of claimed.filter((one) => one.bundled.length > 0)) {
    await bundleDeliveries(
      work,
      carrier.id,
      bundled.map((row) => row.id),
    );
  }
}
