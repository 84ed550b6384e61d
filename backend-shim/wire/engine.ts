/** Builds everything but the HTTP side: the stages, and the loop that runs them. */
import type { ConfigKind } from '#contract/config';
import type { SourceKind } from '#domain/routing/integration';
import { createResponderCommands } from '../actions/incidents/responder-commands.ts';
import { tickSwaps } from '../actions/rotas/change-swap.ts';
import { createCalendarReader } from '../adapters/calendar-reader/reader.ts';
import { createGuardedHttp } from '../adapters/guarded-http.ts';
import { createGuesses } from '../adapters/guesses.ts';
import { createHeldBytes } from '../adapters/held-bytes.ts';
import { withOwnGrafana } from '../adapters/own-grafana.ts';
import { heapShares } from '../adapters/threads/memory.ts';
import { createPool } from '../adapters/threads/pool.ts';
import { createSourceAsking } from '../adapters/threads/source-asking.ts';
import { createPortions } from '../adapters/threads/portions.ts';
import { CHANNEL_DEFINITIONS } from '../channels/registry.ts';
import { checkOwn } from '../configuration/own-checks.ts';
import { rememberCoverage } from '../stages/duty/coverage.ts';
import { createEngine } from '../engine/engine.ts';
import { createRotaAnswers } from '../heavy/answers.ts';
import { HEAVY_WORKER } from '../heavy/place.ts';
import { CAPABILITIES } from '../store/capabilities.ts';
import { adjustToConfiguration } from '../pipeline/adjust.ts';
import { createCalendarRounds } from '../pipeline/calendars.ts';
import { createIngest } from '../pipeline/ingest.ts';
import { createRounds } from '../pipeline/rounds.ts';
import { alongside, createSyncing } from '../pipeline/sync/syncing.ts';
import type { HttpClient } from '../ports/http.ts';
import type { SourceAsking } from '../ports/source-sync.ts';
import type { FileProblem } from '../provisioning/load.ts';
import type { ConcernDeps } from '../rights/rule.ts';
import { isOnCallForPolicy } from '../stages/routing/policies.ts';
import { sources } from '../sources/registry.ts';
import { ASKING_WORKER } from './asking/place.ts';
import { wireBase } from './services.ts';
import type { BaseServices, SidecarParts } from './services.ts';
import { wireChores, wirePast } from './chores.ts';
import { startChatListeners } from './chat-listeners.ts';
import { createMailDecoder } from './mail/decoder.ts';
import { wireMetrics } from './metrics.ts';
import { wireRemedies } from './replays/remedies.ts';
import { wireSearch } from './search/search.ts';
import { wireWatch } from './watch.ts';

export type { SidecarParts } from './services.ts';
export type CoreServices = ReturnType<typeof wireCore>;

/**
 * One thread, since paging needs the other core of a small machine. What is answered takes seconds at most, and a person asks
 * for a few things at once. The time includes what others leave of the processor.
 */
const POOL = { atOnce: 1, perCaller: 4, waiting: 50, patience: 20_000, time: 10_000, idle: 60_000 };

/** Everything but the HTTP side. */
export function wireCore(parts: SidecarParts) {
  const base = wireBase(parts);
  const { config, configuration, store, clock, metrics, log, channels, directory, unreadable } = base;
  const reload = reloading(base);
  const asking = createSourceAsking(log, { program: ASKING_WORKER, heap: heapShares().answers });
  const { ingest, rounds, reconcile } = wireRounds(base, asking, reload);
  const mustStop = Promise.withResolvers<string>();
  const watch = wireWatch({ ...base, heartbeatUrl: config.heartbeatUrl });
  const past = wirePast(base);
  const remedies = wireRemedies(base);
  const threads = createPool(HEAVY_WORKER, { ...POOL, heap: heapShares().quick });
  const searching = wireSearch(store, heapShares().search);
  const chores = wireChores({ base, watch, past, remedies, reconcile, onProblem: mustStop.resolve });
  const engine = createEngine({ store, clock, log, metrics, rounds, chores, manual: config.clock === 'manual' });
  wireMetrics(
    { metrics, store, clock, unreadable, directory, chores, writes: base.writes, isAllShadow: config.shadow },
    rememberCoverage(directory, () => clock.now()),
  );
  const rights = concernDeps(base);
  const responderCommands = createResponderCommands(rights);
  return {
    ...base,
    threads,
    searching,
    asking,
    rotaAnswers: createRotaAnswers(threads),
    portions: createPortions(),
    mails: createMailDecoder(),
    held: createHeldBytes(),
    guesses: createGuesses(base.machine),
    hearing: startChatListeners({ ...base, channels, commands: responderCommands }),
    rights,
    responderCommands,
    objects: () => configuration.objects(),
    checkOwn: (kind: ConfigKind, body: unknown) => checkOwn(CHANNEL_DEFINITIONS, sources, kind, body),
    reload,
    rounds,
    chores,
    engine,
    past,
    remedies,
    ingest,
    mustStop: mustStop.promise,
    channelStates: watch.channelStates,
    provisioning: createProvisioningState(),
  };
}

function concernDeps({ store, copies, clock, directory, config }: BaseServices): ConcernDeps {
  return {
    store,
    cap: CAPABILITIES[store.dialect],
    copies,
    directory,
    now: () => clock.now(),
    isOnCallOn: (policy, person, at) => isOnCallForPolicy(directory(), policy, person, at),
    viewersAcknowledge: config.viewersAcknowledge,
  };
}

/** Builds what the engine runs in each round: paging, updates of sources, reading of calendars. */
function wireRounds(base: BaseServices, asking: SourceAsking, reload: () => Promise<void>) {
  const { config, http, ids, links, machine, spare, channels, vault, wake } = base;
  const owner = ids.next();
  const paging = createRounds({ ...base, tickSwaps: (work) => tickSwaps(work, vault), owner });
  const ingest = createIngest({
    transact: spare,
    channels,
    committed: wake,
    hand: paging.dispatchNow,
    refused: (alerts, error) => base.refusals.note(error, alerts),
    ahead: { directory: base.directory, now: () => base.clock.now() },
  });
  const syncing = createSyncing({
    ...base,
    sources,
    httpOf: httpOfSources(http, config.grafana.url),
    asking,
    urlOf: (id) => links.incident(id),
    owner,
    ingest,
  });
  const calendars = createCalendarRounds({
    ...base,
    reader: createCalendarReader({ heap: heapShares().calendar }),
    clock: machine,
    owner,
    reload,
  });
  return {
    ingest,
    rounds: alongside(alongside(paging, syncing), calendars),
    reconcile: (now: number) => syncing.reconcile(now),
  };
}

/** The operator's own Grafana may be on loopback or in a private network. */
function httpOfSources(http: HttpClient, grafana: string | null): (kind: SourceKind) => HttpClient {
  const toGrafana = withOwnGrafana(http, createGuardedHttp({ allow: ['0.0.0.0/0', '::/0'] }), grafana);
  return (kind) => (kind === 'grafana' ? toGrafana : http);
}

/**
 * Puts saved changes in force: here at once, in other sidecars within a moment. Adjusting may change the configuration
 * once more.
 */
function reloading({ configuration, transact, rotaRefreshQueue, wake }: BaseServices): () => Promise<void> {
  return async () => {
    while (await configuration.refresh()) {
      await transact((work) => adjustToConfiguration(work, { rotaRefreshQueue }));
      wake();
    }
  };
}

/** The problems that the last check of the files found. */
function createProvisioningState() {
  let problems: readonly FileProblem[] = [];
  let warnings: readonly FileProblem[] = [];
  return {
    set: (found: readonly FileProblem[]) => void (problems = found),
    problems: () => problems,
    /** Of files that are in force. */
    setWarnings: (found: readonly FileProblem[]) => void (warnings = found),
    warnings: () => warnings,
  };
}
