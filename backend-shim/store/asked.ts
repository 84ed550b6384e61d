/**
 * What a transaction asks of the outbox. It is planned in the same transaction, so it stays in memory;
 * what nobody planned by its end becomes rows, which the engine's next round takes up.
 */
import { z } from 'zod';
import type { Effect } from '#domain/incident/effects';
import type { OutboxRequest } from './outbox-request.ts';
import { insertRows, run, write } from './query.ts';
import type { Database } from './schema.ts';
import { readStored } from './stored/json.ts';
import type { Work } from './work.ts';

export function askOutbox(work: Work, asked: readonly OutboxRequest[]): void {
  work.asked.push(...asked);
}

/** At the end of the transaction. */
export async function keepAsked(work: Work): Promise<void> {
  const rows = work.asked
    .splice(0)
    .map(({ incident, effect }) => ({ id: work.ids.next(), incident, body: JSON.stringify(effect) }));
  await insertRows(work.tx, work.cap, 'outbox_requests', rows);
}

/** What earlier transactions left, oldest first: it is this one's now. */
export async function takeKept(work: Work): Promise<void> {
  const rows = await run<Database['outbox_requests']>(
    work.tx,
    `select * from outbox_requests order by id ${work.cap.forUpdateSkipLocked}`,
    [],
  );
  if (rows.length > 0) {
    work.asked.unshift(...rows.flatMap((row) => askedOf(work, row)));
    await write(work.tx, `delete from outbox_requests where ${work.cap.inList('id', work.cap.placeholder(1))}`, [
      work.cap.listParameter(rows.map((row) => row.id)),
    ]);
  }
}

/** What cannot be read is named, and does not keep the others from being taken up. */
function askedOf(work: Work, { id, incident, body }: Database['outbox_requests']): OutboxRequest[] {
  const read = readStored(effect, body, { kind: 'outboxRequests', id });
  if (!read.ok) {
    work.unreadable.note(read.unreadable);
    return [];
  }
  // Its kind decides who takes it up; a kind of a newer release is nobody's here.
  return [{ incident, effect: read.value as unknown as Effect }];
}

const effect = z.looseObject({ kind: z.string() });
