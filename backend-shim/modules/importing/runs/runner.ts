/**
 * Runs imports that the wizard started: claims those that wait, runs their steps one after the other, and keeps the lease
 * meanwhile. A sidecar that starts again, or another one, goes on where a step was interrupted.
 */
import { importFailure } from '#modules/importing/contract/failures';
import type { ImportFailure } from '#modules/importing/contract/failures';
import type { RunStep } from '#modules/importing/contract/wizard';
import type { ImportSource } from '#modules/importing/domain/model';
import type { Log } from '../../../ports/log.ts';
import type { Vault } from '../../../ports/vault.ts';
import {
  changeImport,
  claimImports,
  lockImport,
  releaseImport,
  renewImport,
  stepsText,
  tellProgress,
} from '../store/imports.ts';
import { callerOfImport, outcomeOf, settingsOf, stepsOf } from '../store/stored-import.ts';
import type { StoredImportCaller } from '../store/stored-import.ts';
import type { ImportTable } from '../../../store/schema/imports.ts';
import { createSerialQueue } from '../../../store/concurrency/serial.ts';
import { StoreUnavailable } from '../../../store/store.ts';
import { storeTroubleText } from '#contract/reasons/store';
import type { Store } from '../../../store/store.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import type { RunTransaction } from '../../../store/work.ts';
import { progressTeller } from './progress.ts';
import { rowFolder } from './row-folder.ts';
import type { OutcomeChange } from './step-ports.ts';
import { runPorts } from './run-world.ts';
import type { RunPortsDeps } from './run-world.ts';
import { runInThread } from './step-thread.ts';
import type { StepHeap } from './step-thread.ts';

export interface ImportRunDeps extends Omit<RunPortsDeps, 'inside'> {
  store: Store;
  vault: Vault;
  log: Log;
  unreadable: UnreadableReporter;
  transact: RunTransaction;
  /** A name for the holder of leases; each claim has its own, so that a run that was stopped writes nothing more. */
  newOwner(): string;
  /** Resolves when the API can be asked. */
  inside: Promise<RunPortsDeps['inside']>;
  /** null: another release stored the import, and this one does not know its pager. */
  pagerOf(source: string): ImportSource | null;
  /** The program of the threads in which steps run. */
  program: URL;
  heap: StepHeap;
  /** Whether the person or token still may do what they asked for. */
  mayStill(caller: StoredImportCaller): Promise<boolean>;
}

interface StepDeps extends ImportRunDeps {
  /** One step after the other, of whichever imports: each takes memory. */
  inTurn: ReturnType<typeof createSerialQueue>;
}

export interface ImportRunner {
  /** Takes up what waits, and stops what somebody cancelled. */
  wake(): void;
  stop(): Promise<void>;
}

const RENEW_EVERY = 4_000;
/** A step that ended its sidecar this often is not begun again: an import must not keep paging from running. */
const MOST_ATTEMPTS = 3;

export function createImportRunner(given: ImportRunDeps): ImportRunner {
  const deps: StepDeps = { ...given, inTurn: createSerialQueue() };
  const { clock, log, transact } = deps;
  const stopping = new AbortController();
  const running = new Set<RunningClaim>();
  let claiming: Promise<void> = Promise.resolve();

  async function claim(): Promise<void> {
    if (stopping.signal.aborted) {
      return;
    }
    const owner = deps.newOwner();
    for (const row of await transact((work) => claimImports(work, owner))) {
      const abort = new AbortController();
      const done = runAll(deps, { row, owner }, AbortSignal.any([abort.signal, stopping.signal]));
      const claim = { id: row.id, owner, abort, done };
      running.add(claim);
      void done.then(() => running.delete(claim));
    }
  }

  async function renew(): Promise<void> {
    for (const { id, owner, abort } of running) {
      if (!(await transact((work) => renewImport(work, owner, id)))) {
        abort.abort();
      }
    }
  }

  async function keepLeases(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(RENEW_EVERY, stopping.signal);
      await guarded(log, renew);
    }
  }

  let keeping: Promise<void> | null = null;
  return {
    wake: () => {
      keeping ??= keepLeases();
      claiming = claiming.then(() => guarded(log, renew)).then(() => guarded(log, claim));
    },
    stop: async () => {
      stopping.abort();
      await Promise.all([claiming, keeping]);
      await Promise.all([...running].map(({ done }) => done));
    },
  };
}

interface RunningClaim {
  id: string;
  owner: string;
  abort: AbortController;
  done: Promise<void>;
}

/** An import and the lease under which it runs. */
interface ClaimedImport {
  row: ImportTable;
  owner: string;
}

async function guarded(log: Log, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) {
      log.error({ err: error }, 'an import could not be taken up; it is tried again');
    }
  }
}

/** Runs the steps that are left. Never rejects. */
async function runAll(deps: StepDeps, claimed: ClaimedImport, signal: AbortSignal): Promise<void> {
  const { log, transact } = deps;
  const { owner } = claimed;
  const { id } = claimed.row;
  try {
    for (let row: ImportTable | null = claimed.row; row !== null && !signal.aborted;) {
      row = await runNext(deps, { row, owner }, signal);
    }
    if (signal.aborted) {
      await transact((work) => releaseImport(work, owner, id));
    }
  } catch (error) {
    if (error instanceof StoreUnavailable) {
      const why = storeTroubleText(error.trouble);
      log.warn({ import: id, err: error.message }, `${why}; the import goes on when its lease ends`);
      return;
    }
    log.error({ import: id, err: error }, 'an import failed unexpectedly');
    await guarded(log, async () => void (await settle(deps, { id, owner }, importFailure('internal'))));
  }
}

/** @returns the import with its next step; null: nothing is left, or another sidecar has taken over */
async function runNext(
  deps: StepDeps,
  { row, owner }: ClaimedImport,
  signal: AbortSignal,
): Promise<ImportTable | null> {
  const [step] = stepsOf(row, deps.unreadable);
  if (step === undefined) {
    return null;
  }
  const result = await attempt(deps, { row, owner, step }, signal);
  if (signal.aborted) {
    return row;
  }
  if (!result.ok) {
    deps.log.info({ import: row.id, step, code: result.code }, 'an import ended without a result');
  }
  return settle(deps, { id: row.id, owner }, result);
}

type StepResult = { ok: true; value: OutcomeChange } | ImportFailure;

async function attempt(
  deps: StepDeps,
  { row, owner, step }: ClaimedImport & { step: RunStep },
  signal: AbortSignal,
): Promise<StepResult> {
  const { store, vault, unreadable, clock } = deps;
  const caller = callerOfImport(row, unreadable);
  const source = deps.pagerOf(row.source);
  if (row.attempts > MOST_ATTEMPTS || source === null) {
    return importFailure('internal');
  }
  if (caller === null || !(await deps.mayStill(caller))) {
    return importFailure('vigie-refused', { what: step, status: 403, detail: 'whoever asked for it may no longer' });
  }
  if (!vault.opens(row.keys)) {
    return importFailure('key-refused', {
      url: row.url,
      status: 0,
      hint: 'The stored key cannot be opened; give it again',
    });
  }
  const folder = rowFolder({ store, vault, id: row.id, owner });
  const now = await clock.now();
  const progress = progressTeller(clock, (text) =>
    deps.transact((work) => tellProgress(work, owner, row.id, text)).catch(() => undefined),
  );
  const ports = runPorts({ ...deps, inside: await deps.inside }, { folder, caller, signal });
  const outcome = outcomeOf(row, unreadable);
  const task = { step, source, url: row.url, settings: settingsOf(row, unreadable), outcome, path: folder.path };
  const result = await deps.inTurn(() =>
    runInThread({
      program: deps.program,
      heap: deps.heap,
      task: { ...task, keys: vault.open(row.keys), now },
      ports,
      progress: progress.tell,
      signal,
    }),
  );
  await progress.settled();
  return result;
}

/** Stores what a step found, and takes it off the list; a failure ends the others, too. */
async function settle(
  { transact, unreadable }: ImportRunDeps,
  { id, owner }: { id: string; owner: string },
  result: StepResult,
): Promise<ImportTable | null> {
  return transact(async (work) => {
    const row = await lockImport(work, id);
    const [step, ...rest] = row === null ? [] : stepsOf(row, unreadable);
    if (row === null || step === undefined || row.lease_owner !== owner) {
      return null;
    }
    const left = result.ok ? rest : [];
    const next = {
      steps: stepsText(left),
      progress: null,
      attempts: 1,
      failure: result.ok ? null : JSON.stringify({ step, code: result.code, data: result.data }),
      ...(result.ok ? { outcome: JSON.stringify({ ...outcomeOf(row, unreadable), ...result.value }) } : {}),
      ...(left.length === 0 ? { lease_owner: null, lease_until: null, attempts: 0 } : {}),
    };
    await changeImport(work, id, next);
    return left.length === 0 ? null : { ...row, ...next };
  });
}
