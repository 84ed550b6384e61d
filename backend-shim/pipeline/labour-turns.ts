/**
 * When and how what labour law asks for is looked at: beside the rounds, so that no page waits for its commit, and with
 * pauses. While months are made, which takes a transaction a person, a page finds the thread free most of the time.
 */
import type { Clock } from '../ports/clock.ts';
import { runLabour } from './labour.ts';
import type { LabourDeps } from './labour.ts';

export interface LabourTurnsDeps extends LabourDeps {
  clock: Pick<Clock, 'monotonic'>;
  /** Whether a page is being sent; what answers it comes first. */
  isSending(): boolean;
  /** Asks for another round. */
  wake(): void;
}

export interface LabourTurns {
  /**
   * Begins a turn, if it is time for one. What comes of it is taken up by the round after the pause.
   *
   * @throws what made the turn before it fail, which is the database
   */
  take(isDue: boolean, now: number): void;
  /** ms until the next turn of what is due, or until what came of one is taken up; null: nothing waits for its turn. */
  pause(): number | null;
  /** How many turns are being taken: 1, or 0. */
  inFlight(): number;
  /** Resolves when no turn is being taken. */
  idle(): Promise<void>;
}

/** ms from turn to turn, so that 200 statements take less than 3 s. */
const EVERY = 12;
/** ms after a turn, where one takes longer than that. */
const SHORTEST_PAUSE = 3;
/** ms. A turn that is not over when the next was due wakes the engine at its end. */
const UNTIL_WOKEN = 1000;
/** ms without a turn while pages are being sent; a channel may take long to answer. */
const LONGEST_WAIT = 250;

export function createLabourTurns(deps: LabourTurnsDeps): LabourTurns {
  const { clock, isSending, wake } = deps;
  let running: Promise<void> | null = null;
  let isWaiting = false;
  let failure: unknown = null;
  let [began, ended, next] = [-Infinity, -Infinity, -Infinity];

  async function turn(now: number): Promise<void> {
    began = clock.monotonic();
    try {
      await runLabour(deps, now);
    } catch (error) {
      failure = error;
    }
    ended = clock.monotonic();
    next = Math.max(began + EVERY, ended + SHORTEST_PAUSE);
    running = null;
    if (ended - began >= EVERY) {
      wake();
    }
  }

  function untilTurn(): number | null {
    if (running === null) {
      return isWaiting && left() > 0 ? left() : null;
    }
    const over = Math.ceil(began + EVERY - clock.monotonic());
    return over > 0 ? over : UNTIL_WOKEN;
  }

  const left = () => Math.ceil((isSending() ? Math.max(next, ended + LONGEST_WAIT) : next) - clock.monotonic());
  return {
    take: (isDue, now) => {
      if (failure !== null) {
        const error = failure;
        failure = null;
        throw error;
      }
      isWaiting = isDue;
      if (isDue && running === null && left() <= 0) {
        running = turn(now);
      }
    },
    pause: untilTurn,
    inFlight: () => (running === null ? 0 : 1),
    idle: async () => {
      await running;
    },
  };
}
