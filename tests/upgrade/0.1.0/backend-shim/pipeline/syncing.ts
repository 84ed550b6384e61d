/** Telling sources what people did here, and asking them what could not be heard, beside the rounds of paging. */
import { regroup } from '../intake/arrivals.ts';
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
import { MOST, openAlerts, unheard } from '../sync/open-alerts.ts';
import { markTaken, notTaken } from '../sync/once.ts';
import { releaseHeld } from '../sync/release.ts';
import { settleSyncs } from '../sync/settle.ts';
import type { FinishedTelling } from '../sync/settle.ts';
import { prepareTellings } from '../sync/telling.ts';
import { createTeller } from '../sync/teller.ts';
import type { Integration, SourceKind, SyncSettings } from '#domain/routing/integration';
import type { Alert } from '#domain/incident/alert';
import type { Ingest } from './ingest.ts';

export interface SyncingDeps {
  store: Store;
  transact: Transact;
  sources: Sources;
  http: Http;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** Page of an incident, or null where its address is not known. */
  urlOf(incident: string): string | null;
  /** Names this process in leases. */
  owner: string;
  wake(): void;
  directory(): Directory;
  ingest: Pick<Ingest, 'submit'>;
}

export interface Syncing extends Rounds {
  /** Asks every source that can be asked; returns at once. */
  reconcile(now: number): Promise<void>;
}

const MOST_OUTCOMES = 64;
const LONGEST_QUESTION_MS = 60_000;

export function createSyncing(deps: SyncingDeps): Syncing {
  const { store, transact, owner, log, clock, http } = deps;
  const outcomes = createOutcomes(deps);
  const teller = createTeller({
    http, clock, log,
    syncOf: (telling) => pushOf(deps.sources, telling.integration.type),
    finish: (finished) => outcomes.add(finished).catch((error: Error) => log.warn({ err: error.message, sync: finished.id }, 'what became of it could not be stored; the lease will run out')),
  });
  const questions = createQuestions(deps);

  async function claim(work: Work): Promise<{ count: number; tellings: Telling[] }> {
    const rows = await claimSyncs(work, owner, teller.free());
    const prepared = await prepareTellings(work, rows, deps.urlOf);
    const cancelled = prepared.flatMap((one): FinishedTelling[] => (one.telling === null ? [{ id: one.row.id, told: { kind: 'cancelled', answer: one.reason }, tookMs: 0 }] : []));
    await settleSyncs(work, owner, cancelled);
    return { count: rows.length, tellings: prepared.flatMap((one) => (one.telling === null ? [] : [one.telling])) };
  }

  return {
    run: async (now) => {
      const waiting = await syncWork(store.read, CAPABILITIES[store.dialect], now);
      const held = waiting.held ? await transact(releaseHeld, now) : 0;
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
      questions.ask();
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
        metrics.deliveries.inc({ channel: 'source', outcome: told.kind, reason: told.kind === 'retry' || told.kind === 'never' ? told.reason : '' });
        metrics.deliverySeconds.observe(tookMs / 1000, { channel: 'source' });
      });
      wake();
    },
    most: MOST_OUTCOMES,
  });
}

function pushOf(sources: Sources, kind: SourceKind): PushSync | null {
  const { sync } = sources[kind];
  return sync?.mode === 'push' ? sync : null;
}

/** One question at a time to each source, and none while the last one is not answered. */
function createQuestions(deps: SyncingDeps) {
  const running = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  return {
    inFlight: () => running.size,
    ask: () => {
      for (const integration of deps.directory().integrations.values()) {
        const sync = pushOf(deps.sources, integration.type);
        if (integration.sync?.url && sync?.reconcile && !running.has(integration.id) && !stopping.signal.aborted) {
          const asked = askOne(deps, sync, integration, integration.sync, stopping.signal)
            .catch((error: unknown) => deps.log.error({ integration: integration.id, err: error }, 'asking a source failed unexpectedly; it is asked again'))
            .finally(() => running.delete(integration.id));
          running.set(integration.id, asked);
        }
      }
    },
    stop: async () => {
      stopping.abort();
      await Promise.allSettled([...running.values()]);
    },
  };
}

async function askOne(deps: SyncingDeps, sync: PushSync, integration: Integration, settings: SyncSettings, stopping: AbortSignal): Promise<void> {
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(LONGEST_QUESTION_MS)]);
  const now = await deps.clock.now();
  for (let from = 0; ; from += MOST) {
    const open = await deps.transact((work) => openAlerts(work, integration.id, from));
    const asked = await sync.reconcile?.({ http: deps.http, signal }, { integration, settings, open, now, isFirst: from === 0 });
    if (!asked?.ok) {
      deps.log.warn({ integration: integration.id, detail: asked?.detail }, 'a source could not be asked what is open there');
      return;
    }
    const opened = asked.opened.map((alert) => regroup(alert, integration));
    const news = opened.length === 0 ? [] : await deps.transact((work) => unheard(work, integration.id, opened));
    const once = asked.once?.length ? await deps.transact((work) => notTaken(work, integration.id, asked.once ?? [])) : [];
    await take(deps, integration, [...news, ...once.map(({ alert }) => regroup(alert, integration)), ...asked.closed]);
    // Marked afterwards: a crash in between takes it twice, which is better than not at all.
    await deps.transact((work) => markTaken(work, integration.id, once));
    if (open.length < MOST) {
      return;
    }
  }
}

async function take({ ingest, log }: SyncingDeps, integration: Integration, alerts: Alert[]): Promise<void> {
  if (alerts.length > 0) {
    await ingest.submit({ integration, alerts, pageTest: false });
    log.info({ integration: integration.id, alerts: alerts.length }, 'heard from a source what it could not tell by itself');
  }
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
