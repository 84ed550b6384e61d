/** Probes the services behind channels without reaching anybody, so that Vigie knows when it cannot page. */
import type { Channel, ChannelRegistry, ChannelService } from '../ports/channel.ts';
import type { Log } from '../ports/log.ts';

export interface ChannelWatch {
  /** Starts a probe of everything and returns at once: paging waits for no probe. */
  look(): void;
  /** Resolves when the running probe is over. */
  idle(): Promise<void>;
  states(): readonly ServiceState[];
  /** Types of contact methods that no service carries now. Services that cannot be probed count as up. */
  down(): ReadonlySet<string>;
}

export interface ServiceState {
  service: string;
  kind: string;
  up: boolean;
  /** Why it is down; null: it is up. */
  problem: string | null;
}

export interface ChannelWatchDeps {
  channels: ChannelRegistry;
  /** The configured services, by channel kind. */
  services(kind: string): readonly ChannelService[];
  log: Log;
  /** Called after each probe, before the next one. */
  looked(states: readonly ServiceState[], down: ReadonlySet<string>): Promise<void>;
}

const LONGEST_PROBE = 10_000;

export function createChannelWatch(deps: ChannelWatchDeps): ChannelWatch {
  let states: ServiceState[] = [];
  let looking: Promise<void> | null = null;

  async function lookAll(): Promise<void> {
    const before = new Map(states.map((state) => [state.service, state.up]));
    const probes = [...deps.channels.values()].flatMap((channel) =>
      servicesOf(deps, channel).map((service) => probeOne(deps.log, channel, service, before.get(service.id) ?? true)),
    );
    states = await Promise.all(probes);
    await deps
      .looked(states, down())
      .catch((error: Error) =>
        deps.log.warn({ err: error.message }, 'could not store the results of probes; the next check will'),
      );
  }

  const down = () =>
    new Set(
      [...deps.channels.values()]
        .filter((channel) => isDown(deps, channel, states))
        .map((channel) => channel.definition.kind),
    );

  return {
    look: () => {
      looking ??= lookAll().finally(() => (looking = null));
    },
    idle: async () => void (await looking),
    states: () => states,
    down,
  };
}

function servicesOf({ services }: ChannelWatchDeps, channel: Channel): readonly ChannelService[] {
  return channel.probe ? (channel.ownServices?.() ?? services(channel.definition.kind)) : [];
}

async function probeOne(log: Log, channel: Channel, service: ChannelService, wasUp: boolean): Promise<ServiceState> {
  const { kind } = channel.definition;
  let problem: string | null;
  try {
    const outcome = await channel.probe?.(service, AbortSignal.timeout(LONGEST_PROBE));
    problem = outcome === undefined || outcome.kind === 'done' ? null : outcome.detail;
  } catch (error) {
    problem = 'unexpected failure in Vigie; see its log';
    log.error({ channel: kind, service: service.id, err: error }, 'a probe failed unexpectedly');
  }
  if (problem !== null && wasUp) {
    log.warn({ channel: kind, service: service.id, problem }, 'a channel is down');
  } else if (problem === null && !wasUp) {
    log.info({ channel: kind, service: service.id }, 'a channel is up again');
  }
  return { service: service.id, kind, up: problem === null, problem };
}

/** `sms` is down if every service that serves it was probed and is down. */
function isDown(deps: ChannelWatchDeps, { definition }: Channel, states: readonly ServiceState[]): boolean {
  const carriers = [...deps.channels.values()].filter(
    (other) => other.definition.kind === definition.kind || other.definition.serves?.includes(definition.kind),
  );
  const mayWork = carriers.some((other) => !other.probe && deps.services(other.definition.kind).length > 0);
  const tried = states.filter((state) => carriers.some((other) => other.definition.kind === state.kind));
  return !mayWork && tried.length > 0 && tried.every((state) => !state.up);
}
