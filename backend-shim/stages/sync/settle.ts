/** Settles an update of a source: writes its row, the attempt, the timeline, and the memory. */
import { integrationName } from '#domain/routing/integration';
import type { UpdateOutcome } from '../../ports/source-sync.ts';
import type { SyncRow } from '../../store/schema/syncs.ts';
import type { Work } from '../../store/work.ts';
import { retryWait } from '../../leases/retry.ts';
import { holdsLease } from '../../store/concurrency/leases.ts';
import { insertTimeline } from '../../store/incidents/save.ts';
import { SHADOW } from '../../store/shadow/shadowed-incidents.ts';
import { deleteMemory, saveMemory } from '../../store/syncs/memories.ts';
import { addSyncAttempt, delaySyncsBehind, lockSyncs, saveSync } from '../../store/syncs/syncs.ts';
import { SYNC_RETRIES } from './retries.ts';
import { words } from './words.ts';

export interface FinishedTelling {
  id: string;
  told: UpdateOutcome | { kind: 'cancelled'; answer: string };
  tookMs: number;
}

const LONGEST_ANSWER = 500;

/** Writes only rows whose lease this process still holds; another process has taken over the others. */
export async function settleSyncs(work: Work, owner: string, finished: readonly FinishedTelling[]): Promise<void> {
  const rows = await lockSyncs(
    work,
    finished.map((one) => one.id),
  );
  const mine = new Map(rows.filter((row) => holdsLease(owner, row)).map((row) => [row.id, row]));
  for (const one of finished) {
    const row = mine.get(one.id);
    if (row) {
      await settle(work, row, one);
    }
  }
}

export async function settle(work: Work, row: SyncRow, { told, tookMs }: FinishedTelling): Promise<void> {
  const next = nextState(work, row, told);
  await saveSync(work, { ...row, ...next, lease_owner: null, lease_until: null });
  if (told.kind !== 'cancelled' && told.kind !== 'skipped') {
    await addSyncAttempt(work, {
      delivery: row.id,
      attempt: row.attempt,
      at: work.now,
      outcome: told.kind,
      reason: told.kind === 'done' ? null : told.reason,
      detail: cut(told.kind === 'done' ? told.answer : told.detail),
      took_ms: Math.round(tookMs),
    });
  }
  if (next.state === 'due' && next.due_at !== undefined) {
    await delaySyncsBehind(work, row, next.due_at);
  }
  await remember(work, row, told, next.state === 'due');
  await tell(work, row, told, next.state === 'due');
}

type SyncRowChange = Pick<SyncRow, 'state' | 'answer' | 'done_at'> & Partial<SyncRow>;

function nextState(work: Work, row: SyncRow, told: FinishedTelling['told']): SyncRowChange {
  if (told.kind === 'retry' || told.kind === 'never') {
    const wait = told.kind === 'retry' ? retryWait(SYNC_RETRIES, row.attempt, told.after) : null;
    const answer = cut(`${told.reason}: ${told.detail}`);
    return wait === null
      ? { state: 'failed', answer, done_at: work.now }
      : { state: 'due', due_at: work.now + wait, answer, done_at: null };
  }
  return { state: told.kind, answer: cut(told.answer), done_at: work.now };
}

async function remember(work: Work, row: SyncRow, told: FinishedTelling['told'], again: boolean): Promise<void> {
  if (told.kind === 'done' && told.memory) {
    const { incident, integration } = row;
    await saveMemory(work, { incident, integration, body: JSON.stringify(told.memory), at: work.now });
    return;
  }
  // A memory that could not be removed ends by itself, so removing it is not retried for ever.
  const isGivenUp = row.what === 'unacknowledge' && !again && told.kind !== 'done';
  if ((told.kind === 'done' && told.memory === null) || isGivenUp) {
    await deleteMemory(work, row);
  }
}

async function tell(work: Work, row: SyncRow, told: FinishedTelling['told'], again: boolean): Promise<void> {
  if (told.kind === 'cancelled' && told.answer === SHADOW) {
    await tellSuppressed(work, row);
    return;
  }
  if (told.kind === 'skipped' || told.kind === 'cancelled' || (again && row.attempt > 1)) {
    return;
  }
  const source = integrationName(work.directory.integrations, row.integration);
  const text =
    told.kind === 'done'
      ? `Told ${source} ${words(row.what)}: ${told.answer}`
      : `Could not tell ${source} ${words(row.what)}${again ? ' yet' : ''} (${told.reason}: ${told.detail})${again ? '; trying again' : ''}`;
  const data = {
    sync: row.id,
    what: row.what,
    integration: row.integration,
    outcome: told.kind,
    attempt: row.attempt,
    again,
    ...(told.kind === 'done'
      ? { answer: cut(told.answer), silenced: told.silenced }
      : { reason: told.reason, detail: cut(told.detail) }),
  };
  await addEntry(work, row, text, data);
}

async function tellSuppressed(work: Work, row: SyncRow): Promise<void> {
  const source = integrationName(work.directory.integrations, row.integration);
  const { id: sync, what, integration } = row;
  await addEntry(work, row, `In shadow, ${source} was not told ${words(what)}`, {
    sync,
    what,
    integration,
    outcome: SHADOW,
  });
}

async function addEntry(work: Work, { incident }: SyncRow, text: string, data: object): Promise<void> {
  const entry = { id: work.ids.next(), incident, at: work.now, kind: 'sync', actor: null, text: cut(text) };
  await insertTimeline(work, [{ ...entry, data: JSON.stringify(data) }]);
}

function cut(text: string): string {
  return text.length > LONGEST_ANSWER ? `${text.slice(0, LONGEST_ANSWER - 1)}…` : text;
}
