/** Reads the deliveries that an outcome or a receipt concerns, and writes the result. */
import { insertRows, run, selectIn, updateRows, upsertRows, write } from '../../query.ts';
import type { Database } from '../../schema.ts';
import type { DeliveryRow } from '../../schema/deliveries.ts';
import { noteHanded } from '../../labour/notices/handed.ts';
import { noteStatementsHanded } from '../../labour/statements/handed.ts';
import type { Work } from '../../work.ts';

/** Locks the incidents of these deliveries before the deliveries, as every transaction does. */
export async function holdIncidentsOf({ tx, cap }: Work, deliveries: readonly string[]): Promise<void> {
  if (cap.shared) {
    const { inList, listParameter, placeholder } = cap;
    const text = `select id from incidents where id in (select incident from deliveries where ${inList('id', placeholder(1))}) order by id for update`;
    await write(tx, text, [listParameter(deliveries)]);
  }
}

export function lockDeliveries({ tx, cap }: Work, ids: readonly string[]): Promise<DeliveryRow[]> {
  return selectIn(tx, cap, '* from deliveries', 'id', ids, `order by id ${cap.forUpdate}`);
}

/** By the ids that services gave their messages, oldest first. */
export function deliveriesByProviderId({ tx, cap }: Work, providerIds: readonly string[]): Promise<DeliveryRow[]> {
  return selectIn(tx, cap, '* from deliveries', 'provider_id', providerIds, 'order by id');
}

/** The deliveries that these deliveries carried. */
export function bundledInto(
  { tx, cap }: Work,
  carriers: readonly string[],
): Promise<Array<Pick<DeliveryRow, 'id' | 'incident'>>> {
  return selectIn(tx, cap, 'id, incident from deliveries', 'bundled_into', carriers, 'and bundled_into is not null');
}

type AttemptRow = Database['attempts'];

export async function saveAttempts({ tx, cap }: Work, attempts: readonly AttemptRow[]): Promise<void> {
  await insertRows(tx, cap, 'attempts', attempts);
}

/** Stores attempts that receipts report; a repeated receipt adds nothing. */
export async function saveReceivedAttempts({ tx, cap }: Work, attempts: readonly AttemptRow[]): Promise<void> {
  await upsertRows(tx, cap, 'attempts', ['delivery', 'attempt', 'at'], attempts);
}

/** Writes the columns that an attempt may change. */
export async function saveOutcomes(work: Work, deliveries: readonly DeliveryRow[]): Promise<void> {
  await updateRows(work.tx, work.cap, 'deliveries', ['id'], deliveries.map(changedByAttempt));
  await noteHanded(work, deliveries);
  await noteStatementsHanded(work, deliveries);
}

function changedByAttempt({
  id,
  state,
  due_at,
  lease_owner,
  lease_until,
  outcome,
  detail,
  done_at,
  provider_id,
}: DeliveryRow): Partial<DeliveryRow> {
  return { id, state, due_at, lease_owner, lease_until, outcome, detail, done_at, provider_id };
}

/** The last 20 deliveries by this method that were done or failed for good, latest first. */
export function latestOutcomes(
  { tx, cap }: Work,
  { user, method }: Pick<DeliveryRow, 'user' | 'method'>,
): Promise<Array<Pick<DeliveryRow, 'id' | 'state'>>> {
  const p = cap.placeholder;
  const text = `select id, state from deliveries where "user" = ${p(1)} and method = ${p(2)} and state in ('done', 'failed') and done_at is not null order by done_at desc, id desc limit 20`;
  return run(tx, text, [user, method]);
}

/** The answers of rooms to status updates about these incidents, the earliest last. */
export function answersOfRooms(
  { tx, cap }: Work,
  incidents: readonly string[],
): Promise<Array<{ channel: string; incident: string; detail: string }>> {
  return selectIn(
    tx,
    cap,
    `d.channel, d.incident, a.detail from deliveries d join attempts a on a.delivery = d.id`,
    'd.incident',
    incidents,
    `and d.kind = 'status' and d.channel is not null and a.outcome = 'done' and a.detail is not null order by a.at desc, d.id desc`,
  );
}

/** Moves waits and current leases. @param by ms */
export async function shiftDeliveries({ tx, cap }: Work, by: number): Promise<void> {
  const p = cap.placeholder(1);
  await run(tx, `update deliveries set due_at = due_at + ${p} where state = 'due'`, [by]);
  await run(tx, `update deliveries set lease_until = lease_until + ${p} where state = 'sending'`, [by]);
}
