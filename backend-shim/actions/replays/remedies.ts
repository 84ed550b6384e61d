/**
 * Looks for remedies against the alerts that wake people most: once a night, and when somebody asks. One look or replay runs
 * at a time, whichever sidecar has it.
 */
import { DAY, HOUR } from '#domain/time/duration';
import type { KeptRemedies, RemedyProblem } from '#contract/insight/remedies';
import type { Log } from '../../ports/log.ts';
import { lockReplays } from '../../store/concurrency/key-locks.ts';
import { readRemedies, saveRemedies, saveRemedyProblem, takeNight } from '../../store/past/remedies.ts';
import { countRunning, deleteRunsOf, insertReplay, isSilent, readRunOf, saveReplay } from '../../store/past/replays.ts';
import type { RemedyTable, ReplayTable } from '../../store/schema/settings.ts';
import { logFailure } from '../../store/store.ts';
import type { Work } from '../../store/work.ts';
import type { ActionContext } from '../context.ts';
import { progressOf } from './progress.ts';

/** A look that goes on elsewhere. */
interface RemedyRun {
  /** undefined: it was cancelled. `too-much`: its memory did not suffice. */
  result: Promise<KeptRemedies | 'too-much' | undefined>;
  cancel(): void;
}

export interface RemedyDeps extends Pick<ActionContext, 'store' | 'clock' | 'transact'> {
  newId(): string;
  log: Pick<Log, 'warn' | 'error'>;
  start(range: { from: number; to: number }, progress: (done: number) => void): Promise<RemedyRun>;
}

export interface FoundRemedies {
  row: RemedyTable | null;
  /** From 0 to 1; null: none runs. */
  progress: number | null;
}

export interface RemedyActions {
  /** @returns false: something else runs */
  begin(by: string): Promise<boolean>;
  /** Looks if it is night and nobody has yet. Never rejects. @returns when it has ended */
  nightly(now: number): Promise<void>;
  read(): Promise<FoundRemedies>;
  stop(): Promise<void>;
}

const PERIOD = 30 * DAY;
/** Nights are those of UTC: between these hours it looks by itself. */
const [NIGHT_BEGINS, NIGHT_ENDS] = [2 * HOUR, 5 * HOUR];
/** A look that ended with its sidecar is begun again. */
const MOST_TRIES = 3;
/** Whose the row is by which other sidecars see that it runs: nobody's, so that nobody reads it as a replay of theirs. */
const OWNER = 'vigie:remedies';

interface CurrentRun {
  run: RemedyRun | null;
  ended: Promise<void>;
}

export function createRemedyActions(deps: RemedyDeps): RemedyActions {
  let current: CurrentRun | null = null;
  let isStopped = false;

  /** @param may false: it does not begin, in the same transaction */
  async function beginIf(by: string, may: (work: Work) => Promise<boolean>): Promise<boolean> {
    if (current !== null || isStopped) {
      return false;
    }
    const now = await deps.clock.now();
    const row = runRow(deps.newId(), by, now);
    const begun = await deps.transact(async (work) => {
      await lockReplays(work);
      if ((await countRunning(work.tx, work.now)) > 0 || !(await may(work))) {
        return false;
      }
      await deleteRunsOf(work, OWNER);
      await insertReplay(work, row);
      return true;
    });
    if (begun) {
      const one: CurrentRun = { run: null, ended: Promise.resolve() };
      current = one;
      one.ended = look(deps, row, (run) => {
        one.run = run;
        return !isStopped;
      }).finally(() => (current = null));
    }
    return begun;
  }
  return {
    begin: (by) => beginIf(by, () => Promise.resolve(true)),
    nightly: async (now) => {
      const hour = now % DAY;
      const night = { night: Math.floor(now / DAY), since: now - hour + NIGHT_BEGINS };
      if (hour >= NIGHT_BEGINS && hour < NIGHT_ENDS) {
        await beginIf('vigie', (work) => takeNight(work, night, MOST_TRIES)).catch((error: unknown) =>
          logFailure(deps.log, error, 'could not look for remedies; this is tried again'),
        );
        await current?.ended;
      }
    },
    read: async () => {
      const now = await deps.clock.now();
      const run = await readRunOf(deps.store.read, OWNER);
      const isRunning = run?.state === 'running' && !isSilent(run, now);
      return { row: await readRemedies(deps.store.read), progress: isRunning ? run.progress / 1000 : null };
    },
    stop: async () => {
      isStopped = true;
      current?.run?.cancel();
      await current?.ended;
    },
  };
}

function runRow(id: string, by: string, now: number): ReplayTable {
  return {
    id,
    created_at: now,
    created_by: by,
    owner: OWNER,
    range_from: now - PERIOD,
    range_to: now,
    answers: 'never',
    exact_since: null,
    state: 'running',
    progress: 0,
    seen_at: now,
    result: null,
  };
}

/** Never rejects. @param begun told of the run; false: it is not wanted any more */
async function look(
  deps: RemedyDeps,
  { id, range_from: from, range_to: to }: ReplayTable,
  begun: (run: RemedyRun) => boolean,
): Promise<void> {
  const keepWhat = (found: Found) => deps.transact((work) => keep(work, { id, from, to }, found));
  try {
    const tell = progressOf(deps, 'looking for remedies', (progress) =>
      deps.transact((work) => saveReplay(work, { id, state: 'running', progress, result: null })),
    );
    const run = await deps.start({ from, to }, (done) => tell(Math.round(done * 200) * 5));
    if (!begun(run)) {
      run.cancel();
    }
    await keepWhat(await run.result);
  } catch (error) {
    logFailure(deps.log, error, 'looking for remedies failed');
    await keepWhat('failed').catch(() => undefined);
  }
}

type Found = KeptRemedies | RemedyProblem | undefined;

/** An erasure meanwhile deleted the row of the run: what was found names the person. */
async function keep(work: Work, run: { id: string; from: number; to: number }, found: Found): Promise<void> {
  const isWanted = await saveReplay(work, { id: run.id, state: 'done', progress: 1000, result: null });
  const { from, to } = run;
  if (isWanted) {
    await deleteRunsOf(work, OWNER);
  }
  if (isWanted && typeof found === 'string') {
    await saveRemedyProblem(work, found);
  } else if (isWanted && found !== undefined) {
    await saveRemedies(work, { from, to, body: JSON.stringify(found) });
  }
}
