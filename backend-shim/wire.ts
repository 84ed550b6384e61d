/** The composition root: the only place that builds things and hands them to each other. */
import { zoneTable } from '#domain/time/zone';
import { createCalendarReader } from './adapters/calendar-reader/reader.ts';
import { createGuardedHttp } from './adapters/guarded-http.ts';
import { createGuardedResolve } from './adapters/guarded-resolve.ts';
import { holidaysFor, isKnownRegion, regionsWithin } from './adapters/holidays.ts';
import { createMetrics } from './adapters/prom-metrics.ts';
import { createVault } from './adapters/vault.ts';
import { isKnownZone, zonesFor } from './adapters/zones.ts';
import { createChannels } from './channels/registry.ts';
import type { SidecarConfig } from './config.ts';
import { createConfiguration } from './configuration/service.ts';
import type { Configuration } from './configuration/service.ts';
import { tickSwaps } from './configuration/swaps.ts';
import { rememberCoverage } from './duty/coverage.ts';
import { dueDigests, sendDigest } from './duty/digest.ts';
import { createChores } from './engine/chores.ts';
import { SMALLEST_STEP_MS, watchClock } from './engine/clock-watch.ts';
import { createEngine } from './engine/engine.ts';
import { createTransact } from './engine/transact.ts';
import type { Transact } from './engine/transact.ts';
import { travelTo } from './engine/time-travel.ts';
import { watch } from './escalation/watchdog.ts';
import { createEventHub } from './http/event-hub.ts';
import { createPublicServer, createServer } from './http/server.ts';
import type { ServerDeps } from './http/server.ts';
import { verifyPayload } from './http/verify.ts';
import { receive } from './incident/receive.ts';
import { parsePayload } from './intake/arrivals.ts';
import { beat } from './intake/heartbeat.ts';
import { keepRejected } from './intake/rejected.ts';
import type { Links } from './outbox/message.ts';
import { planRequests } from './outbox/requests.ts';
import { shiftWaiting } from './pipeline/clock-step.ts';
import { assignIn, createIngest } from './pipeline/ingest.ts';
import { adjustToConfiguration } from './pipeline/adjust.ts';
import { createCalendarRounds } from './pipeline/calendars.ts';
import { createRounds } from './pipeline/rounds.ts';
import { alongside, createSyncing } from './pipeline/syncing.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { Log } from './ports/log.ts';
import { linkKey, makeLink, responderUrls } from './response/link.ts';
import { preferredLanguage } from './response/page/page.ts';
import { PAGE_HEADERS } from './response/page/style.ts';
import { act, show } from './response/respond.ts';
import type { RespondDeps } from './response/respond.ts';
import { reportCommands, takeCommands } from './sync/pull.ts';
import type { Secrets } from './secrets.ts';
import { verifyHmac } from './sources/grafana/hmac.ts';
import { productTemplates } from './sources/products.ts';
import { sources } from './sources/registry.ts';
import { writeAudit } from './store/access/audit.ts';
import { CAPABILITIES } from './store/capabilities.ts';
import type { ManualClock } from './store/clock.ts';
import { keepAlive, readDowntime, readStepBack } from './store/upkeep/alive.ts';
import { forgetEnded } from './store/access/devices.ts';
import { forgetOldEvents } from './store/events.ts';
import { forgetHeard } from './store/deliveries/receipts.ts';
import { markReplayed } from './store/incidents/payloads.ts';
import { schemaProblem } from './store/migrate.ts';
import { createPolicyCopies } from './store/incidents/policy-copies.ts';
import { removeOld } from './store/upkeep/retention.ts';
import type { Store } from './store/store.ts';
import type { Work } from './store/work.ts';
import { wireApi } from './wire-api.ts';
import { audited } from './wire-audit.ts';
import { appDeps, deviceDeps } from './wire-devices.ts';
import { dutyDeps, feedDeps, outsideCalendarDeps, swapDeps } from './wire-duties.ts';
import { chatRefusal } from './wire-chat.ts';
import { startHearing } from './wire-hearing.ts';
import { wireListeners } from './wire-listeners.ts';
import type { Listeners } from './wire-listeners.ts';
import { wireMetrics } from './wire-metrics.ts';
import { wirePush } from './wire-push.ts';
import { wirePreviews } from './wire-previews.ts';
import { senderDeps } from './wire-senders.ts';
import { statusOf, version } from './wire-status.ts';
import { finishErasing, grafanaPeopleChore } from './wire-people.ts';
import { wireWatch } from './wire-watch.ts';

export interface SidecarParts {
  config: SidecarConfig;
  secrets: Secrets;
  store: Store;
  machine: Clock;
  clock: Clock | ManualClock;
  ids: Ids;
  log: Log;
}

export const world = { isZone: isKnownZone, isHolidayRegion: isKnownRegion };
export { sources };

/** More waiting requests than this are told to come back: memory is bounded. */
const MOST_WAITING = 20_000;
const SIGN_OF_LIFE = 10_000;
const HOUR = 3_600_000;
const PLUGIN_PATH = '/a/vigie-oncall-app';

export type Core = ReturnType<typeof wireCore>;
export type Sidecar = ReturnType<typeof wire>;

/** Everything but the HTTP side. */
function wireCore(parts: SidecarParts) {
  const { config, secrets, store, machine, ids, log } = parts;
  const metrics = createMetrics();
  const isMachineTime = store.dialect === 'sqlite' && config.clock === 'system';
  const shift = (by: number, now: number) => transact((work) => shiftWaiting(work, by), now);
  const clock: Clock = isMachineTime ? watchClock(parts.clock, { log, metrics, shift }) : parts.clock;
  const vault = createVault(secrets.secretKey);
  const http = createGuardedHttp({ allow: config.outgoingAllow });
  const copies = createPolicyCopies();
  const configuration = createConfiguration({ store, vault, log, world, zone: zoneOf, calendars: calendarsOf });
  const directory = () => configuration.directory();
  const services = (kind: string) => [...directory().rooms.values()].filter((room) => room.type === kind);
  const push = wirePush(config, vault, () => transact);
  const channels = createChannels({ http, push, clock: machine, resolve: createGuardedResolve(config.outgoingAllow), smtpUrl: config.smtpUrl, mailFrom: config.mailFrom, services, callbackUrl: (service, path) => `${config.publicUrl}/callbacks/${encodeURIComponent(service)}${path}` });
  const transact = createTransact({ store, clock, ids, copies, directory });
  const wake = () => void store.wake().catch((error: Error) => log.debug({ err: error.message }, 'other sidecars could not be woken'));
  const linking = linkKey(vault.key('responder links'));
  const links = linksOf(config, linking);
  const owner = ids.next();
  const ingest = createIngest(transact, channels, wake);
  const syncing = createSyncing({ store, transact, sources, http, clock, log, metrics, urlOf: (id) => links.incident(id), owner, wake, directory, ingest });
  const reload = reloading(configuration, transact, wake);
  const looking = createCalendarRounds({ store, transact, http, reader: createCalendarReader(), log, reload });
  const paging = createRounds({ tickSwaps: (work) => tickSwaps(work, vault), store, transact, channels, clock: machine, log, metrics, links, owner, wake });
  const rounds = alongside(alongside(paging, syncing), looking);
  const unfit = Promise.withResolvers<string>();
  const onProblem = (problem: string | null) => problem !== null && unfit.resolve(problem);
  const selfWatch = wireWatch({ heartbeatUrl: config.heartbeatUrl, channels, services, directory, store, clock, http, log, metrics, change: (work) => change(work) });
  const chores = createChores(
    [
      ...selfWatch.chores,
      { name: 'erasures', every: 60_000, run: async () => finishErasing(transact) },
      ...grafanaPeopleChore({ config, vault, transact, log, changed: configuration.refresh }),
      { name: 'watchdog', every: 30_000, run: (now) => transact(async (work) => metrics.unattended.inc({}, await watch(work, log)), now) },
      { name: 'retention', every: HOUR, run: (now) => removeAllOld(transact, config, log, now) },
      { name: 'sign of life', every: SIGN_OF_LIFE, run: (now) => transact((work) => keepAlive(work), now) },
      { name: 'schema', every: 5_000, run: async () => void onProblem(await schemaProblem(store)) },
      { name: 'sources', every: 60_000, run: (now) => syncing.reconcile(now) },
      { name: 'letters', every: 60_000, run: (now) => sendLetters(transact, change, now) },
      { name: 'events', every: 60_000, run: (now) => transact(async (work) => (await forgetOldEvents(work), await forgetEnded(work), forgetHeard(work, work.now - HOUR)), now) },
      { name: 'configuration', every: 1_000, run: async () => void (await configuration.refresh()) },
    ],
    log,
  );
  const engine = createEngine({ store, clock, log, metrics, rounds, chores, manual: config.clock === 'manual' });
  wireMetrics(metrics, store, clock, rememberCoverage(directory, () => clock.now()));

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
  const hearing = startHearing({ channels, transact, change, wake, directory, refusal: chatRefusal({ store, clock, copies, directory, objects: () => configuration.objects() }) });
  const manual = 'set' in parts.clock ? parts.clock : null;
  return { ...parts, isMachineTime, manual, clock, metrics, vault, http, channels, push, hearing, copies, configuration, directory, transact, wake, reload, links, linking, rounds, chores, engine, ingest, change, unfit: unfit.promise, world, zone: zoneOf, calendars: calendarsOf, channelStates: selfWatch.channelStates, provisioning: createProvisioningState() };
}

/** What was saved is in force: here at once, elsewhere within a moment. Adjusting may change it once more. */
function reloading(configuration: Pick<Configuration, 'refresh'>, transact: Transact, wake: () => void): () => Promise<void> {
  return async () => {
    while (await configuration.refresh()) {
      await transact((work) => adjustToConfiguration(work, 0));
      wake();
    }
  };
}

async function sendLetters(transact: Transact, change: Transact, now: number): Promise<void> {
  for (const rota of await transact((work) => dueDigests(work), now)) {
    await change((work) => sendDigest(work, rota));
  }
}

export function wire(parts: SidecarParts) {
  const core = wireCore(parts);
  const { store, engine, configuration, transact, metrics, channels } = core;
  const ingest = ingestDeps(core);
  const listeners = wireListeners({ ...core, ingest });
  const http = serverDeps(core, ingest, listeners);
  const server = createServer(http);
  const publicServer = core.config.publicListen === null ? null : createPublicServer(http);

  async function close(): Promise<void> {
    await Promise.all([server.close(), publicServer?.close(), listeners.close()]);
    await core.ingest.idle();
    await engine.stop();
    for (const channel of channels.values()) {
      await channel.close?.();
    }
    await core.http.close();
    await store.close();
  }

  /** The clock may have been set back while nobody was there to notice. */
  async function catchUp(work: Work): Promise<void> {
    const by = await readStepBack(work);
    if (core.isMachineTime && by < -SMALLEST_STEP_MS) {
      core.log.warn({ by }, 'the machine clock was set back while Vigie was away; waits are moved along');
      metrics.clockSteps.inc();
      await shiftWaiting(work, by);
    }
  }

  const downtime = (work: Work) => readDowntime(work, 3 * SIGN_OF_LIFE);
  return { server, publicServer, listeners, engine, configuration, transact, metrics, channels, provisioning: core.provisioning, downtime, catchUp, reload: core.reload, wake: () => store.wake(), unfit: core.unfit, close };
}

function serverDeps(core: Core, ingest: ServerDeps['ingest'], listeners: Listeners): ServerDeps {
  const { store, metrics, engine, log } = core;
  const { deps, ...api } = wireApi(core);
  return {
    log,
    ingest,
    agent: agentDeps(core),
    responder: responderDeps(core),
    callbacks: callbackDeps(core),
    operations: { store, metrics, engineHealthy: () => engine.healthy() },
    api: deps,
    ...api,
    calendars: { calendars: calendarsOf, ...world, holidayRegions: regionsWithin },
    outsideCalendars: outsideCalendarDeps(core),
    kinds: { channels: core.channels, sources: Object.values(sources), states: core.channelStates, products: productTemplates },
    senders: senderDeps(core),
    status: { status: () => statusOf(core, listeners) },
    duties: dutyDeps(core),
    feeds: feedDeps(core),
    swaps: swapDeps(core, api.saved),
    devices: deviceDeps(core, api.saved),
    app: appDeps(core, api.saved),
    previews: wirePreviews(core),
    integrations: integrationDeps(core),
    messages: { ...world, home: core.config.publicUrl },
    events: { hub: createEventHub({ store, cap: CAPABILITIES[store.dialect], clock: core.machine, log }), clock: core.machine },
    version,
    testClock: manualTime(core, () => api.fresh()),
  };
}

function integrationDeps({ ingest, transact }: Core): ServerDeps['integrations'] {
  return {
    submit: (request) => ingest.submit(request),
    replayed: (id, integration, actor) =>
      transact(async (work) => {
        await markReplayed(work, id);
        await writeAudit(work, [{ actor, action: 'replay', kind: 'integrations', subject: integration, before: null, after: { rejected: id } }]);
      }),
    tested: (integration, after, actor) => transact((work) => writeAudit(work, [{ actor, action: 'test', kind: 'integrations', subject: integration, before: null, after }])),
  };
}

function responderDeps(core: Core): ServerDeps['responder'] {
  const { store, copies, clock, directory, change, linking, config } = core;
  const deps: RespondDeps = {
    db: store.read,
    cap: CAPABILITIES[store.dialect],
    copies,
    clock,
    key: linking,
    basePath: new URL(config.publicUrl).pathname.replace(/\/+$/, ''),
    directory,
    command: (request) => change((work) => audited(work, request)),
    transact: change,
  };
  return {
    headers: PAGE_HEADERS,
    language: preferredLanguage,
    show: (token, options) => show(deps, token, options),
    act: (token, action, fields, language) => act(deps, token, action, fields, language),
  };
}

function callbackDeps({ config, directory, channels }: Core): ServerDeps['callbacks'] {
  return {
    publicUrl: config.publicUrl,
    take: async (id, callback) => {
      const service = directory().rooms.get(id);
      const channel = service && channels.get(service.type);
      return (service && (await channel?.callback?.(service, callback))) ?? null;
    },
  };
}

function agentDeps({ directory, change, links }: Core): ServerDeps['agent'] {
  return {
    directory,
    take: async (integration) => {
      const { sync } = sources[integration.type];
      return sync?.mode === 'pull' && integration.sync ? change((work) => takeCommands(work, integration.id, sync, (id) => links.incident(id))) : null;
    },
    report: (integration, reports) => change((work) => reportCommands(work, integration.id, reports)),
  };
}

function ingestDeps(core: Core): ServerDeps['ingest'] {
  const { clock, machine, directory, metrics, ingest, change, transact } = core;
  return {
    directory,
    clock,
    metrics,
    parse: (integration, payload) => parsePayload(sources, integration, payload),
    decode: (integration, bytes, contentType) => (/^message\//i.test(contentType ?? '') ? (sources[integration.type].decode?.(bytes, [integration.token]) ?? null) : null),
    unwanted: (integration, body) => sources[integration.type].unwanted?.(body, integration) ?? null,
    submit: (request) => ingest.submit(request),
    beat: (integration) =>
      change(async (work) => {
        const { news } = await beat(work, integration);
        await receive(work, news.map((one) => ({ ...one, pageTest: false })), assignIn(work));
      }),
    reject: async (rejection) => void (await transact((work) => keepRejected(work, rejection))),
    verify: (integration, headers, body) => verifyPayload(verifyHmac, integration, headers, body, machine.machine()),
    overloaded: () => ingest.waiting() > MOST_WAITING,
  };
}

/** What was wrong with the files at the last look. */
function createProvisioningState() {
  let problems: readonly string[] = [];
  return { set: (found: readonly string[]) => void (problems = found), problems: () => problems };
}

/** In short transactions, so that paging goes on between them. */
async function removeAllOld(transact: Transact, config: SidecarConfig, log: Log, now: number): Promise<void> {
  for (let more = true; more; ) {
    const removed = await transact((work) => removeOld(work, config.retention), now);
    more = removed.more;
    if (removed.incidents + removed.messages + removed.payloads > 0) {
      log.info(removed, 'old rows removed');
    }
  }
}

function zoneOf(name: string) {
  return zoneTable(zonesFor([name]).zones, name);
}

async function calendarsOf(zones: string[], regions: string[]) {
  const { holidays } = await holidaysFor(regions);
  return { zones: zonesFor(['UTC', ...zones]).zones, holidays };
}

function manualTime(core: Core, fresh: () => Promise<unknown>): ServerDeps['testClock'] {
  const clock = core.manual;
  return clock && { now: () => clock.now(), travelTo: async (target) => (await fresh(), travelTo({ ...core, clock }, target)) };
}

function linksOf(config: SidecarConfig, key: Parameters<typeof makeLink>[0]): Links {
  const grafana = config.grafana.url;
  return {
    home: config.publicUrl,
    incident: (id) => (grafana === null ? null : `${grafana}${PLUGIN_PATH}/incidents/${id}`),
    rota: (id) => (grafana === null ? null : `${grafana}${PLUGIN_PATH}/rotas/${id}`),
    responder: (id, login) => responderUrls(config.publicUrl, makeLink(key, id, login)),
  };
}
