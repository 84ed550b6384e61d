/**
 * Advances a **swap**: requested, then taken, declined, cancelled or expired. Pure; each answer is a new swap or a
 * reason.
 */
import { DAY, HOUR } from '#domain/time/duration';
import { isWithinYears } from '#domain/time/problem';
import type { Span } from '#domain/time/span';
import { dutiesOf } from '#domain/rota/duties';
import type { AnyRota, RotaFacts, Swap, SwapWindow } from '#domain/rota/model';
import { resolve } from '#domain/rota/resolve';

export { overridesOf } from '#domain/rota/resolution/swap-overrides';

export const SWAP_REFUSALS = [
  'badWindow',
  'tooLong',
  'over',
  'askedOfSelf',
  'notOnCall',
  'returnNotTheirs',
  'notOpen',
  'ownSwap',
  'notAsked',
  'notYours',
  'notYet',
] as const;
export type SwapRefusal = (typeof SWAP_REFUSALS)[number];

const WHY: Record<SwapRefusal, string> = {
  badWindow: 'A window must end later than it starts, and the shift in return must lie outside the window.',
  tooLong: 'A window lasts a year at most, and ends before 2101.',
  over: 'The window is already over; choose one that ends in the future.',
  askedOfSelf: 'Ask somebody else, or anyone.',
  notOnCall: 'The person who asks is not on call on this rota in that window; choose a window with a shift of theirs.',
  returnNotTheirs: 'The person who takes the swap is not on call in the window asked in return.',
  notOpen: 'This swap is no longer open.',
  ownSwap: 'Somebody else must take this swap; the person who asked may cancel it.',
  notAsked: 'This swap was asked of somebody else.',
  notYours: 'Only the person who asked may cancel this swap.',
  notYet: 'This swap can still be taken.',
};

export type SwapAnswer = { ok: true; swap: Swap } | { ok: false; reason: SwapRefusal; message: string };

export type SwapRequest = Pick<Swap, 'id' | 'window' | 'inReturn' | 'askedOf' | 'note'> & { by: string };

export type SwapEvent =
  | { kind: 'take'; by: string }
  | { kind: 'decline'; by: string }
  /** `forOthers`: a manager's right. */
  | { kind: 'cancel'; by: string; forOthers: boolean }
  | { kind: 'expire' };

/** A longer window is surely a mistake, and slow to check. */
const LONGEST_WINDOW = 366 * DAY;

/** The rota as it stands, to see whose shifts lie in the windows. */
export interface SwapContext {
  rotaId: string;
  rota: AnyRota;
  facts: RotaFacts;
}

export function askSwap(request: SwapRequest, context: SwapContext, now: number): SwapAnswer {
  const { id, by, window, inReturn, askedOf, note } = request;
  const windows = [window, ...(inReturn === null ? [] : [inReturn])];
  if (
    windows.some(({ start, end }) => !(start < end)) ||
    (inReturn !== null && inReturn.start < window.end && window.start < inReturn.end)
  ) {
    return refused('badWindow');
  }
  if (windows.some(({ start, end }) => end - start > LONGEST_WINDOW || !isWithinYears(end))) {
    return refused('tooLong');
  }
  if (windows.some(({ end }) => end <= now)) {
    return refused('over');
  }
  if (askedOf === by) {
    return refused('askedOfSelf');
  }
  if (!isOnCallIn(window, by, context, now)) {
    return refused('notOnCall');
  }
  if (inReturn !== null && askedOf !== null && !isOnCallIn(inReturn, askedOf, context, now)) {
    return refused('returnNotTheirs');
  }
  return accepted({
    id,
    rota: context.rotaId,
    window,
    inReturn,
    askedOf,
    note,
    state: 'open',
    asked: { by, at: now },
    taken: null,
    closed: null,
  });
}

/** Repeating an event is accepted and changes nothing, so that a second tap does no harm. */
export function advanceSwap(swap: Swap, event: SwapEvent, context: SwapContext, now: number): SwapAnswer {
  if (swap.state !== 'open') {
    return isRepeat(swap, event) ? accepted(swap) : refused('notOpen');
  }
  switch (event.kind) {
    case 'take':
      return take(swap, event.by, context, now);
    case 'decline':
      return event.by === swap.askedOf
        ? accepted({ ...swap, state: 'declined', closed: { by: event.by, at: now } })
        : refused('notAsked');
    case 'cancel':
      return event.by === swap.asked.by || event.forOthers
        ? accepted({ ...swap, state: 'cancelled', closed: { by: event.by, at: now } })
        : refused('notYours');
    case 'expire':
      return now >= expiresAt(swap)
        ? accepted({ ...swap, state: 'expired', closed: { by: '', at: now } })
        : refused('notYet');
  }
}

/** When an open swap can no longer be taken. */
export function expiresAt({ window, inReturn }: Pick<Swap, 'window' | 'inReturn'>): number {
  return Math.min(window.end, inReturn?.end ?? Infinity);
}

const REMIND_BEFORE = [7 * DAY, 3 * DAY, DAY, 12 * HOUR];

/** When people who could take an open swap are reminded: ahead of its start, and after it was requested. */
export function reminderTimes({ window, asked }: Pick<Swap, 'window' | 'asked'>): number[] {
  return REMIND_BEFORE.map((before) => window.start - before).filter((at) => at > asked.at);
}

function take(swap: Swap, by: string, context: SwapContext, now: number): SwapAnswer {
  if (by === swap.asked.by) {
    return refused('ownSwap');
  }
  if (swap.askedOf !== null && swap.askedOf !== by) {
    return refused('notAsked');
  }
  if (now >= expiresAt(swap)) {
    return refused('over');
  }
  if (!isOnCallIn(swap.window, swap.asked.by, context, now)) {
    return refused('notOnCall');
  }
  if (swap.inReturn !== null && !isOnCallIn(swap.inReturn, by, context, now)) {
    return refused('returnNotTheirs');
  }
  return accepted({ ...swap, state: 'taken', taken: { by, at: now } });
}

function isRepeat(swap: Swap, event: SwapEvent): boolean {
  switch (event.kind) {
    case 'take':
      return swap.state === 'taken' && swap.taken?.by === event.by;
    case 'decline':
      return swap.state === 'declined' && swap.closed?.by === event.by;
    case 'cancel':
      return swap.state === 'cancelled' && swap.closed?.by === event.by;
    case 'expire':
      return swap.state === 'expired';
  }
}

/** Whether somebody is on call who wants to be relieved; a changed plan may have settled it. */
export function isStillWanted(
  { window, asked }: Pick<Swap, 'window' | 'asked'>,
  context: SwapContext,
  now: number,
): boolean {
  return now < window.end && isOnCallIn(window, asked.by, context, now);
}

/** Whether the user is on call in the rest of the window. */
function isOnCallIn({ start, end }: SwapWindow, user: string, { rota, facts }: SwapContext, now: number): boolean {
  const duties: readonly Span[] | undefined = dutiesOf(resolve(rota, facts, Math.max(start, now), end)).get(user);
  return duties !== undefined;
}

function accepted(swap: Swap): SwapAnswer {
  return { ok: true, swap };
}

function refused(reason: SwapRefusal): SwapAnswer {
  return { ok: false, reason, message: WHY[reason] };
}
