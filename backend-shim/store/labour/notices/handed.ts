/** Copies what became of a message to the notices that it told: the proof of when somebody was told. */
import { NO_METHOD, readContent, sentBy, toldBy, triedWith } from '../../deliveries/stored-content.ts';
import type { StoredContent } from '../../deliveries/stored-content.ts';
import { requestNotices } from '../../outbox-requests.ts';
import { selectIn } from '../../query.ts';
import type { DeliveryRow } from '../../schema/deliveries.ts';
import type { NoticeTable } from '../../schema/labour.ts';
import { setUnitsDue } from '../unit-timers.ts';
import { SHADOW } from '../../shadow/shadowed-incidents.ts';
import type { Work } from '../../work.ts';
import { carriedBatches, lockBatches, saveNotices } from './notices.ts';

/** A message and what carries it; null: no method of the person is left. */
export interface CarriedBatch {
  batch: string;
  delivery: DeliveryRow | null;
}

/** Notes which deliveries carry the messages, before they leave. */
export async function noteCarried(work: Work, carried: readonly CarriedBatch[]): Promise<void> {
  const byBatch = new Map(carried.map(({ batch, delivery }) => [batch, delivery]));
  await change(work, byBatch, (_row, delivery) =>
    delivery === null
      ? { outcome: NO_METHOD }
      : { delivery: delivery.id, channel: delivery.channel_kind, outcome: null, handed_at: null },
  );
}

/**
 * Notes what became of deliveries that tell duty. One that failed, or bounced later, takes back that it was handed over,
 * and goes out by the person's next method when the unit is looked at.
 */
export async function noteHanded(work: Work, settled: readonly DeliveryRow[]): Promise<void> {
  const byBatch = new Map(
    settled.flatMap((row) => {
      const told = toldBy(row, 'programme', work.unreadable);
      return told === undefined ? [] : [[told.batch, row] as const];
    }),
  );
  if (byBatch.size === 0) {
    return;
  }
  const failed = [...byBatch].filter(([, row]) => FAILED.has(row.state) && row.outcome !== SHADOW);
  // The unit's timer is locked before its notices, in the same order as by the stage that sends again.
  const carried = await carriedBatches(
    work,
    failed.map(([batch]) => batch),
  );
  const current = carried.filter(({ batch, delivery }) => byBatch.get(batch)?.id === delivery);
  await setUnitsDue(
    work,
    current.map(({ unit }) => unit),
  );
  tellElsewhere(
    work,
    failed.filter(([batch]) => carried.every((one) => one.batch !== batch)),
  );
  await change(work, byBatch, ({ delivery }, row) => (delivery === row.id ? outcomeOf(row) : null));
}

const FAILED: ReadonlySet<string> = new Set(['failed', 'cancelled']);

/** A message that only takes back has no notices, by which its unit would send it again. */
function tellElsewhere(work: Work, failed: ReadonlyArray<readonly [string, DeliveryRow]>): void {
  for (const [, row] of failed) {
    const told = toldBy(row, 'programme', work.unreadable);
    if (told !== undefined && row.user !== null && row.method !== null) {
      const again = { ...told, tried: triedWith(row, told), first: null };
      requestNotices(work, [{ kind: 'tellProgramme', user: row.user, programme: again }]);
    }
  }
}

type Handed = Partial<Pick<NoticeTable, 'delivery' | 'channel' | 'outcome' | 'handed_at'>>;

function outcomeOf({ state, outcome, done_at }: DeliveryRow): Handed {
  switch (state) {
    case 'done':
      return { outcome: 'done', handed_at: done_at };
    case 'failed':
    case 'cancelled':
      return { outcome: outcome ?? state, handed_at: null };
    default:
      return { outcome: null, handed_at: null };
  }
}

/** @param to null: it stays as it is */
async function change<Carrier extends DeliveryRow | null>(
  work: Work,
  byBatch: ReadonlyMap<string, Carrier>,
  to: (notice: NoticeTable, carrier: Carrier) => Handed | null,
): Promise<void> {
  const rows = await lockBatches(work, [...byBatch.keys()]);
  const changed = rows.flatMap((row) => {
    const carrier = byBatch.get(row.batch);
    const after = carrier === undefined ? null : to(row, carrier);
    return after === null ? [] : [{ ...row, ...after }];
  });
  await saveNotices(work, changed);
}

/** What the message said besides the notices, and the methods by which it was tried. */
export type TriedBefore = Pick<NonNullable<StoredContent['programme']>, 'gone' | 'tried'>;

/** @param delivery the last one; null, or one that is not kept any more: nothing is known */
export async function triedBefore(work: Work, delivery: string | null): Promise<TriedBefore> {
  const [row] = await selectIn<DeliveryRow>(
    work.tx,
    work.cap,
    '* from deliveries',
    'id',
    delivery === null ? [] : [delivery],
  );
  const told = row && readContent(row, work.unreadable).programme;
  return { gone: told?.gone ?? [], tried: row === undefined ? [] : sentBy(row, told) };
}
