/** Decides which deliveries go now, together with which, and which wait for a limit or for a message with others. */
import { goesAlone, mayPage } from '#domain/notify/throttle';
import type { PageThrottle, SentPages } from '#domain/notify/throttle';
import type { ChannelRegistry } from '../../../ports/channel.ts';
import { HELD, heldAlready, sentLately } from '../../../store/deliveries/outbox/claims.ts';
import { severityOf } from '../../../store/deliveries/stored-content.ts';
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';
import type { Work } from '../../../store/work.ts';
import type { ClaimedMessage } from '../sending/claimed.ts';
import { groupOf, STATUS_THROTTLE, throttleOf } from './throttles.ts';

interface HeldDeliveries {
  rows: DeliveryRow[];
  until: number;
}

export interface LimitedDeliveries {
  claimed: ClaimedMessage[];
  held: HeldDeliveries[];
}

/** Deliveries to one person by one method that share a limit. */
interface LimitedGroup {
  rows: DeliveryRow[];
  throttle: PageThrottle;
  sent: SentPages[];
  /** Others wait until then already; null: none does. */
  until: number | null;
}

/** Pages to one person and method share one limit, each kind of update another; everything else is not limited. */
export async function applyLimits(
  work: Work,
  channels: ChannelRegistry,
  rows: readonly DeliveryRow[],
): Promise<LimitedDeliveries> {
  const again = rows.filter((row) => row.attempt > 0);
  const claimed: ClaimedMessage[] = togetherAgain(again);
  const groups = new Map<string, LimitedGroup>();
  for (const row of rows.filter((one) => one.attempt === 0)) {
    const throttle = throttleOf(row, channels);
    if (throttle === null) {
      claimed.push({ carrier: row, bundled: [] });
      continue;
    }
    const group = groups.get(groupOf(row)) ?? { rows: [], throttle, sent: [], until: null };
    group.rows.push(row);
    groups.set(groupOf(row), group);
  }
  await readSent(work, channels, groups);
  const held: HeldDeliveries[] = [];
  for (const group of groups.values()) {
    limitGroup(work.now, group, { claimed, held });
  }
  return { claimed, held };
}

/** Reads what the groups were sent, except where all of a group waits whatever that was. */
async function readSent(
  work: Work,
  channels: ChannelRegistry,
  groups: ReadonlyMap<string, LimitedGroup>,
): Promise<void> {
  const firstOf = ({ rows }: LimitedGroup) => rows.slice(0, 1);
  for (const { until, ...waiting } of await heldAlready(work, [...groups.values()].flatMap(firstOf))) {
    const group = groups.get(groupOf(waiting));
    if (group) {
      group.until = until;
    }
  }
  const open = [...groups.values()].filter(
    ({ until, throttle }) => until === null || throttle.bundle?.costly === false,
  );
  for (const message of await sentLately(work, open.flatMap(firstOf), work.now - longestOf(channels))) {
    const { at, pages } = message;
    groups.get(groupOf(message))?.sent.push({ at, pages, severity: severityOf(message) });
  }
}

/** ms for which messages count towards any limit. */
function longestOf(channels: ChannelRegistry): number {
  const throttles = [STATUS_THROTTLE, ...[...channels.values()].map(({ definition }) => definition)];
  return Math.max(
    ...throttles.map(({ limit, bundle }) => Math.max(limit.per, bundle?.after.per ?? 0, bundle?.within ?? 0)),
  );
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
  now: number,
  { rows, throttle, sent, until }: LimitedGroup,
  { claimed, held }: LimitedDeliveries,
): void {
  let waiting = [...rows];
  while (waiting.length > 0) {
    const hasWaited = waiting.some((row) => row.outcome === HELD);
    const permission = until === null ? mayPage(sent, throttle, now, hasWaited) : ({ kind: 'hold', until } as const);
    const worstFirst = waiting.toSorted((a, b) => severityOf(b) - severityOf(a));
    const [worst] = worstFirst;
    if (worst === undefined) {
      return;
    }
    if (permission.kind === 'hold' && !goesAlone(severityOf(worst), sent, throttle, now)) {
      held.push({ rows: waiting, until: permission.until });
      return;
    }
    // The first ones go separately, so that each can be answered; what waited becomes one message.
    const together =
      permission.kind === 'send' && (hasWaited || worst.kind === 'status')
        ? worstFirst.slice(0, throttle.bundle?.most)
        : [permission.kind === 'hold' ? worst : (waiting[0] ?? worst)];
    const [carrier = worst, ...bundled] = together;
    claimed.push({ carrier, bundled });
    sent.push({ at: now, pages: together.length, severity: severityOf(carrier) });
    waiting = waiting.filter((row) => !together.includes(row));
  }
}
