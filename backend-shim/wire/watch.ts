/** Builds the probes of channels and Vigie's own heartbeat. */
import { storeTroubleText } from '#contract/reasons/store';
import { cutOff } from '#domain/notify/dependence';
import type { MetricsRegistry } from '../adapters/prom-metrics.ts';
import { noteOutages } from '../stages/duty/outages.ts';
import { createChannelWatch } from '../channel-health/channel-watch.ts';
import type { ServiceState } from '../channel-health/channel-watch.ts';
import type { Chore } from '../engine/chores.ts';
import type { WriteWatch } from '../engine/write-watch.ts';
import { createCollector } from '../channel-health/collector.ts';
import { createOnCallGroups } from '../channel-health/on-call-groups.ts';
import { createOwnHeartbeat } from '../channel-health/own-heartbeat.ts';
import type { RunTransaction } from '../store/work.ts';
import type { ChannelRegistry, ChannelService } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import type { HttpClient } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import { timersLate } from '../store/upkeep/counts.ts';
import { readShadowState } from '../store/shadow/shadows.ts';
import { readOutages } from '../store/deliveries/outages.ts';
import type { Store } from '../store/store.ts';

export interface WatchParts {
  /** `VIGIE_HEARTBEAT_URL`, or null. */
  heartbeatUrl: string | null;
  channels: ChannelRegistry;
  services(kind: string): readonly ChannelService[];
  directory(): Directory;
  store: Store;
  clock: Pick<Clock, 'now' | 'monotonic'>;
  http: HttpClient;
  log: Log;
  metrics: MetricsRegistry;
  writes: Pick<WriteWatch, 'trouble'>;
  /** A transaction that plans its requests to the outbox at its end. */
  change: RunTransaction;
}

const PROBE_EVERY = 30_000;
/** A person who has answered waits for the page to stop. */
const COLLECT_EVERY = 10_000;
/** A handoff shows in a chat within seconds. */
const GROUPS_EVERY = 3_000;
const BEAT_EVERY = 60_000;
/** An engine whose timers wait longer than this may page too late to matter. */
const LATE = 15_000;

export interface WiredWatch {
  chores: Chore[];
  /** As the latest look found them. */
  channelStates(): readonly ServiceState[];
}

export function wireWatch(parts: WatchParts): WiredWatch {
  const { heartbeatUrl, store, clock, directory, metrics } = parts;
  /** If nothing is wrong, nothing is written. */
  const looked = async (states: readonly ServiceState[], down: ReadonlySet<string>) => {
    if (states.some((state) => !state.up) || (await readOutages(store.read)).length > 0) {
      await parts.change((work) => noteOutages(work, states, down));
    }
  };
  const watch = createChannelWatch({ ...parts, looked });
  metrics.gauge(
    'vigie_channel_up',
    '1: the service behind a channel answers and lets Vigie in.',
    ['channel', 'kind'],
    async () =>
      watch.states().map(({ service, kind, up }) => ({ labels: { channel: service, kind }, value: up ? 1 : 0 })),
  );

  const groups = createOnCallGroups({ ...parts, shadows: () => readShadowState(store.read) });
  metrics.gauge(
    'vigie_on_call_group_ok',
    '1: the group of a chat is equal to who is on call.',
    ['channel', 'kind'],
    async () =>
      groups.states().map(({ service, kind, up }) => ({ labels: { channel: service, kind }, value: up ? 1 : 0 })),
  );

  async function trouble(): Promise<string | null> {
    const lasting = parts.writes.trouble();
    if (lasting !== null) {
      return storeTroubleText(lasting.trouble);
    }
    // A check that is under way counts.
    await watch.idle();
    const [late] = await timersLate(store, (await clock.now()) - LATE);
    if (late && late.value > 0) {
      return `${late.value} timers are late`;
    }
    const people = cutOff(directory().responders.values(), watch.down());
    return people.length > 0
      ? `a channel is down without which these people cannot be reached: ${people.join(', ')}`
      : null;
  }

  const heartbeat = heartbeatUrl === null ? null : createOwnHeartbeat({ ...parts, url: heartbeatUrl, trouble });
  const collector = createCollector(parts);
  const chores: Chore[] = [
    { name: 'channels', every: PROBE_EVERY, run: async () => watch.look() },
    { name: 'incoming', every: COLLECT_EVERY, run: async () => collector.look() },
    { name: 'groups of who is on call', every: GROUPS_EVERY, run: async () => groups.look() },
  ];
  if (heartbeat) {
    chores.push({ name: 'own heartbeat', every: BEAT_EVERY, run: async () => heartbeat.beat() });
  }
  return { chores, channelStates: () => withGroups(watch.states(), groups.states()) };
}

/** A channel with a failing group is shown as failing; the probe decides whether pages still go through it. */
function withGroups(states: readonly ServiceState[], groups: readonly ServiceState[]): ServiceState[] {
  const wrong = new Map(groups.filter(({ up }) => !up).map((state) => [state.service, state]));
  const shown = states.map((state) => (state.up ? (wrong.get(state.service) ?? state) : state));
  const probed = new Set(states.map(({ service }) => service));
  return [...shown, ...groups.filter(({ service }) => !probed.has(service))];
}
