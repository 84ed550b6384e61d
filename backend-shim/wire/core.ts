/** Everything but the HTTP side: the store, the clock, the stages and the loop that runs them. */
import type { SourceKind } from '#domain/routing/integration';
import { createGuesses } from '../adapters/guesses.ts';
import { createCalendarReader } from '../adapters/calendar-reader/reader.ts';
import { createGuardedHttp } from '../adapters/guarded-http.ts';
import { createGuardedResolve } from '../adapters/guarded-resolve.ts';
import { createHeldBytes } from '../adapters/held-bytes.ts';
import { withOwnGrafana } from '../adapters/own-grafana.ts';
import { createMetrics } from '../adapters/prom-metrics.ts';
import { createChannels } from '../channels/registry.ts';
import type { SidecarConfig } from '../config.ts';
import { createConfiguration } from '../configuration/service.ts';
import type { Configuration } from '../configuration/service.ts';
import { tickSwaps } from '../configuration/swaps.ts';
import { rememberCoverage } from '../duty/coverage.ts';
import { dueDigests, sendDigest } from '../duty/digest.ts';
import { createChores } from '../engine/chores.ts';
import type { Chore } from '../engine/chores.ts';
import { watchClock } from '../engine/clock-watch.ts';
import { createEngine } from '../engine/engine.ts';
import { createTransact, reportTo } from '../engine/transact.ts';
import { watch } from '../escalation/watchdog.ts';
import type { Links } from '../outbox/messages/message.ts';
import { planRequests } from '../outbox/planning/requests.ts';
import { shiftWaiting } from '../pipeline/clock-step.ts';
import { createIngest } from '../pipeline/ingest.ts';
import { adjustToConfiguration } from '../pipeline/adjust.ts';
import { tellOutOfService } from '../pipeline/out-of-service.ts';
import { createCalendarRounds } from '../pipeline/calendars.ts';
import { createRounds } from '../pipeline/rounds.ts';
import { alongside, createSyncing } from '../pipeline/sync/syncing.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileProblem } from '../provisioning/load.ts';
import type { Directory } from '../ports/directory.ts';
import type { Http } from '../ports/http.ts';
import type { Ids } from '../ports/ids.ts';
import type { Log } from '../ports/log.ts';
import { linkKey, makeLink, responderUrls } from '../response/link.ts';
import type { Keyring } from '../keyring.ts';
import type { SidecarSecrets } from '../secrets.ts';
import { sources } from '../sources/registry.ts';
import type { ManualClock } from '../store/clock.ts';
import { keepAlive } from '../store/upkeep/alive.ts';
import { forgetEnded } from '../store/access/devices.ts';
import { forgetUses } from '../store/deliveries/reach-uses.ts';
import { forgetOldEvents } from '../store/events.ts';
import { forgetHeard } from '../store/deliveries/receipts.ts';
import { schemaProblem } from '../store/migrate.ts';
import { createPolicyCopies } from '../store/incidents/policy-copies.ts';
import { forgetGone } from '../store/upkeep/gone.ts';
import { removeOld } from '../store/upkeep/retention.ts';
import type { Store } from '../store/store.ts';
import { createUnreadableRegistry } from '../store/stored/unreadable.ts';
import type { Transact, Work } from '../store/work.ts';
import { createConcerned } from './concerned.ts';
import { startHearing } from './hearing.ts';
import { wireMetrics } from './metrics.ts';
import { wirePush } from './push.ts';
import { finishErasing, grafanaPeopleChore } from './people.ts';
import { wireWatch } from './watch.ts';
import { world, zoneOf, calendarsOf } from './world.ts';

export const SIGN_OF_LIFE = 10_000;
const HOUR = 3_600_000;
const PLUGIN_PATH = '/a/vigie-oncall-app';

export type Core = ReturnType<typeof wireCore>;

export interface SidecarParts {
  config: SidecarConfig;
  secrets: SidecarSecrets;
  keyring: Keyring;
  store: Store;
  machine: Clock;
  clock: Clock | ManualClock;
  ids: Ids;
  log: Log;
}

/** Everything but the HTTP side. */
export function wireCore(parts: SidecarParts) {
  const {
    config,
    keyring: { vault, refresh: refreshKeyring },
    store,
    machine,
    ids,
    log,
  } = parts;
  const metrics = createMetrics();
  const isMachineTime = store.dialect === 'sqlite' && config.clock === 'system';
  const shift = (by: number, now: number) => transact((work) => shiftWaiting(work, by), now);
  const clock: Clock = isMachineTime ? watchClock(parts.clock, { log, metrics, shift }) : parts.clock;
  const http = createGuardedHttp({ allow: config.outgoingAllow });
  const unreadable = createUnreadableRegistry(log);
  const copies = createPolicyCopies(unreadable);
  const configuration = createConfiguration({
    store,
    vault,
    log,
    unreadable,
    world,
    zone: zoneOf,
    calendars: calendarsOf,
  });
  const directory = () => configuration.directory();
  const services = (kind: string) => [...directory().rooms.values()].filter((room) => room.type === kind);
  const push = wirePush(config, vault, () => transact, unreadable);
  const channels = createChannels({
    http,
    push,
    clock: machine,
    resolve: createGuardedResolve(config.outgoingAllow),
    smtpUrl: config.smtpUrl,
    mailFrom: config.mailFrom,
    services,
    callbackUrl: (service, path) => `${config.publicUrl}/callbacks/${encodeURIComponent(service)}${path}`,
  });
  const transact = createTransact({ store, clock, ids, copies, unreadable, directory, report: reportTo(log, metrics) });
  const wake = () =>
    void store.wake().catch((error: Error) => log.debug({ err: error.message }, 'could not wake other sidecars'));
  const linking = vault.keys('responder links').map(linkKey);
  const links = linksOf(config, linkKey(vault.key('responder links')), directory);
  const owner = ids.next();
  const ingest = createIngest(transact, channels, wake);
  const syncing = createSyncing({
    store,
    transact,
    sources,
    httpOf: httpOfSources(http, config.grafana.url),
    clock,
    log,
    metrics,
    urlOf: (id) => links.incident(id),
    owner,
    wake,
    change,
    directory,
    ingest,
  });
  const reload = reloading(configuration, transact, wake);
  const looking = createCalendarRounds({
    store,
    transact,
    http,
    reader: createCalendarReader(),
    clock: machine,
    log,
    owner,
    reload,
  });
  const paging = createRounds({
    tickSwaps: (work) => tickSwaps(work, vault),
    store,
    transact,
    channels,
    clock: machine,
    log,
    metrics,
    links,
    owner,
    wake,
    report: reportTo(log, metrics),
  });
  const rounds = alongside(alongside(paging, syncing), looking);
  const unfit = Promise.withResolvers<string>();
  const onProblem = (problem: string | null) => problem !== null && unfit.resolve(problem);
  const selfWatch = wireWatch({
    heartbeatUrl: config.heartbeatUrl,
    channels,
    services,
    directory,
    store,
    clock,
    http,
    log,
    metrics,
    change: (work) => change(work),
  });
  const chores = createChores(
    [
      ...selfWatch.chores,
      { name: 'erasures', every: 60_000, run: async () => finishErasing(transact) },
      ...grafanaPeopleChore({ config, vault, transact, log, changed: configuration.refresh }),
      {
        name: 'watchdog',
        every: 30_000,
        run: (now) => transact(async (work) => metrics.unattended.inc({}, await watch(work, log)), now),
      },
      { name: 'retention', every: HOUR, run: (now) => removeAllOld(transact, config, log, now) },
      { name: 'sign of life', every: SIGN_OF_LIFE, run: (now) => transact((work) => keepAlive(work), now) },
      { name: 'schema', every: 5_000, run: async () => void onProblem(await schemaProblem(store)) },
      { name: 'sources', every: 60_000, run: (now) => syncing.reconcile(now) },
      { name: 'letters', every: 60_000, run: (now) => sendLetters(transact, change, now) },
      {
        name: 'events',
        every: 60_000,
        run: (now) =>
          transact(
            async (work) => (
              await forgetOldEvents(work),
              await forgetEnded(work),
              await forgetUses(work),
              await forgetGone(work),
              forgetHeard(work, work.now - HOUR)
            ),
            now,
          ),
      },
      { name: 'keyring', every: 5_000, run: () => refreshKeyring() },
      ...configurationChores(configuration, (work) => change(work)),
    ],
    log,
  );
  const engine = createEngine({ store, clock, log, metrics, rounds, chores, manual: config.clock === 'manual' });
  wireMetrics(
    { metrics, store, clock, unreadable },
    rememberCoverage(directory, () => clock.now()),
  );

  /** A change from outside: planned in the same transaction, then the engine is woken. */
  async function change<T>(work: (work: Work) => Promise<T>): Promise<T> {
    const answer = await transact(async (tx) => {
      const result = await work(tx);
      await planRequests(tx, channels);
      return result;
    });
    wake();
    return answer;
  }
  const concerned = createConcerned({ store, clock, copies, directory, viewersAcknowledge: config.viewersAcknowledge });
  const hearing = startHearing({ channels, transact, change, wake, directory, concerned });
  return {
    ...parts,
    held: createHeldBytes(),
    guesses: createGuesses(machine),
    isMachineTime,
    manual: 'set' in parts.clock ? parts.clock : null,
    clock,
    metrics,
    vault,
    http,
    channels,
    push,
    hearing,
    concerned,
    copies,
    configuration,
    directory,
    transact,
    wake,
    reload,
    links,
    linking,
    rounds,
    chores,
    engine,
    ingest,
    change,
    unreadable,
    unfit: unfit.promise,
    world,
    zone: zoneOf,
    calendars: calendarsOf,
    channelStates: selfWatch.channelStates,
    provisioning: createProvisioningState(),
  };
}

/** The operator's own Grafana may be on loopback or in a private network. */
function httpOfSources(http: Http, grafana: string | null): (kind: SourceKind) => Http {
  const toGrafana = withOwnGrafana(http, createGuardedHttp({ allow: ['0.0.0.0/0', '::/0'] }), grafana);
  return (kind) => (kind === 'grafana' ? toGrafana : http);
}

/** What was saved is in force: here at once, elsewhere within a moment. Adjusting may change it once more. */
function reloading(
  configuration: Pick<Configuration, 'refresh'>,
  transact: Transact,
  wake: () => void,
): () => Promise<void> {
  return async () => {
    while (await configuration.refresh()) {
      await transact((work) => adjustToConfiguration(work, 0));
      wake();
    }
  };
}

/** What is out of service is looked at when the configuration has changed, and after a start. */
function configurationChores(configuration: Pick<Configuration, 'refresh' | 'directory'>, change: Transact): Chore[] {
  let looked: number | null = null;
  const outOfService = async () => {
    const { revision } = configuration.directory();
    if (revision !== looked) {
      await change((work) => tellOutOfService(work));
      looked = revision;
    }
  };
  return [
    { name: 'configuration', every: 1_000, run: async () => void (await configuration.refresh()) },
    { name: 'out of service', every: 5_000, run: outOfService },
  ];
}

async function sendLetters(transact: Transact, change: Transact, now: number): Promise<void> {
  for (const rota of await transact((work) => dueDigests(work), now)) {
    await change((work) => sendDigest(work, rota));
  }
}

/** What was wrong with the files at the last look. */
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

/** In short transactions, so that paging goes on between them. */
async function removeAllOld(transact: Transact, config: SidecarConfig, log: Log, now: number): Promise<void> {
  for (let more = true; more;) {
    const removed = await transact((work) => removeOld(work, config.retention), now);
    more = removed.more;
    if (removed.incidents + removed.messages + removed.payloads > 0) {
      log.info(removed, 'old rows removed');
    }
  }
}

function linksOf(config: SidecarConfig, key: Parameters<typeof makeLink>[0], directory: () => Directory): Links {
  const grafana = config.grafana.url;
  return {
    home: config.publicUrl,
    incident: (id) => (grafana === null ? null : `${grafana}${PLUGIN_PATH}/incidents/${id}`),
    rota: (id) => (grafana === null ? null : `${grafana}${PLUGIN_PATH}/rotas/${id}`),
    responder: (id, login) =>
      responderUrls(config.publicUrl, makeLink(key, id, login, directory().holdersBefore(login))),
  };
}
