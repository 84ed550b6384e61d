/** Polls services that do not push incoming messages: replies by SMS, pressed buttons. */
import type { Channel, ChannelRegistry, ChannelService } from '../ports/channel.ts';
import type { Log } from '../ports/log.ts';

export interface InboundCollector {
  /**
   * Polls every such service that is not being polled, and returns at once: neither paging nor the other services wait.
   */
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
        'could not process messages polled from a service; they are polled again',
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
