/**
 * Collects a transaction's requests to the outbox. They are planned in the same transaction, so they stay in memory;
 * requests that are not planned by its end become rows, which the engine's next round plans.
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

/** The effects that the outbox plans. */
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

/** Stores the requests that were not planned by the end of the transaction. */
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

/** Takes the requests that earlier transactions stored, oldest first. */
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

/** A request that cannot be read is reported, and does not block the others. */
function requestOf(work: Work, { id, incident, body }: Database['outbox_requests']): OutboxRequest[] {
  const read = readStored(requestBody, body, { kind: 'outboxRequests', id });
  if (!read.ok) {
    work.unreadable.note(read.unreadable);
    return [];
  }
  // The kind decides who plans a request; kinds of a newer release are left to it.
  return isNoticeKind(read.value.kind)
    ? [{ notice: read.value as unknown as Notice }]
    : [{ incident, effect: read.value as unknown as OutboxEffect }];
}

const requestBody = z.looseObject({ kind: z.string() });
