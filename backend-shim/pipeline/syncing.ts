/** Telling sources what people did here, and asking them what could not be heard, beside the rounds of paging. */
import type { Sources } from '../intake/arrivals.ts';
import type { Rounds } from '../engine/engine.ts';
import type { Transact } from '../engine/transact.ts';
import { createBatcher } from '../engine/batcher.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import type { Http } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { PushSync, Telling } from '../ports/source-sync.ts';
import { CAPABILITIES } from '../store/capabilities.ts';
import type { Store } from '../store/store.ts';
import type { Work } from '../store/work.ts';
import { claimSyncs, renewSyncs, syncWork } from '../sync/claim.ts';
import { giveUpWaiting } from '../sync/pull.ts';
import { takeQuestions } from '../sync/hear.ts';
import { releaseHeld } from '../sync/release.ts';
import { settleSyncs } from '../sync/settle.ts';
import type { FinishedTelling } from '../sync/settle.ts';
import { prepareTellings } from '../sync/telling.ts';
import { createTeller } from '../sync/teller.ts';
import type { SourceKind } from '#domain/routing/integration';
import type { Ingest } from './ingest.ts';
import { createQuestions } from './questions.ts';

export interface SyncingDeps {
  store: Store;
  transact: Transact;
  sources: Sources;
  /** For sources of this kind. */
  httpOf(kind: SourceKind): Http;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** Page of an incident, or null where its address is not known. */
  urlOf(incident: string): string | null;
  /** Names this process in leases. */
  owner: string;
  wake(): void;
  /** A change from outside: whom it pages is planned with it. */
  change: Transact;
  directory(): Directory;
  ingest: Pick<Ingest, 'submit'>;
}

export interface Syncing extends Rounds {
  /** Asks every source that can be asked; returns at once. */
  reconcile(now: number): Promise<void>;
}

const MOST_OUTCOMES = 64;

export function createSyncing(deps: SyncingDeps): Syncing {
  const { store, transact, owner, log, clock, httpOf } = deps;
  const outcomes = createOutcomes(deps);
  const teller = createTeller({
    httpOf,
    clock,
    log,
    syncOf: (telling) => pushOf(deps.sources, telling.integration.type),
    finish: (finished) =>
      outcomes
        .add(finished)
        .catch((error: Error) =>
          log.warn(
            { err: error.message, sync: finished.id },
            'what became of it could not be stored; the lease will run out',
          ),
        ),
  });
  const questions = createQuestions(deps);

  async function claim(work: Work): Promise<{ count: number; tellings: Telling[] }> {
    const rows = await claimSyncs(work, owner, teller.free());
    const prepared = await prepareTellings(work, rows, deps.urlOf);
    const cancelled = prepared.flatMap((one): FinishedTelling[] =>
      one.telling === null ? [{ id: one.row.id, told: { kind: 'cancelled', answer: one.reason }, tookMs: 0 }] : [],
    );
    await settleSyncs(work, owner, cancelled);
    return { count: rows.length, tellings: prepared.flatMap((one) => (one.telling === null ? [] : [one.telling])) };
  }

  return {
    run: async (now) => {
      const waiting = await syncWork(store.read, CAPABILITIES[store.dialect], now);
      const held = waiting.held ? await transact(releaseHeld, now) : 0;
      if (waiting.asked) {
        // Asked only after the commit that took the questions.
        questions.askFor(await transact(takeQuestions, now));
      }
      if (teller.free() === 0 || !waiting.due) {
        return held;
      }
      const { count, tellings } = await transact(claim, now);
      // Told only after the commit that leased them.
      tellings.forEach((telling) => teller.tell(telling));
      return held + count;
    },
    inFlight: () => teller.ids().length + outcomes.size() + questions.inFlight(),
    renew: async () => {
      const ids = teller.ids();
      if (ids.length > 0) {
        await transact((work) => renewSyncs(work, owner, ids));
      }
    },
    stop: async () => {
      await Promise.all([teller.stop(), questions.stop()]);
      await outcomes.idle();
    },
    reconcile: async (now) => {
      await transact(giveUpWaiting, now);
      questions.askAll();
    },
  };
}

function createOutcomes({ transact, owner, metrics, wake }: SyncingDeps) {
  return createBatcher<FinishedTelling, void>({
    transact,
    write: async (work, finished) => {
      await settleSyncs(work, owner, finished);
      return [];
    },
    committed: (finished) => {
      finished.forEach(({ told, tookMs }) => {
        metrics.deliveries.inc({
          channel: 'source',
          outcome: told.kind,
          reason: told.kind === 'retry' || told.kind === 'never' ? told.reason : '',
        });
        metrics.deliverySeconds.observe(tookMs / 1000, { channel: 'source' });
      });
      wake();
    },
    most: MOST_OUTCOMES,
  });
}

export function pushOf(sources: Sources, kind: SourceKind): PushSync | null {
  const { sync } = sources[kind];
  return sync?.mode === 'push' ? sync : null;
}

/** Two kinds of rounds as one. */
export function alongside(first: Rounds, second: Rounds): Rounds {
  return {
    run: async (now) => (await first.run(now)) + (await second.run(now)),
    inFlight: () => first.inFlight() + second.inFlight(),
    renew: async () => void (await Promise.all([first.renew(), second.renew()])),
    stop: async () => void (await Promise.all([first.stop(), second.stop()])),
  };
}
