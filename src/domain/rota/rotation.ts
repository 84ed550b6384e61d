/** Handoffs of a rotation, and whose turn it is. */
import type { OpeningHours } from '#domain/time/coverage';
import { coverage } from '#domain/time/coverage';
import { DAY, HOUR, WEEK } from '#domain/time/duration';
import type { LocalDateTime } from '#domain/time/local';
import { addMonths, monthsBetween, parseLocal } from '#domain/time/local';
import type { ZoneTable } from '#domain/time/zone';
import { changesWithin, firstInstant, latestLocal } from '#domain/time/zone';
import type { Rotation } from '#domain/rota/model';

/** Hours, days and weeks are steps of the wall clock; months are counted (`months > 0`, `step` unused). */
export interface Turns {
  zone: ZoneTable;
  start: LocalDateTime;
  step: number;
  months: number;
}

const STEPS = { hour: HOUR, day: DAY, week: WEEK, month: 0 } as const;

export function turnsOf(rotation: Rotation, zone: ZoneTable): Turns {
  // Validation refuses other counts; here they must at least not loop for ever.
  const every = Math.max(1, Math.trunc(rotation.every) || 1);
  return {
    zone,
    start: parseLocal(rotation.start) ?? Number.NaN,
    step: STEPS[rotation.unit] * every,
    months: rotation.unit === 'month' ? every : 0,
  };
}

/** When slot `k` begins. Slots that begin and end at the same instant (a gap in spring) last no time. */
export function handoff(turns: Turns, k: number): number {
  return firstInstant(turns.zone, handoffLocal(turns, k));
}

function handoffLocal({ start, step, months }: Turns, k: number): LocalDateTime {
  return months > 0 ? addMonths(start, k * months) : start + k * step;
}

/** The slot that holds at an instant; negative before the first handoff. */
export function slotAt(turns: Turns, instant: number): number {
  const latest = latestLocal(turns.zone, instant);
  if (turns.months === 0) {
    return Math.floor((latest - turns.start) / turns.step);
  }
  const k = Math.floor(monthsBetween(turns.start, latest) / turns.months);
  return handoffLocal(turns, k) <= latest ? k : k - 1;
}

/** Slots are counted in blocks of about this long, so that a far date costs one block and a sum. */
const BLOCK = 64 * DAY;
const MONTH = 30 * DAY;

/**
 * Counts the slots that take a turn where `advance` is `covered`. Remembers what it has counted: the
 * first question costs the time since the rotation began, later ones a look-up.
 */
export class CoveredTurns {
  readonly #turns: Turns;
  readonly #hours: OpeningHours;
  readonly #blockSize: number;
  /** Turns taken before block `i`. */
  readonly #before: number[] = [0];
  readonly #blocks = new Map<number, Uint32Array>();

  constructor(turns: Turns, hours: OpeningHours) {
    this.#turns = turns;
    this.#hours = hours;
    this.#blockSize = Math.max(1, Math.ceil(BLOCK / (turns.months * MONTH || turns.step)));
  }

  /** How many slots before `k` (≥ 0) took a turn. */
  turnsBefore(k: number): number {
    const block = Math.floor(k / this.#blockSize);
    while (this.#before.length <= block) {
      const done = this.#before.length - 1;
      this.#before.push((this.#before[done] as number) + (this.#block(done).at(-1) as number));
    }
    return (this.#before[block] as number) + (this.#block(block)[k - block * this.#blockSize] as number);
  }

  /** For each slot of a block, and for its end, the turns taken since the block began. */
  #block(index: number): Uint32Array {
    let sums = this.#blocks.get(index);
    if (sums === undefined) {
      sums = this.#count(index * this.#blockSize);
      this.#blocks.set(index, sums);
    }
    return sums;
  }

  #count(first: number): Uint32Array {
    const end = first + this.#blockSize;
    const sums = new Uint32Array(this.#blockSize + 1);
    for (const span of coverage(this.#hours, handoff(this.#turns, first), handoff(this.#turns, end))) {
      this.#mark(sums, first, span.start, span.end);
    }
    for (let i = 1; i < sums.length; i++) {
      sums[i] = (sums[i] as number) + (sums[i - 1] as number);
    }
    return sums;
  }

  /** Slot `first + i` is marked at `i + 1`. */
  #mark(sums: Uint32Array, first: number, start: number, end: number): void {
    const last = slotAt(this.#turns, end - 1);
    const mayBeEmpty = changesWithin(this.#turns.zone, start, end);
    for (let k = slotAt(this.#turns, start); k <= last; k++) {
      if (!mayBeEmpty || handoff(this.#turns, k) < handoff(this.#turns, k + 1)) {
        sums[k - first + 1] = 1;
      }
    }
  }
}
