/** Lets few in at once, the callers in turn, so that one who asks a thousand times delays nobody who asks once. */

export interface QueueLimits {
  atOnce: number;
  /** Of one caller, those who are in counted. */
  perCaller: number;
  /** Of all. */
  waiting: number;
  /** ms, after which who waits is sent away. */
  patience: number;
}

export interface FairQueue {
  /** Resolves with what to call at the end; with null: no place, or none in time. */
  enter(who: string): Promise<(() => void) | null>;
}

interface Waiting {
  let: (leave: (() => void) | null) => void;
  timer: NodeJS.Timeout;
}

/** Who waits, by caller; the caller at the head is next. */
class WaitingCallers {
  readonly #waiting = new Map<string, Waiting[]>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  of(who: string): number {
    return this.#waiting.get(who)?.length ?? 0;
  }

  add(who: string, one: Waiting): void {
    this.#keep(who, [...(this.#waiting.get(who) ?? []), one]);
    this.#count++;
  }

  remove(who: string, one: Waiting): void {
    this.#keep(
      who,
      (this.#waiting.get(who) ?? []).filter((other) => other !== one),
    );
    this.#count--;
  }

  /** Whoever had a turn waits behind those who had none. */
  moveBack(who: string): void {
    const own = this.#waiting.get(who) ?? [];
    this.#waiting.delete(who);
    this.#keep(who, own);
  }

  /** @param inside how many of a caller are in: those of whom nobody is come first */
  next(inside: (who: string) => number): [string, Waiting] | null {
    const [who] = [...this.#waiting.keys()].sort((a, b) => inside(a) - inside(b));
    const one = who === undefined ? undefined : this.#waiting.get(who)?.[0];
    return who === undefined || one === undefined ? null : [who, one];
  }

  #keep(who: string, own: Waiting[]): void {
    if (own.length > 0) this.#waiting.set(who, own);
    else this.#waiting.delete(who);
  }
}

export function createFairQueue({ atOnce, perCaller, waiting: most, patience }: QueueLimits): FairQueue {
  const waiting = new WaitingCallers();
  const inside = new Map<string, number>();
  const ofCaller = (who: string) => inside.get(who) ?? 0;
  let running = 0;

  function admit(who: string): () => void {
    running++;
    inside.set(who, ofCaller(who) + 1);
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      running--;
      const left = ofCaller(who) - 1;
      if (left > 0) inside.set(who, left);
      else inside.delete(who);
      waiting.moveBack(who);
      letIn();
    };
  }

  function letIn(): void {
    for (let next = waiting.next(ofCaller); running < atOnce && next !== null; next = waiting.next(ofCaller)) {
      const [who, one] = next;
      waiting.remove(who, one);
      clearTimeout(one.timer);
      one.let(admit(who));
    }
  }

  function wait(who: string): Promise<(() => void) | null> {
    return new Promise((resolve) => {
      const one: Waiting = {
        let: resolve,
        timer: setTimeout(() => {
          waiting.remove(who, one);
          resolve(null);
        }, patience),
      };
      waiting.add(who, one);
    });
  }

  return {
    enter: (who) => {
      const hasPlace = ofCaller(who) + waiting.of(who) < perCaller;
      if (hasPlace && running < atOnce) return Promise.resolve(admit(who));
      return hasPlace && waiting.count < most ? wait(who) : Promise.resolve(null);
    },
  };
}
