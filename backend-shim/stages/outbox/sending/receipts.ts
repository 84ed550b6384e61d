/** Handles delivery receipts: an SMS that did not arrive counts as a failed page. */
import { onUndelivered } from '#domain/notify/page';
import type { ChannelRegistry, DeliveryReceipt } from '../../../ports/channel.ts';
import type { Log } from '../../../ports/log.ts';
import { noteChangedIncidents } from '../../../store/insight/kept/changes.ts';
import { holdIncidents } from '../../../store/incidents/incidents.ts';
import {
  bundledInto,
  deliveriesByProviderId,
  lockDeliveries,
  saveOutcomes,
  saveReceivedAttempts,
} from '../../../store/deliveries/outbox/outcomes.ts';
import { dueReceipts, forgetReceipts, postponeReceipts } from '../../../store/deliveries/receipts.ts';
import { readReceipt } from '../../../store/deliveries/stored-content.ts';
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';
import type { ReceiptTable } from '../../../store/schema/receipts.ts';
import type { Work } from '../../../store/work.ts';
import { createLedger } from '../planning/ledger.ts';
import { nextState, pageOf, putPage, tell } from './outcome.ts';
import type { SettlingContext } from './outcome.ts';
import { reportBrokenMethods } from '../notices/broken-method.ts';
import { armUnreachable } from '../planning/unreachable.ts';

const BATCH = 200;
/** A receipt may arrive before its outcome is committed, but never by more than this. */
const LONGEST_WAIT = 60_000;
const LOOK_AGAIN = 500;
const PUT_OFF = 30_000;

interface MatchedReceipt {
  receipt: DeliveryReceipt;
  delivery: DeliveryRow;
}

/** @returns how many receipts were handled; 0: none are left */
export async function applyReceipts(work: Work, channels: ChannelRegistry, log: Log): Promise<number> {
  const due = await dueReceipts(work, BATCH);
  if (due.length === 0) {
    return 0;
  }
  const found = await deliveriesByProviderId(work, [...new Set(due.map((row) => row.provider_id))]);
  // Services reuse message ids in time, so a receipt is about the latest message with its id.
  const known = new Map(found.filter((row) => row.bundled_into === null).map((row) => [row.provider_id, row]));
  const carriers = [...known.values()];
  const unknown = due.filter((row) => !known.has(row.provider_id));
  const lost = unknown.filter((row) => row.at + LONGEST_WAIT <= work.now);
  if (lost.length > 0) {
    log.warn({ receipts: lost.length }, 'received receipts for unknown messages');
  }
  const waiting = unknown.filter((row) => !lost.includes(row)).map((row) => row.id);
  await postponeReceipts(work, waiting, work.now + LOOK_AGAIN);
  const deliveries = await locked(work, carriers);
  const told = due.flatMap((row) =>
    toldBy(
      work,
      row,
      deliveries.filter((one) => isAbout(one, row.provider_id, carriers)),
    ),
  );
  await settleTold(work, channels, told);
  await forgetReceipts(
    work,
    due.map((row) => row.id).filter((id) => !waiting.includes(id)),
  );
  return due.length;
}

/** A receipt that cannot be read changes nothing. */
function toldBy(work: Work, row: ReceiptTable, deliveries: readonly DeliveryRow[]): MatchedReceipt[] {
  const receipt = readReceipt(row, work.unreadable);
  return receipt === null ? [] : deliveries.map((delivery) => ({ receipt, delivery }));
}

/** They could not be taken up now. */
export async function postponeDueReceipts(work: Work): Promise<void> {
  const due = await dueReceipts(work, BATCH);
  await postponeReceipts(
    work,
    due.map((row) => row.id),
    work.now + PUT_OFF,
  );
}

/** The sent deliveries and the ones they carried. Their incidents are locked first, as in all code. */
async function locked(work: Work, carriers: readonly DeliveryRow[]): Promise<DeliveryRow[]> {
  const ids = carriers.map((row) => row.id);
  const bundled = await bundledInto(work, ids);
  const incidents = [...carriers, ...bundled].flatMap((row) => (row.incident === null ? [] : [row.incident]));
  await holdIncidents(work, [...new Set(incidents)]);
  return lockDeliveries(work, [...ids, ...bundled.map((row) => row.id)]);
}

function isAbout(delivery: DeliveryRow, providerId: string, carriers: readonly DeliveryRow[]): boolean {
  const carrier = carriers.find((row) => row.provider_id === providerId)?.id;
  return delivery.id === carrier || delivery.bundled_into === carrier;
}

async function settleTold(work: Work, channels: ChannelRegistry, told: readonly MatchedReceipt[]): Promise<void> {
  const ledger = await createLedger(work, [
    ...new Set(told.flatMap(({ delivery }) => (delivery.incident === null ? [] : [delivery.incident]))),
  ]);
  const settling: SettlingContext = { work, channels, ledger, attempts: [], rows: [], failedRooms: [] };
  const seen = new Set<string>();
  for (const one of told) {
    // A delivery that is no longer `done` already had its receipt: services repeat themselves.
    if (one.delivery.state === 'done' && !seen.has(one.delivery.id)) {
      seen.add(one.delivery.id);
      settleOne(settling, one);
    }
  }
  await reportBrokenMethods(settling, settling.rows);
  await saveReceivedAttempts(work, settling.attempts);
  await saveOutcomes(work, settling.rows);
  await noteChangedIncidents(
    work,
    settling.rows.flatMap(({ incident }) => incident ?? []),
  );
  await ledger.save();
  await armUnreachable(work, settling.failedRooms);
}

function settleOne(settling: SettlingContext, { receipt, delivery }: MatchedReceipt): void {
  const { work, ledger } = settling;
  if (receipt.kind === 'delivered') {
    settling.rows.push({ ...delivery, detail: 'arrived' });
    return;
  }
  settling.attempts.push({
    delivery: delivery.id,
    attempt: delivery.attempt,
    at: work.now,
    outcome: receipt.kind,
    reason: receipt.reason,
    detail: receipt.detail,
    took_ms: work.now - (delivery.done_at ?? work.now),
  });
  const entry =
    delivery.page === null || delivery.incident === null ? null : pageOf(ledger, delivery.incident, delivery.page);
  const next = nextState(work, delivery, receipt, entry);
  settling.rows.push({ ...delivery, done_at: null, ...next.row });
  tell(ledger, delivery, receipt, next.news);
  if (entry && next.row.state !== 'cancelled') {
    putPage(
      settling,
      entry,
      onUndelivered(entry.page, delivery.method ?? '', next.row.state === 'failed' ? 'failed' : 'again', work.now),
    );
  }
  if (next.row.state === 'failed' && delivery.channel !== null) {
    settling.failedRooms.push(delivery);
  }
}
