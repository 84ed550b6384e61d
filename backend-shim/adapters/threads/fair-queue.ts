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

export function createFairQueue({ atOnce, perCaller, waiting: most, patience }: QueueLimits): FairQueue {
  /** The caller at the head is next. */
  const waiting = new Map<string, Waiting[]>();
  const inside = new Map<string, number>();
  let [running, queued] = [0, 0];

  function admit(who: string): () => void {
    running++;
    inside.set(who, (inside.get(who) ?? 0) + 1);
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      running--;
      const left = (inside.get(who) ?? 1) - 1;
      if (left > 0) inside.set(who, left);
      else inside.delete(who);
      moveBack(who);
      next();
    };
  }

  /** Whoever had a turn waits behind those who had none. */
  function moveBack(who: string): void {
    const own = waiting.get(who);
    if (own === undefined) return;
    waiting.delete(who);
    waiting.set(who, own);
  }

  /** Those of whom nobody is in come first. */
  function next(): void {
    while (running < atOnce && queued > 0) {
      const [who] = [...waiting.keys()].sort((a, b) => (inside.get(a) ?? 0) - (inside.get(b) ?? 0));
      const own = waiting.get(who as string) as Waiting[];
      const first = own.shift() as Waiting;
      queued--;
      waiting.delete(who as string);
      if (own.length > 0) waiting.set(who as string, own);
      clearTimeout(first.timer);
      first.let(admit(who as string));
    }
  }

  function wait(who: string): Promise<(() => void) | null> {
    return new Promise((resolve) => {
      const one: Waiting = {
        let: resolve,
        timer: setTimeout(() => {
          const others = (waiting.get(who) ?? []).filter((other) => other !== one);
          if (others.length > 0) waiting.set(who, others);
          else waiting.delete(who);
          queued--;
          resolve(null);
        }, patience),
      };
      waiting.set(who, [...(waiting.get(who) ?? []), one]);
      queued++;
    });
  }

  return {
    enter: (who) => {
      const own = (inside.get(who) ?? 0) + (waiting.get(who)?.length ?? 0);
      if (own >= perCaller || (running >= atOnce && queued >= most)) {
        return Promise.resolve(null);
      }
      return running < atOnce ? Promise.resolve(admit(who)) : wait(who);
    },
  };
}
