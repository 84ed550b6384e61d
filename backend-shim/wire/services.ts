/** Builds what everything else uses: clock, configuration, channels, and functions that run transactions. */
import { createGuardedHttp } from '../adapters/guarded-http.ts';
import { createGuardedResolve } from '../adapters/guarded-resolve.ts';
import { createMetrics } from '../adapters/prom-metrics.ts';
import type { MetricsRegistry } from '../adapters/prom-metrics.ts';
import { createChannels } from '../channels/registry.ts';
import type { SidecarConfig } from '../config/config.ts';
import { createConfiguration } from '../configuration/service.ts';
import { createRotaRefreshQueue } from '../stages/duty/rota-refresh-queue.ts';
import { createStepHandler, watchClock } from '../engine/clock-watch.ts';
import { keepRests } from '../engine/rests.ts';
import { createTransact, reportAsideTo, reportTo } from '../engine/transact.ts';
import type { TransactDeps } from '../engine/transact.ts';
import { createWriteWatch } from '../engine/write-watch.ts';
import { createRefusals } from '../stages/intake/refusals.ts';
import type { Keyring } from '../starting/keyring.ts';
import type { MessageLinks } from '../stages/outbox/messages/message.ts';
import { planRequests } from '../stages/outbox/planning/requests.ts';
import { shiftForAll, shiftWaiting } from '../pipeline/clock-step.ts';
import type { ChannelRegistry } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import type { IdGenerator } from '../ports/ids.ts';
import type { Log } from '../ports/log.ts';
import { bundleSubject, linkKey, makeLink, responderUrls, swapSubject, swapUrls } from '../stages/response/link.ts';
import type { SidecarSecrets } from '../starting/secrets.ts';
import type { ManualClock } from '../store/clock.ts';
import { createPolicyCopies } from '../store/incidents/policy-copies.ts';
import type { ClockStep, Store } from '../store/store.ts';
import { keepAlive } from '../store/upkeep/alive.ts';
import { createUnreadableRegistry } from '../store/stored/unreadable.ts';
import type { UnreadableRegistry } from '../store/stored/unreadable.ts';
import type { RunTransaction, Work } from '../store/work.ts';
import { wirePush } from './push.ts';
import { world, zoneOf, calendarsOf } from './zones.ts';

const PLUGIN_PATH = '/a/vigie-oncall-app';

export interface SidecarParts {
  config: SidecarConfig;
  secrets: SidecarSecrets;
  keyring: Keyring;
  store: Store;
  machine: Clock;
  clock: Clock | ManualClock;
  ids: IdGenerator;
  log: Log;
}

export type BaseServices = ReturnType<typeof wireBase>;

export function wireBase(parts: SidecarParts) {
  const { config, store, machine, ids, log } = parts;
  const { vault } = parts.keyring;
  const metrics = createMetrics();
  const isMachineTime = store.dialect === 'sqlite' && config.clock === 'system';
  const shift = (by: number, now: number) => transact((work) => shiftWaiting(work, by), now);
  const clock: Clock = isMachineTime ? watchClock(parts.clock, { log, metrics, shift }) : parts.clock;
  const unreadable = createUnreadableRegistry(log);
  const copies = createPolicyCopies(unreadable);
  const configured = wireConfiguration(parts, unreadable);
  const { directory } = configured;
  const reports = { report: reportTo(log, metrics), reportAside: reportAsideTo(log, metrics) };
  const rests = keepRests({ store, directory, log, metrics });
  const shared = { store, clock, ids, copies, unreadable, directory, rests, isManual: config.clock === 'manual' };
  const writing = wireWriting({ ...shared, ...reports }, parts, metrics);
  const { transact } = writing;
  const shiftOnce = (step: ClockStep) => transact((work) => shiftForAll(work, step), step.now);
  store.onClockStep(createStepHandler({ machine, log, metrics, shift: shiftOnce }));
  const http = createGuardedHttp({ allow: config.outgoingAllow });
  const push = wirePush(config, vault, () => transact, unreadable);
  const services = (kind: string) => [...directory().rooms.values()].filter((room) => room.type === kind);
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
  const wake = () =>
    void store.wake().catch((error: Error) => log.debug({ err: error.message }, 'could not wake other sidecars'));
  return {
    ...parts,
    ...configured,
    ...linksOf(config, vault, directory),
    isMachineTime,
    manual: 'set' in parts.clock ? parts.clock : null,
    vault,
    metrics,
    clock,
    unreadable,
    copies,
    rests,
    report: reports.report,
    ...writing,
    ...changes(writing, channels, wake),
    http,
    push,
    services,
    channels,
    wake,
  };
}

/** Builds the configuration, with the zones and holidays that it is read by. */
function wireConfiguration({ store, keyring: { vault }, log }: SidecarParts, unreadable: UnreadableRegistry) {
  const knowledge = { world, zone: zoneOf, calendars: calendarsOf };
  const rotaRefreshQueue = createRotaRefreshQueue();
  const replaced = rotaRefreshQueue.note;
  const configuration = createConfiguration({ store, vault, log, unreadable, ...knowledge, replaced });
  return { ...knowledge, rotaRefreshQueue, configuration, directory: () => configuration.directory() };
}

/** Builds transactions, and what knows whether they can be written. */
function wireWriting(deps: TransactDeps, { machine, log }: SidecarParts, metrics: MetricsRegistry) {
  const transact = createTransact(deps);
  const spare = createTransact({ ...deps, spare: true });
  const write = async () => {
    // Where the disk is full, this ends here: what is kept for open incidents is not for asking whether it still is.
    await deps.store.room.look();
    await spare((work) => keepAlive(work));
  };
  const writes = createWriteWatch({ write, clock: machine, log });
  return {
    transact,
    spare,
    writes,
    refusals: createRefusals({ metrics, unwritable: writes.refused }),
  };
}

function changes({ transact, spare }: ReturnType<typeof wireWriting>, channels: ChannelRegistry, wake: () => void) {
  return {
    change: changing(transact, channels, wake),
    /** In place of those that may draw on what is kept for open incidents. */
    toSpare: { transact: spare, change: changing(spare, channels, wake) },
  };
}

/** Runs a change from outside: plans its messages in the same transaction, then wakes the engine. */
function changing(transact: RunTransaction, channels: ChannelRegistry, wake: () => void) {
  return async <T>(work: (work: Work) => Promise<T>): Promise<T> => {
    const answer = await transact(async (tx) => {
      const result = await work(tx);
      await planRequests(tx, channels);
      return result;
    });
    wake();
    return answer;
  };
}

function linksOf(config: SidecarConfig, vault: Keyring['vault'], directory: () => Directory) {
  const grafana = config.grafana.url;
  const key = linkKey(vault.key('responder links'));
  const links: MessageLinks = {
    home: config.publicUrl,
    incident: (id) => (grafana === null ? null : `${grafana}${PLUGIN_PATH}/incidents/${id}`),
    rota: (id) => (grafana === null ? null : `${grafana}${PLUGIN_PATH}/rotas/${id}`),
    hours: grafana === null ? null : `${grafana}${PLUGIN_PATH}/me?tab=hours`,
    responder: (id, login) =>
      responderUrls(config.publicUrl, makeLink(key, id, login, directory().holdersBefore(login))),
    bundle: (carrier, login) => {
      const token = makeLink(key, bundleSubject(carrier), login, directory().holdersBefore(login));
      return responderUrls(config.publicUrl, token).acknowledge;
    },
    swap: (id, login) =>
      swapUrls(config.publicUrl, makeLink(key, swapSubject(id), login, directory().holdersBefore(login))),
  };
  // Where a person confirms their contact methods. The sidecar's own page says where Grafana is.
  const profileOf = (login: string) =>
    grafana === null ? config.publicUrl : `${grafana}${PLUGIN_PATH}/people/${encodeURIComponent(login)}`;
  return { links, profileOf, linking: vault.keys('responder links').map(linkKey) };
}
