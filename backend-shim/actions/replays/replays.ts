/** Begins, shows and cancels replays. */
import type { Problem } from '#contract/base/problem';
import type { ReplayRequest, ReplayResultWire } from '#contract/replay';
import { checkReplayDraft } from '../../configuration/stored/replay-draft.ts';
import type { BrokenObject, StoredObject } from '../../ports/configuration.ts';
import type { Log } from '../../ports/log.ts';
import { keyOf } from '../../rights/caller.ts';
import type { Caller } from '../../rights/caller.ts';
import { lockReplays } from '../../store/concurrency/key-locks.ts';
import {
  countRunning,
  deleteReplay,
  insertReplay,
  isSilent,
  readReplay,
  saveReplay,
} from '../../store/past/replays.ts';
import { readVersionsSince } from '../../store/past/versions.ts';
import { logFailure } from '../../store/store.ts';
import type { ReplayTable } from '../../store/schema/settings.ts';
import type { ActionContext } from '../context.ts';
import { progressOf } from './progress.ts';

interface ReplayRange {
  from: number;
  to: number;
  draft: readonly StoredObject[];
  answers: ReplayRequest['answers'];
}

/** A replay that runs elsewhere. */
export interface ReplayRun {
  /** undefined: it was cancelled. */
  result: Promise<ReplayResultWire | undefined>;
  cancel(): void;
}

export interface ReplayDeps extends Pick<ActionContext, 'store' | 'clock' | 'objects' | 'transact' | 'world'> {
  broken(): readonly BrokenObject[];
  newId(): string;
  log: Pick<Log, 'warn' | 'error'>;
  start(range: ReplayRange, progress: (done: number) => void): Promise<ReplayRun>;
}

type BegunReplay = { ok: true; row: ReplayTable } | { ok: false; problems: Problem[] } | { ok: false; busy: true };

export interface ReplayActions {
  begin(request: ReplayRequest, caller: Caller): Promise<BegunReplay>;
  /** null: there is none, or it is another's. */
  read(id: string, caller: Caller): Promise<ReplayTable | null>;
  cancel(id: string, caller: Caller): Promise<boolean>;
}

const LONGEST = 400 * 86_400_000;
/** Each takes a core; paging needs one. */
const MOST_AT_ONCE = 1;

export function createReplayActions(deps: ReplayDeps): ReplayActions {
  const running = new Map<string, ReplayRun>();
  const read = async (id: string, caller: Caller): Promise<ReplayTable | null> => {
    const now = await deps.clock.now();
    const row = await readReplay(deps.store.read, id, now);
    return row === null || row.owner !== keyOf(caller) ? null : isSilent(row, now) ? { ...row, state: 'stopped' } : row;
  };
  return {
    begin: async (request, caller) => {
      const now = await deps.clock.now();
      const [from, to] = [Date.parse(request.from), Date.parse(request.to)];
      const problems = problemsOfRange(from, to, now);
      const drafted = checkReplayDraft(
        { world: deps.world, objects: deps.objects(), broken: deps.broken() },
        request.draft,
        now,
      );
      if (problems.length > 0 || !drafted.ok) {
        return { ok: false, problems: [...problems, ...(drafted.ok ? [] : drafted.problems)] };
      }
      const row = await newRow(deps, { from, to, answers: request.answers, caller, now });
      const isFree = await deps.transact(async (work) => {
        await lockReplays(work);
        if ((await countRunning(work.tx, now)) >= MOST_AT_ONCE) {
          return false;
        }
        await deleteReplay(work, row.id);
        await insertReplay(work, row);
        return true;
      });
      if (!isFree) {
        return { ok: false, busy: true };
      }
      void goOn(deps, running, row, { from, to, draft: drafted.objects, answers: request.answers });
      return { ok: true, row };
    },
    read,
    cancel: async (id, caller) => {
      if ((await read(id, caller)) === null) {
        return false;
      }
      running.get(id)?.cancel();
      await deps.transact((work) => deleteReplay(work, id));
      return true;
    },
  };
}

function problemsOfRange(from: number, to: number, now: number): Problem[] {
  if (to <= from) {
    return [{ path: 'to', message: 'must be after from', reason: 'not-after', data: { field: 'from' } }];
  }
  if (to > now) {
    return [{ path: 'to', message: 'must not be in the future', reason: 'in-future' }];
  }
  return to - from > LONGEST
    ? [
        {
          path: 'to',
          message: 'must be at most 400 days after from',
          reason: 'duration-too-long',
          data: { max: '400d' },
        },
      ]
    : [];
}

async function newRow(
  { store, newId }: ReplayDeps,
  { from, to, answers, caller, now }: { from: number; to: number; answers: string; caller: Caller; now: number },
): Promise<ReplayTable> {
  const since = Number((await readVersionsSince(store.read)) ?? now);
  return {
    id: newId(),
    created_at: now,
    created_by: caller.name,
    owner: keyOf(caller),
    range_from: from,
    range_to: to,
    answers,
    exact_since: since > from ? since : null,
    state: 'running',
    progress: 0,
    seen_at: now,
    result: null,
  };
}

/** A replay that was deleted, here or through another sidecar, is cancelled. */
async function goOn(
  deps: ReplayDeps,
  running: Map<string, ReplayRun>,
  { id }: ReplayTable,
  range: ReplayRange,
): Promise<void> {
  const save = (row: Pick<ReplayTable, 'state' | 'progress' | 'result'>) =>
    deps.transact((work) => saveReplay(work, { id, ...row }));
  const tell = progressOf(deps, 'a replay', async (progress) => {
    if (!(await save({ state: 'running', progress, result: null }))) {
      running.get(id)?.cancel();
    }
  });
  try {
    const run = await deps.start(range, (done) => tell(Math.round(done * 1000)));
    running.set(id, run);
    const result = await run.result;
    await save(
      result === undefined
        ? { state: 'failed', progress: 0, result: null }
        : { state: 'done', progress: 1000, result: JSON.stringify(result) },
    );
  } catch (error) {
    logFailure(deps.log, error, 'a replay failed');
    await save({ state: 'failed', progress: 0, result: null }).catch(() => undefined);
  } finally {
    running.delete(id);
  }
}
