/** Defines the types of a peer, the other end of a channel, for the contract suite. */
import type { Channel, ChannelService, DeliveryRequest } from '../../../ports/channel.ts';

/**
 * How the peer treats the next messages. `refuse` is permanent, `busy` temporary; `hang` accepts the connection and
 * sends nothing; `echo` refuses and repeats everything it received.
 */
export type PeerMood = 'accept' | 'busy' | 'refuse' | 'hang' | 'echo';

export interface ChannelPeer {
  channel: Channel;
  /** Address, settings and secrets of a destination at this peer. */
  destination: Pick<DeliveryRequest, 'to' | 'settings' | 'secrets'>;
  /** Texts that must not appear in an outcome. */
  secrets: readonly string[];
  behave(mood: PeerMood): void;
  /** Resolves when a message has reached the peer, whatever the peer does with it. */
  reached(): Promise<void>;
  /** The title as this channel writes it: unchanged, unless the service has a smaller alphabet. */
  writes?(title: string): string;
  /**
   * Messages that the peer accepted: the text that people read, without markup, and the mark by which the peer
   * recognises a repeated message (null: the service has none).
   */
  taken(): ReadonlyArray<{ text: string; mark: string | null }>;
  /** The services under `channels` that a served type goes through. */
  services?: readonly ChannelService[];
  close(): Promise<void>;
}

export type StartPeer = () => Promise<ChannelPeer>;
