/** What became of a telling: its row, the attempt, the timeline, and what is to be remembered. */
import { integrationName } from '#domain/routing/integration';
import type { UpdateOutcome } from '../ports/source-sync.ts';
import { insertRows, run, selectIn, upsertRows } from '../store/query.ts';
import type { SyncRow } from '../store/schema/syncs.ts';
import type { Work } from '../store/work.ts';
import { retryWait } from '../leases/retry.ts';
import { holdsLease } from '../store/concurrency/leases.ts';
import { SYNC_RETRIES } from './retries.ts';
import { words } from './words.ts';

export interface FinishedTelling {
  id: string;
  told: UpdateOutcome | { kind: 'cancelled'; answer: string };
  tookMs: number;
}

const LONGEST_ANSWER = 500;

/** Writes only what is still ours: a lease that was lost has been taken up elsewhere. */
export async function settleSyncs(work: Work, owner: string, finished: readonly FinishedTelling[]): Promise<void> {
  const rows = await selectIn<SyncRow>(
    work.tx,
    work.cap,
    '* from syncs',
    'id',
    finished.map((one) => one.id),
    `order by id ${work.cap.forUpdate}`,
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
  await upsertRows(work.tx, work.cap, 'syncs', ['id'], [{ ...row, ...next, lease_owner: null, lease_until: null }]);
  if (told.kind !== 'cancelled' && told.kind !== 'skipped') {
    await insertRows(work.tx, work.cap, 'attempts', [
      {
        delivery: row.id,
        attempt: row.attempt,
        at: work.now,
        outcome: told.kind,
        reason: told.kind === 'done' ? null : told.reason,
        detail: cut(told.kind === 'done' ? told.answer : told.detail),
        took_ms: Math.round(tookMs),
      },
    ]);
  }
  await holdBack(work, row, next);
  await remember(work, row, told, next.state === 'due');
  await tell(work, row, told, next.state === 'due');
}

type NextState = Pick<SyncRow, 'state' | 'answer' | 'done_at'> & Partial<SyncRow>;

function nextState(work: Work, row: SyncRow, told: FinishedTelling['told']): NextState {
  if (told.kind === 'retry' || told.kind === 'never') {
    const wait = told.kind === 'retry' ? retryWait(SYNC_RETRIES, row.attempt, told.after) : null;
    const answer = cut(`${told.reason}: ${told.detail}`);
    return wait === null
      ? { state: 'failed', answer, done_at: work.now }
      : { state: 'due', due_at: work.now + wait, answer, done_at: null };
  }
  return { state: told.kind, answer: cut(told.answer), done_at: work.now };
}

/** Those that wait behind this one wait as long as it does. */
async function holdBack(work: Work, row: SyncRow, next: NextState): Promise<void> {
  if (next.state === 'due' && next.due_at !== undefined) {
    const p = work.cap.placeholder;
    const text = `update syncs set due_at = ${p(1)} where incident = ${p(2)} and integration = ${p(3)} and state = 'due' and due_at < ${p(4)}`;
    await run(work.tx, text, [next.due_at, row.incident, row.integration, next.due_at]);
  }
}

async function remember(work: Work, row: SyncRow, told: FinishedTelling['told'], again: boolean): Promise<void> {
  if (told.kind === 'done' && told.memory) {
    await upsertRows(
      work.tx,
      work.cap,
      'sync_memories',
      ['incident', 'integration'],
      [{ incident: row.incident, integration: row.integration, body: JSON.stringify(told.memory), at: work.now }],
    );
    return;
  }
  // What could not be taken away ends by itself; asking for it for ever would not help.
  const isGivenUp = row.what === 'unacknowledge' && !again && told.kind !== 'done';
  if ((told.kind === 'done' && told.memory === null) || isGivenUp) {
    const p = work.cap.placeholder;
    await run(work.tx, `delete from sync_memories where incident = ${p(1)} and integration = ${p(2)}`, [
      row.incident,
      row.integration,
    ]);
  }
}

async function tell(work: Work, row: SyncRow, told: FinishedTelling['told'], again: boolean): Promise<void> {
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
    ...(told.kind === 'done' ? { answer: cut(told.answer) } : { reason: told.reason, detail: cut(told.detail) }),
  };
  await insertRows(work.tx, work.cap, 'timeline', [
    {
      id: work.ids.next(),
      incident: row.incident,
      at: work.now,
      kind: 'sync',
      actor: null,
      text: cut(text),
      data: JSON.stringify(data),
    },
  ]);
}

function cut(text: string): string {
  return text.length > LONGEST_ANSWER ? `${text.slice(0, LONGEST_ANSWER - 1)}…` : text;
}
