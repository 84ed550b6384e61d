/** Asks services for what came in where they do not tell by themselves: answers by SMS, mostly. */
import type { Channel, ChannelRegistry, ChannelService } from '../ports/channel.ts';
import type { Log } from '../ports/log.ts';

export interface Collector {
  /** Starts a look at every such service and returns at once: paging waits for none. */
  look(): void;
  idle(): Promise<void>;
}

const LONGEST_LOOK = 30_000;

export function createCollector({ channels, services, log }: { channels: ChannelRegistry; services(kind: string): readonly ChannelService[]; log: Log }): Collector {
  let looking: Promise<unknown> | null = null;

  async function one(channel: Channel, service: ChannelService): Promise<void> {
    try {
      await channel.collect?.(service, AbortSignal.timeout(LONGEST_LOOK));
    } catch (error) {
      log.warn({ channel: channel.definition.kind, service: service.id, err: (error as Error).message }, 'what came in could not be taken up; it is asked for again');
    }
  }

  return {
    look: () => {
      const asked = [...channels.values()].filter((channel) => channel.collect);
      looking ??= Promise.all(asked.flatMap((channel) => services(channel.definition.kind).map((service) => one(channel, service)))).finally(() => (looking = null));
    },
    idle: async () => void (await looking),
  };
}
