/** What the contract suite needs to know about the other end of a channel. */
import type { Channel, ChannelService, DeliveryRequest } from '../ports/channel.ts';

/**
 * How the peer treats the next messages. `refuse` is a refusal for good, `busy` one for now; `hang`
 * takes the connection and says nothing; `echo` refuses and repeats everything it was told.
 */
export type Mood = 'accept' | 'busy' | 'refuse' | 'hang' | 'echo';

export interface Peer {
  channel: Channel;
  /** Address, settings and secrets of a destination at this peer. */
  destination: Pick<DeliveryRequest, 'to' | 'settings' | 'secrets'>;
  /** Texts that may not appear in an outcome. */
  secrets: readonly string[];
  behave(mood: Mood): void;
  /** Resolves when a message has reached the peer, whatever the peer does with it. */
  reached(): Promise<void>;
  /** How this channel writes a title: the same text, unless the service knows fewer characters. */
  writes?(title: string): string;
  /** What was taken: everything that people then read, without markup, and the mark by which the peer knows a message again (null: the service has none). */
  taken(): ReadonlyArray<{ text: string; mark: string | null }>;
  /** What is set up under `channels`, where a served type goes by it. */
  services?: readonly ChannelService[];
  close(): Promise<void>;
}

export type StartPeer = () => Promise<Peer>;
