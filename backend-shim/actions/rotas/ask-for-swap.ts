/** Asks somebody, or everybody in the rota, to take a shift; offers all shifts of an absence at once. */
import { mayPutOnCall } from '#domain/rota/effort/concerned';
import { coverNeeded } from '#domain/rota/cover';
import type { Absence, Swap, SwapWindow } from '#domain/rota/model';
import { askSwap } from '#domain/rota/swap';
import type { SwapRequest } from '#domain/rota/swap';
import { refuse } from '../../configuration/edit.ts';
import { readObjects, swapObjects } from '../../configuration/objects.ts';
import type { RefusedChange, StoredObject } from '../../ports/configuration.ts';
import type { Directory } from '../../ports/directory.ts';
import type { Vault } from '../../ports/vault.ts';
import { beyondHour } from '../hourly-limits.ts';
import { lockConfiguration } from '../../store/concurrency/key-locks.ts';
import type { Work } from '../../store/work.ts';
import type { SwapResult } from './change-swap.ts';
import { saveSwap, storedSwap } from './save-swap.ts';
import type { StoredSwap } from './save-swap.ts';
import { candidatesOf, tellOfSwap } from './swap-messages.ts';

export interface NewSwapRequest extends Omit<SwapRequest, 'id'> {
  rota: string;
}

/** The swap that a request leads to: an open one, or a new one to save. */
type PreparedSwap = { ok: true; open: StoredSwap } | { ok: true; open: null; swap: Swap } | RefusedChange;

/** @param actor the caller, possibly on behalf of somebody else */
export async function askForSwap(
  work: Work,
  vault: Vault,
  request: NewSwapRequest,
  actor: string,
): Promise<SwapResult> {
  const wrong = problemWith(work.directory, request);
  if (wrong) {
    return wrong;
  }
  const over = await beyondHour(work, 'swaps', actor);
  if (over) {
    return { ...over, details: [] };
  }
  await lockConfiguration(work);
  const existing = swapObjects(await readObjects(work, vault));
  const asking = prepareSwap(work, existing, request);
  return asking.ok ? { ok: true, stored: await openSwap(work, vault, asking, actor) } : asking;
}

/** Requests cover for every shift within the absence; if one request fails, none is made. */
export async function offerShifts(
  work: Work,
  vault: Vault,
  absenceId: string,
  actor: string,
): Promise<{ ok: true; swaps: StoredSwap[] } | RefusedChange> {
  const { facts } = work.directory;
  const absence = facts.absences.find((one) => one.id === absenceId);
  if (!absence) {
    return refuse('not-found', `There is no absence ${absenceId}.`, {
      reason: 'no-such',
      data: { kind: 'absence', id: absenceId },
    });
  }
  const over = await beyondHour(work, 'swaps', actor);
  if (over) {
    return { ...over, details: [] };
  }
  await lockConfiguration(work);
  const existing = swapObjects(await readObjects(work, vault));
  const prepared: Array<Extract<PreparedSwap, { ok: true }>> = [];
  for (const { rota, window } of shiftsToCover(work.directory, absence, work.now)) {
    const offered = existing.find(({ body }) => isOffered(body as Swap, absence.user, rota, window));
    const request = { rota, by: absence.user, window, inReturn: null, askedOf: null, note: '' };
    const asking = offered
      ? ({ ok: true, open: storedSwap(offered) } as const)
      : (problemWith(work.directory, request) ?? prepareSwap(work, existing, request));
    if (!asking.ok) {
      return asking;
    }
    prepared.push(asking);
  }
  const swaps: StoredSwap[] = [];
  for (const asking of prepared) {
    swaps.push(await openSwap(work, vault, asking, actor));
  }
  return { ok: true, swaps };
}

/** Only from now on: past shifts need no cover. */
function shiftsToCover(
  { rotas, facts }: Directory,
  absence: Absence,
  now: number,
): Array<{ rota: string; window: SwapWindow }> {
  const rest = { ...absence, start: Math.max(absence.start, now) };
  const concerned = [...rotas].filter(([, rota]) => mayPutOnCall(rota, facts, absence.user));
  return concerned.flatMap(([id, rota]) =>
    coverNeeded(rota, facts, rest).map(({ start, end }) => ({ rota: id, window: { start, end } })),
  );
}

function problemWith(directory: Directory, request: NewSwapRequest): RefusedChange | null {
  if (!directory.rotas.has(request.rota)) {
    return refuse('not-found', `There is no rota ${request.rota}.`, {
      reason: 'no-such',
      data: { kind: 'rota', id: request.rota },
    });
  }
  const field = (['by', 'askedOf'] as const).find(
    (one) => request[one] !== null && !directory.responders.has(request[one]),
  );
  if (field === undefined) {
    return null;
  }
  return refuse('validation', `${field} is not a known user.`, { reason: 'invalid' }, [
    {
      path: field,
      message: 'is not a known user',
      reason: 'no-such',
      data: { kind: 'user', name: request[field] ?? '', meant: null },
    },
  ]);
}

/**
 * Checks the request and saves nothing. A repeated request counts once: a second tap must not write to everybody again.
 */
function prepareSwap(
  work: Work,
  existing: readonly StoredObject[],
  { rota: rotaId, ...request }: NewSwapRequest,
): PreparedSwap {
  const same = existing.find(({ body }) => isSameRequest(body as Swap, { rota: rotaId, ...request }));
  if (same) {
    return { ok: true, open: storedSwap(same) };
  }
  const { rotas, facts } = work.directory;
  const rota = rotas.get(rotaId) ?? { versions: [] };
  const answer = askSwap({ ...request, id: work.ids.next() }, { rotaId, rota, facts }, work.now);
  return answer.ok
    ? { ok: true, open: null, swap: answer.swap }
    : refuse('validation', answer.message, { reason: 'swap', data: { why: answer.reason } }, [
        { path: 'start', message: answer.message },
      ]);
}

async function openSwap(
  work: Work,
  vault: Vault,
  asking: Extract<PreparedSwap, { ok: true }>,
  actor: string,
): Promise<StoredSwap> {
  if (asking.open !== null) {
    return asking.open;
  }
  const stored = await saveSwap(work, vault, null, asking.swap, { actor, action: 'ask' });
  tellOfSwap(work, asking.swap, 'asked', candidatesOf(work.directory, asking.swap));
  return stored;
}

function isSameRequest({ rota, state, asked, window, inReturn, askedOf }: Swap, request: NewSwapRequest): boolean {
  return (
    state === 'open' &&
    rota === request.rota &&
    asked.by === request.by &&
    askedOf === request.askedOf &&
    isSameWindow(window, request.window) &&
    isSameWindow(inReturn, request.inReturn)
  );
}

function isOffered({ rota, state, asked, window }: Swap, by: string, ofRota: string, span: SwapWindow): boolean {
  return state === 'open' && asked.by === by && rota === ofRota && isSameWindow(window, span);
}

function isSameWindow(a: SwapWindow | null, b: SwapWindow | null): boolean {
  return a?.start === b?.start && a?.end === b?.end;
}
