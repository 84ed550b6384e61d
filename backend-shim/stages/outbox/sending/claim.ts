/**
 * Claims due deliveries with a lease; the process that holds the lease sends. A sidecar that dies loses its leases
 * within seconds, and another sends again with the same idempotency key.
 */
import type { ChannelRegistry } from '../../../ports/channel.ts';
import {
  bundleDeliveries,
  deliveriesAndShadow,
  holdDeliveries,
  unbundleDeliveries,
} from '../../../store/deliveries/outbox/claims.ts';
import { foldUpdates } from '../../../store/deliveries/outbox/fold.ts';
import { dueRows } from '../../../store/deliveries/outbox/due.ts';
import type { DueDelivery } from '../../../store/deliveries/outbox/due.ts';
import { readShadowState } from '../../../store/shadow/shadows.ts';
import type { Work } from '../../../store/work.ts';
import type { ClaimCapacity } from '../../../leases/runner.ts';
import { releaseExpired, takeLeases } from '../../../store/concurrency/leases.ts';
import type { Lessee } from '../../../store/concurrency/leases.ts';
import { idsOf } from './claimed.ts';
import type { ClaimedMessage, ClaimResult } from './claimed.ts';
import { applyLimits } from '../limits/apply-limits.ts';
import { bundlingKinds, placesOf } from '../limits/throttles.ts';
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

/** Rows that may become one message take one place together, so that a lane does not split a storm. */
function withinLanes(rows: readonly DueDelivery[], channels: ChannelRegistry, capacity: ClaimCapacity): DueDelivery[] {
  const used = new Map<string, Set<string>>();
  const placeOf = placesOf(channels);
  return rows.filter((row) => {
    const places = used.get(row.lane) ?? new Set();
    used.set(row.lane, places);
    const place = placeOf(row);
    const fits = places.has(place) || places.size < capacity.laneFree(row.lane);
    if (fits) {
      places.add(place);
    }
    return fits;
  });
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
