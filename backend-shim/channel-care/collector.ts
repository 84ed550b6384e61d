/** Asks services for what came in where they do not tell by themselves: answers by SMS, presses of buttons. */
import type { Channel, ChannelRegistry, ChannelService } from '../ports/channel.ts';
import type { Log } from '../ports/log.ts';

export interface InboundCollector {
  /** Starts a look at every such service that is not being looked at, and returns at once: paging waits for none, nor do they for each other. */
  look(): void;
  idle(): Promise<void>;
}

const LONGEST_LOOK = 30_000;

export function createCollector({
  channels,
  services,
  log,
}: {
  channels: ChannelRegistry;
  services(kind: string): readonly ChannelService[];
  log: Log;
}): InboundCollector {
  const looking = new Map<string, Promise<void>>();

  async function one(channel: Channel, service: ChannelService): Promise<void> {
    try {
      await channel.collect?.(service, AbortSignal.timeout(LONGEST_LOOK));
    } catch (error) {
      log.warn(
        { channel: channel.definition.kind, service: service.id, err: (error as Error).message },
        'what came in could not be taken up; it is asked for again',
      );
    }
    looking.delete(service.id);
  }

  return {
    look: () => {
      for (const channel of [...channels.values()].filter(({ collect }) => collect)) {
        const free = services(channel.definition.kind).filter(({ id }) => !looking.has(id));
        free.forEach((service) => looking.set(service.id, one(channel, service)));
      }
    },
    idle: async () => void (await Promise.all(looking.values())),
  };
}
