/**
 * What a transaction asks of the outbox. It is planned in the same transaction, so it stays in memory;
 * what nobody planned by its end becomes rows, which the engine's next round takes up.
 */
import { z } from 'zod';
import { EFFECT_STAGE } from '#domain/incident/effects';
import type { Effect, OutboxEffect } from '#domain/incident/effects';
import { isNoticeKind } from '#domain/notify/notice';
import type { Notice } from '#domain/notify/notice';
import { insertRows, run, write } from './query.ts';
import type { Database } from './schema.ts';
import { readStored } from './stored/json.ts';
import type { OutboxRequest } from './outbox-request.ts';
import type { Work } from './work.ts';

/** Of the effects, those that the outbox takes up. */
export function requestEffects(work: Work, incident: string, effects: readonly Effect[]): void {
  const mayAnnounce = work.directory.subscriptions.length > 0;
  for (const effect of effects) {
    if (isForOutbox(effect, mayAnnounce)) {
      work.requests.push({ incident, effect });
    }
  }
}

function isForOutbox(effect: Effect, mayAnnounce: boolean): effect is OutboxEffect {
  const stage = EFFECT_STAGE[effect.kind];
  return stage === 'outbox' || (stage === 'subscriptions' && mayAnnounce);
}

export function requestNotices(work: Work, notices: readonly Notice[]): void {
  work.requests.push(...notices.map((notice) => ({ notice })));
}

/** At the end of the transaction. */
export async function storeRequests(work: Work): Promise<void> {
  const rows = work.requests.splice(0).map((request) => ({ id: work.ids.next(), ...rowOf(request) }));
  await insertRows(work.tx, work.cap, 'outbox_requests', rows);
}

/** A notice is stored without an incident. */
function rowOf(request: OutboxRequest): Pick<Database['outbox_requests'], 'incident' | 'body'> {
  return 'notice' in request
    ? { incident: '', body: JSON.stringify(request.notice) }
    : { incident: request.incident, body: JSON.stringify(request.effect) };
}

/** What earlier transactions stored, oldest first: it is this one's now. */
export async function takeStoredRequests(work: Work): Promise<void> {
  const rows = await run<Database['outbox_requests']>(
    work.tx,
    `select * from outbox_requests order by id ${work.cap.forUpdateSkipLocked}`,
    [],
  );
  if (rows.length > 0) {
    work.requests.unshift(...rows.flatMap((row) => requestOf(work, row)));
    await write(work.tx, `delete from outbox_requests where ${work.cap.inList('id', work.cap.placeholder(1))}`, [
      work.cap.listParameter(rows.map((row) => row.id)),
    ]);
  }
}

/** What cannot be read is named, and does not keep the others from being taken up. */
function requestOf(work: Work, { id, incident, body }: Database['outbox_requests']): OutboxRequest[] {
  const read = readStored(requestBody, body, { kind: 'outboxRequests', id });
  if (!read.ok) {
    work.unreadable.note(read.unreadable);
    return [];
  }
  // Its kind decides who takes it up; nobody here takes up a kind of a newer release.
  return isNoticeKind(read.value.kind)
    ? [{ notice: read.value as unknown as Notice }]
    : [{ incident, effect: read.value as unknown as OutboxEffect }];
}

const requestBody = z.looseObject({ kind: z.string() });
