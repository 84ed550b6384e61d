/** The composition root: this folder alone builds things and hands them to each other. */
import { createIntegrationActions } from '../actions/integrations.ts';
import { regionsWithin } from '../adapters/holidays.ts';
import { createPortions } from '../adapters/threads/portions.ts';
import { travelTo } from '../engine/time-travel.ts';
import { createEventHub } from '../http/event-hub.ts';
import { createInsideServer, createPublicServer, createServer } from '../http/server.ts';
import { createInsideApi } from '../http/inside/api.ts';
import type { AskInside } from '../http/inside/api.ts';
import type { ServerDeps } from '../http/server.ts';
import { shiftWaiting } from '../pipeline/clock-step.ts';
import { productTemplates } from '../sources/products.ts';
import { sources } from '../sources/registry.ts';
import { CAPABILITIES } from '../store/capabilities.ts';
import { readChannelTests } from '../store/access/channel-tests.ts';
import { SMALLEST_STEP_MS } from '../store/clock.ts';
import { RELEASE } from '../store/release.ts';
import { readDowntime, readStepBack } from '../store/upkeep/alive.ts';
import type { Work } from '../store/work.ts';
import { wireApi } from './api.ts';
import { wireDevices } from './devices.ts';
import type { ReadIncidentSummary } from '../actions/incidents/summary.ts';
import { readIncidentSummary } from '../actions/insight/incident-summary.ts';
import type { LoadedModule, StartedModule } from './module.ts';
import { rotaDeps } from './duties.ts';
import { wireListeners } from './listeners.ts';
import type { InboundListeners } from './listeners.ts';
import { remedyDeps, wirePreviews, wireReplays } from './previews.ts';
import { senderDeps } from './senders.ts';
import { statusOf } from './status.ts';
import { SIGN_OF_LIFE } from './chores.ts';
import { wireCore } from './engine.ts';
import type { CoreServices, SidecarParts } from './engine.ts';
import { calendarsOf, world } from './zones.ts';
import { agentDeps, ingestDeps } from './intake.ts';
import { callbackDeps, responderDeps } from './response.ts';

export type Sidecar = ReturnType<typeof wire>;

function summaryOf({ config: { sleep } }: CoreServices): ReadIncidentSummary {
  return (sources, ...incident) => readIncidentSummary({ ...sources, sleep }, ...incident);
}

export function wire(parts: SidecarParts, loaded: readonly LoadedModule[]) {
  const core = wireCore(parts);
  const { store, engine, configuration, transact, metrics, channels } = core;
  const ingest = ingestDeps(core);
  const listeners = wireListeners({ ...core, ingest });
  const inside = Promise.withResolvers<AskInside>();
  const services = { ...core, intake: ingest, inside: inside.promise, summaryOf: summaryOf(core) };
  const modules = loaded.map((one) => ({ ...one, ...one.start(services) }));
  core.chores.add(modules.flatMap(({ chores = [] }) => chores));
  const http = serverDeps(core, ingest, listeners, modules);
  const server = createServer(http);
  inside.resolve(createInsideApi((authenticate) => createInsideServer(http, authenticate)));
  const publicServer = core.config.publicListen === null ? null : createPublicServer(http);

  /** The clock may have been set back while no sidecar was running. */
  async function catchUp(work: Work): Promise<void> {
    const by = await readStepBack(work);
    if (core.isMachineTime && by < -SMALLEST_STEP_MS) {
      core.log.warn({ by }, 'the machine clock was set back while Vigie was stopped; waits are moved accordingly');
      metrics.clockSteps.inc();
      await shiftWaiting(work, by);
    }
  }

  const downtime = (work: Work) => readDowntime(work, 3 * SIGN_OF_LIFE);
  return {
    server,
    publicServer,
    listeners,
    engine,
    writes: core.writes,
    configuration,
    transact,
    metrics,
    channels,
    rests: core.rests,
    rotaRefreshQueue: core.rotaRefreshQueue,
    /** `VIGIE_SHADOW` */
    isAllShadow: core.config.shadow,
    takeOver: async (work: Work) => {
      for (const one of modules) {
        await one.takeOver?.(work);
      }
    },
    takeUpModules: () => modules.forEach((one) => one.takeUp?.()),
    clock: core.clock,
    provisioning: core.provisioning,
    downtime,
    catchUp,
    reload: core.reload,
    wake: () => store.wake(),
    mustStop: core.mustStop,
    close: async () => {
      await Promise.all([server.close(), publicServer?.close(), listeners.close()]);
      await close(core, modules);
    },
  };
}

async function close(core: CoreServices, modules: ReadonlyArray<Pick<StartedModule, 'stop'>>): Promise<void> {
  await core.ingest.idle();
  await Promise.all(modules.map(async (one) => one.stop?.()));
  await Promise.all([core.past.close(), core.remedies.actions.stop()]);
  await Promise.all([core.threads.close(), core.searching.close(), core.mails.close(), core.asking.close()]);
  await Promise.all([core.engine.stop(), core.writes.stop()]);
  for (const channel of core.channels.values()) {
    await channel.close?.();
  }
  await core.http.close();
  await core.store.close();
}

function serverDeps(
  core: CoreServices,
  ingest: ServerDeps['ingest'],
  listeners: InboundListeners,
  modules: ServerDeps['modules'],
): ServerDeps {
  const { store, metrics, engine, log, held } = core;
  const api = wireApi(core);
  const spared = { ...core, ...core.toSpare };
  const rotas = rotaDeps(spared);
  return {
    log,
    held,
    ingest,
    modules,
    agent: agentDeps(core),
    responder: responderDeps(core, rotas.swaps),
    callbacks: callbackDeps(core),
    operations: {
      store,
      metrics,
      engineState: engine.state,
      writeTrouble: core.writes.trouble,
      metricsToken: core.config.metricsToken,
    },
    ...api,
    calendars: { calendars: calendarsOf, ...world, holidayRegions: regionsWithin },
    kinds: {
      channels: core.channels,
      sources: Object.values(sources),
      states: core.channelStates,
      tests: () => readChannelTests(store.read),
      products: productTemplates,
    },
    senders: senderDeps(core),
    status: { status: () => statusOf(core, listeners) },
    ...rotas,
    ...wireDevices(core),
    previews: wirePreviews(core),
    replays: wireReplays(spared),
    remedies: remedyDeps(core),
    integrations: createIntegrationActions(spared, core),
    messages: { ...world, home: core.config.publicUrl },
    events: {
      hub: createEventHub({
        store,
        cap: CAPABILITIES[store.dialect],
        clock: core.machine,
        log,
        noting: core.unreadable,
      }),
      clock: core.machine,
    },
    version: RELEASE,
    insight: insightConfig(core),
    pluginZip: core.config.pluginZip,
    testClock: manualTime(core, () => api.fresh()),
  };
}

function insightConfig({ config, unreadable, past }: CoreServices): ServerDeps['insight'] {
  const isLostZone = ({ kind, field }: { kind: string; field: string }) => kind === 'users' && field === 'timeZone';
  return {
    reader: past.reader,
    turns: createPortions({ most: Infinity }),
    sleep: config.sleep,
    keptFor: config.retention.incidents,
    withoutZone: () =>
      new Set(
        unreadable
          .list()
          .filter(isLostZone)
          .map(({ id }) => id),
      ),
  };
}

function manualTime(core: CoreServices, fresh: () => Promise<unknown>): ServerDeps['testClock'] {
  const clock = core.manual;
  return (
    clock && {
      now: () => clock.now(),
      travelTo: async (target) => (await fresh(), travelTo({ ...core, clock }, target)),
    }
  );
}
