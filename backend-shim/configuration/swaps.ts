/** Swaps in the database: asked, taken, ended; both consents kept. A taken one acts on the rota at once. */
import type { SwapNotice } from '#domain/notify/notice';
import type { AnyRota, Swap, SwapWindow } from '#domain/rota/model';
import { advanceSwap, askSwap, expiresAt, isStillWanted, reminderTimes } from '#domain/rota/swap';
import type { SwapAnswer, SwapContext, SwapEvent, SwapRequest } from '#domain/rota/swap';
import { requestNotices } from '../store/outbox-requests.ts';
import { writeAudit } from '../store/access/audit.ts';
import { writeEvents } from '../store/events.ts';
import { lockConfiguration } from '../store/concurrency/key-locks.ts';
import { clearTimers, dueTimers, setTimers } from '../store/timers.ts';
import type { Work } from '../store/work.ts';
import type { RefusedChange, StoredObject } from '../ports/configuration.ts';
import type { Directory } from '../ports/directory.ts';
import type { Vault } from '../ports/vault.ts';
import { isStale, refuse } from './edit.ts';
import { rowOf, saveObject } from './rows.ts';
import { readObjects } from './objects.ts';

export interface StoredSwap {
  swap: Swap;
  version: number;
}

const NO_ROTA: AnyRota = { versions: [] };

export type SwapResult = { ok: true; stored: StoredSwap } | RefusedChange;

/** @param actor who says so, perhaps in the name of somebody else */
export async function askForSwap(
  work: Work,
  vault: Vault,
  rotaId: string,
  request: Omit<SwapRequest, 'id'>,
  actor: string,
): Promise<SwapResult> {
  const rota = work.directory.rotas.get(rotaId);
  if (!rota) {
    return refuse('not-found', `There is no rota ${rotaId}.`, {
      reason: 'no-such',
      data: { kind: 'rota', id: rotaId },
    });
  }
  const stranger = (['by', 'askedOf'] as const).find(
    (field) => request[field] !== null && !work.directory.responders.has(request[field]),
  );
  if (stranger) {
    return refuse('validation', `${stranger} is not a known user.`, { reason: 'invalid' }, [
      {
        path: stranger,
        message: 'is not a known user',
        reason: 'no-such',
        data: { kind: 'user', name: request[stranger] ?? '', meant: null },
      },
    ]);
  }
  await lockConfiguration(work);
  const same = swapObjects(await readObjects(work.tx, vault)).find(({ body }) =>
    isSameRequest(body as Swap, rotaId, request),
  );
  if (same) {
    return { ok: true, stored: { swap: same.body as Swap, version: same.version } };
  }
  const answer = askSwap({ ...request, id: work.ids.next() }, { rotaId, rota, facts: work.directory.facts }, work.now);
  if (!answer.ok) {
    return refuse('validation', answer.message, { reason: 'swap', data: { why: answer.reason } }, [
      { path: 'start', message: answer.message },
    ]);
  }
  const stored = await save(work, vault, null, answer.swap, actor, 'ask');
  await tell(work, answer.swap, 'asked', candidates(work.directory, answer.swap));
  return { ok: true, stored };
}

/** Asked twice is asked once: a second tap must not write to everybody again. */
function isSameRequest(
  { rota, state, asked, window, inReturn, askedOf }: Swap,
  rotaId: string,
  request: Omit<SwapRequest, 'id'>,
): boolean {
  const isSpan = (a: SwapWindow | null, b: SwapWindow | null) => a?.start === b?.start && a?.end === b?.end;
  return (
    state === 'open' &&
    rota === rotaId &&
    asked.by === request.by &&
    askedOf === request.askedOf &&
    isSpan(window, request.window) &&
    isSpan(inReturn, request.inReturn)
  );
}

export async function changeSwap(
  work: Work,
  vault: Vault,
  id: string,
  event: SwapEvent,
  ifVersion: number | null,
): Promise<SwapResult> {
  await lockConfiguration(work);
  const object = swapObjects(await readObjects(work.tx, vault)).find((one) => one.id === id);
  if (!object) {
    return refuse('not-found', 'There is no such swap.', { reason: 'no-such', data: { kind: 'swap', id: null } });
  }
  const stale = isStale(object.version, ifVersion);
  if (stale) {
    return stale;
  }
  const before = object.body as Swap;
  const answer: SwapAnswer = advanceSwap(before, event, contextOf(work, before), work.now);
  if (!answer.ok) {
    return refuse('conflict', answer.message, { reason: 'swap', data: { why: answer.reason } });
  }
  if (answer.swap === before) {
    return { ok: true, stored: { swap: before, version: object.version } };
  }
  const actor = event.kind === 'expire' ? 'vigie' : event.by;
  const stored = await save(work, vault, object, answer.swap, actor, event.kind);
  const { state } = answer.swap;
  const told = toTell(work.directory, answer.swap).filter((login) => login !== actor);
  await tell(work, answer.swap, state === 'open' ? 'asked' : state, told);
  if (state === 'taken') {
    await settleOthers(work, vault, answer.swap, [...told, actor]);
  }
  return { ok: true, stored };
}

/** Whoever asked Ben, and then everybody, is served by the first who takes it: the rest has nothing left to offer. */
async function settleOthers(work: Work, vault: Vault, taken: Swap, told: readonly string[]): Promise<void> {
  const objects = swapObjects(await readObjects(work.tx, vault));
  const facts = { ...work.directory.facts, swaps: swapsOf(objects) };
  for (const object of objects) {
    const swap = object.body as Swap;
    if (
      swap.state === 'open' &&
      swap.rota === taken.rota &&
      swap.asked.by === taken.asked.by &&
      !isStillWanted(swap, { ...contextOf(work, swap), facts }, work.now)
    ) {
      const settled: Swap = { ...swap, state: 'cancelled', closed: { by: swap.asked.by, at: work.now } };
      await save(work, vault, object, settled, 'vigie', 'cancel');
      await tell(
        work,
        settled,
        'cancelled',
        candidates(work.directory, settled).filter((login) => !told.includes(login)),
      );
    }
  }
}

/** On a rota that was deleted there is no shift to take; everything else can still be said. */
function contextOf(work: Work, { rota: rotaId }: Swap): SwapContext {
  return { rotaId, rota: work.directory.rotas.get(rotaId) ?? NO_ROTA, facts: work.directory.facts };
}

/** Reminders, while somebody still wants to be stood in for, and expiry. @returns how many timers were handled */
export async function tickSwaps(work: Work, vault: Vault): Promise<number> {
  const due = await dueTimers(work, 'swap', 100);
  if (due.length === 0) {
    return 0;
  }
  const objects = new Map(swapObjects(await readObjects(work.tx, vault)).map((object) => [object.id, object]));
  for (const { subject } of due) {
    const swap = objects.get(subject)?.body as Swap | undefined;
    if (!swap || swap.state !== 'open') {
      await clearTimers(work, 'swap', [subject]);
    } else if (work.now >= expiresAt(swap)) {
      await changeSwap(work, vault, subject, { kind: 'expire' }, null);
    } else {
      if (isStillWanted(swap, contextOf(work, swap), work.now)) {
        await tell(work, swap, 'asked', candidates(work.directory, swap));
      }
      await armSwap(work, swap);
    }
  }
  return due.length;
}

export function swapObjects(objects: readonly StoredObject[]): StoredObject[] {
  return objects.filter((object) => object.kind === 'swaps');
}

export function swapsOf(objects: readonly StoredObject[]): Swap[] {
  return swapObjects(objects).map((object) => object.body as Swap);
}

async function save(
  work: Work,
  vault: Vault,
  before: StoredObject | null,
  swap: Swap,
  actor: string,
  action: string,
): Promise<StoredSwap> {
  const version = (before?.version ?? 0) + 1;
  const object: StoredObject = {
    kind: 'swaps',
    id: swap.id,
    body: swap,
    origin: 'api',
    version,
    createdAt: before?.createdAt ?? work.now,
    updatedAt: work.now,
  };
  await saveObject(work, rowOf(vault, object));
  await writeAudit(work, [
    { actor, action, kind: 'swaps', subject: swap.id, before: before?.body ?? null, after: swap },
  ]);
  await writeEvents(work, 'rota', [swap.rota]);
  await armSwap(work, swap);
  return { swap, version };
}

async function armSwap(work: Work, swap: Swap): Promise<void> {
  if (swap.state !== 'open') {
    await clearTimers(work, 'swap', [swap.id]);
    return;
  }
  const next = Math.min(expiresAt(swap), ...reminderTimes(swap).filter((at) => at > work.now));
  await setTimers(work, [{ kind: 'swap', subject: swap.id, due_at: next, rank: 0, attempt: 0 }]);
}

function concerned({ asked, askedOf, taken }: Swap): string[] {
  return [...new Set([asked.by, askedOf, taken?.by ?? null].filter((login) => login !== null))];
}

/** Whoever was asked need not look for time any more. What expires was everybody's to take until now: that is news to none of them. */
function toTell(directory: Directory, swap: Swap): string[] {
  const settled = swap.state === 'taken' || swap.state === 'cancelled';
  return [...new Set([...concerned(swap), ...(settled ? candidates(directory, swap) : [])])];
}

/** Whoever may take it: the colleague who was asked, else everybody in the rota. */
function candidates(directory: Directory, swap: Swap): string[] {
  const all =
    swap.askedOf === null ? (directory.onCall(swap.rota, 'everyone', swap.window.start) ?? []) : [swap.askedOf];
  return all.filter((login) => login !== swap.asked.by);
}

async function tell(work: Work, swap: Swap, what: SwapNews, users: readonly string[]): Promise<void> {
  const { asked, taken, closed, window, rota: id, note } = swap;
  const by = what === 'asked' ? asked.by : (taken?.by ?? (closed?.by || asked.by));
  requestNotices(
    work,
    users.map((user) => ({
      kind: 'tellSwap',
      user,
      swap: { rota: id, what, by, of: asked.by, start: window.start, end: window.end, note },
    })),
  );
}

type SwapNews = SwapNotice['swap']['what'];
