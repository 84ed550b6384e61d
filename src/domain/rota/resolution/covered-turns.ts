/** Counts turns if only slots that the layer's windows cover take one (`advance: covered`). */
import type { HolidayDates } from '#domain/time/holidays';
import type { OpeningHours } from '#domain/time/coverage';
import { coverage } from '#domain/time/coverage';
import { DAY } from '#domain/time/duration';
import type { ZoneTable } from '#domain/time/zone';
import { changesWithin } from '#domain/time/zone';
import type { TurnRule } from '#domain/rota/resolution/rotation';
import { handoff, slotAt } from '#domain/rota/resolution/rotation';

/** Slots are counted in blocks of about this length, so that a distant date costs one block and a sum. */
const BLOCK = 64 * DAY;
const MONTH = 30 * DAY;
/** What is looked at together, so that what is found of it takes little memory. */
const PIECE = 8 * DAY;

/** Caches its counts: the first question costs the time since the rotation began, later ones a lookup. */
export class CoveredTurns {
  readonly #turns: TurnRule;
  readonly #hours: OpeningHours;
  readonly #blockSize: number;
  /** Turns taken before block `i`. */
  readonly #before: number[] = [0];
  readonly #blocks = new Map<number, Uint16Array>();

  constructor(turns: TurnRule, hours: OpeningHours) {
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
  #block(index: number): Uint16Array {
    let sums = this.#blocks.get(index);
    if (sums === undefined) {
      sums = this.#count(index * this.#blockSize);
      this.#blocks.set(index, sums);
    }
    return sums;
  }

  #count(first: number): Uint16Array {
    const end = handoff(this.#turns, first + this.#blockSize);
    const sums = new Uint16Array(this.#blockSize + 1);
    // A slot may last for decades, of which its first window is enough.
    for (let from = handoff(this.#turns, first); from < end;) {
      const to = Math.min(end, from + PIECE);
      for (const span of coverage(this.#hours, from, to)) {
        this.#mark(sums, first, span.start, span.end);
      }
      const slot = slotAt(this.#turns, to - 1);
      from = sums[slot - first + 1] === 1 ? Math.max(to, Math.min(end, handoff(this.#turns, slot + 1))) : to;
    }
    for (let i = 1; i < sums.length; i++) {
      sums[i] = (sums[i] as number) + (sums[i - 1] as number);
    }
    return sums;
  }

  /** Slot `first + i` is marked at `i + 1`. */
  #mark(sums: Uint16Array, first: number, start: number, end: number): void {
    const last = slotAt(this.#turns, end - 1);
    const mayBeEmpty = changesWithin(this.#turns.zone, start, end);
    for (let k = slotAt(this.#turns, start); k <= last; k++) {
      if (!mayBeEmpty || handoff(this.#turns, k) < handoff(this.#turns, k + 1)) {
        sums[k - first + 1] = 1;
      }
    }
  }
}

const shared = new WeakMap<ZoneTable, WeakMap<HolidayDates, Map<string, CoveredTurns>>>();
const MOST_SHARED = 1000;

/** Shares one counter among all layers that count alike, so that a reloaded rota need not count again. */
export function coveredTurns(turns: TurnRule, hours: OpeningHours): CoveredTurns {
  const byHolidays = shared.get(hours.zone) ?? new WeakMap<HolidayDates, Map<string, CoveredTurns>>();
  const counters = byHolidays.get(hours.holidays) ?? new Map<string, CoveredTurns>();
  shared.set(hours.zone, byHolidays);
  byHolidays.set(hours.holidays, counters);
  const key = JSON.stringify([turns.start, turns.step, turns.months, hours.daily]);
  const counter = counters.get(key) ?? new CoveredTurns(turns, hours);
  if (counters.size >= MOST_SHARED) {
    counters.clear();
  }
  counters.set(key, counter);
  return counter;
}
