/**
 * Knows whether the database takes writes: by writing again and again as much as an alert takes, and by every alert that
 * was refused. What pages must not wait for it, so it has a loop of its own beside the engine.
 */
import type { StoreTrouble, StoreTroubleCode } from '#contract/reasons/store';
import { storeTroubleAdvice, storeTroubleText } from '#contract/reasons/store';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { LastingTrouble } from '../store/store.ts';

const EVERY = 3000;
/** While nothing can be written, so that an end shows soon. */
const EVERY_IN_TROUBLE = 1000;
/** A disk may be slow, but no sender waits this long. */
const LONGEST = 6000;
/** What often ends by itself, such as a change of the server, is an error when it has lasted this long. */
const LASTS = 3500;
const SAY_AGAIN = 5 * 60_000;

/** An operator must act, at once. */
const STAYS: ReadonlySet<StoreTroubleCode> = new Set([
  'disk-full',
  'quota-used-up',
  'disk-failing',
  'damaged',
  'refusing',
]);

export interface WriteWatchDeps {
  /** Commits a row, and tries for as much space as an alert takes. Rejects if either cannot be had. */
  write(): Promise<void>;
  clock: Pick<Clock, 'machine' | 'monotonic' | 'sleep'>;
  log: Log;
}

export interface WriteWatch {
  start(): void;
  stop(): Promise<void>;
  /** null: the database takes writes. */
  trouble(): LastingTrouble | null;
  /** Called with what refused an alert. */
  refused(error: StoreUnavailable): void;
}

interface State extends LastingTrouble {
  began: number;
  /** Monotonic ms of the latest line in the log; null: none yet. */
  told: number | null;
}

export function createWriteWatch(deps: WriteWatchDeps): WriteWatch {
  const { clock } = deps;
  const stopping = new AbortController();
  const diary = createDiary(deps);
  const ask = createAsk(deps, stopping.signal);
  let running: Promise<void> = Promise.resolve();

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      const found = await ask();
      if (!stopping.signal.aborted) {
        diary.note(found);
        await clock.sleep(found === null ? EVERY : EVERY_IN_TROUBLE, stopping.signal);
      }
    }
  }

  return {
    start: () => {
      running = loop();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
    trouble: diary.now,
    refused: (error) => diary.note(error.trouble),
  };
}

/** Keeps what is wrong, and says so in the log. */
function createDiary({ clock, log }: Omit<WriteWatchDeps, 'write'>) {
  let state: State | null = null;

  function tell(one: State): void {
    const { trouble } = one;
    one.told = clock.monotonic();
    log.error(
      { reason: trouble.reason, since: new Date(one.since).toISOString() },
      `nothing can be written: ${storeTroubleText(trouble)}; alerts are refused. ${storeTroubleAdvice(trouble.reason)}`,
    );
  }

  function isToTell({ trouble, began, told }: State): boolean {
    const now = clock.monotonic();
    return told === null ? STAYS.has(trouble.reason) || now - began >= LASTS : now - told >= SAY_AGAIN;
  }

  return {
    now: () => state && { trouble: state.trouble, since: state.since },
    note: (trouble: StoreTrouble | null) => {
      if (trouble === null) {
        if (state !== null && state.told !== null) {
          log.info({ reason: state.trouble.reason }, 'the database takes writes again');
        }
        state = null;
        return;
      }
      const isNew = state?.trouble.reason !== trouble.reason;
      const { began = clock.monotonic(), since = clock.machine(), told = null } = state ?? {};
      state = { trouble, began, since, told: isNew ? null : told };
      if (isToTell(state)) {
        tell(state);
      }
    },
  };
}

/** One attempt at a time: one that hangs is asked for its outcome again, and not joined by others. */
function createAsk({ write, clock, log }: WriteWatchDeps, stop: AbortSignal): () => Promise<StoreTrouble | null> {
  let underWay: Promise<StoreTrouble | null> | null = null;
  return async () => {
    const over = new AbortController();
    const silence = clock
      .sleep(LONGEST, AbortSignal.any([over.signal, stop]))
      .then((): StoreTrouble => ({ reason: 'silent' }));
    underWay ??= outcomeOf(write, log).finally(() => (underWay = null));
    const found = await Promise.race([underWay, silence]);
    over.abort();
    return found;
  };
}

async function outcomeOf(write: () => Promise<void>, log: Log): Promise<StoreTrouble | null> {
  try {
    await write();
    return null;
  } catch (error) {
    if (error instanceof StoreUnavailable) {
      log.debug({ err: error.message }, 'an attempt to write failed');
      return error.trouble;
    }
    log.warn({ err: error }, 'an attempt to write failed unexpectedly');
    return { reason: 'refusing' };
  }
}
