/**
 * A **channel** is a way to reach people. One folder each under `channels/`, with the same files:
 * `definition.ts` (what it is, as data), `render.ts` (message → what the service wants, pure),
 * `send.ts`, `send.test.ts`.
 */
import type { Message } from '#domain/notify/message';

/** The closed list of why a delivery was not done; feeds log, metric, timeline and retry alike. */
export type RetryReason = 'network' | 'timeout' | 'rate-limited' | 'server-error' | 'misconfigured' | 'not-configured' | 'cancelled';
export type NeverReason = 'bad-address' | 'refused' | 'unknown-method' | 'unverified' | 'refused-address';

export type Outcome =
  | { kind: 'done'; providerId: string | null }
  | { kind: 'retry'; reason: RetryReason; detail: string; /** ms the service asked us to wait */ after: number | null }
  | { kind: 'never'; reason: NeverReason; detail: string };

export interface DeliveryRequest {
  /** The same for every attempt of one delivery. */
  idempotencyKey: string;
  /** Address of the contact method or room: mail address, URL, number. */
  to: string;
  /** Per-destination settings and secrets (a room's, a method's); never logged. */
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
  /** The address came from a file or an Admin. */
  trusted: boolean;
  message: Message;
  signal: AbortSignal;
}

export interface ChannelField {
  name: string;
  label: string;
  hint: string;
  secret: boolean;
  required: boolean;
}

export interface ChannelDefinition {
  kind: string;
  name: string;
  /** How a person's address looks: label, hint and check. */
  address: { label: string; hint: string; validate(to: string): string | null };
  /** Settings of a room or service defined under `channels`. */
  fields: ReadonlyArray<ChannelField>;
  /** What it can carry besides pages. */
  carries: { update: boolean; reply: boolean; buttons: boolean; receipt: boolean };
  /** Over `count` messages per `per` ms to one person and method, the rest is bundled. */
  limit: { count: number; per: number };
  /** ms within which several pages to one method become one message; null: never bundled. */
  bundleWithin: number | null;
}

export interface Channel {
  definition: ChannelDefinition;
  /** Lanes share nothing: a receiver that hangs slows only its own lane (host, relay…). */
  lane(to: string, settings: Record<string, unknown>): string;
  send(request: DeliveryRequest): Promise<Outcome>;
  close?(): Promise<void>;
}

export type ChannelRegistry = ReadonlyMap<string, Channel>;

/**
 * A service defined under `channels` (an SMS gateway, a bot) through which contact methods of its kind
 * go. Tried in order: the second takes over when the first fails.
 */
export interface ChannelService {
  id: string;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
}

export type ChannelServices = (kind: string) => readonly ChannelService[];
