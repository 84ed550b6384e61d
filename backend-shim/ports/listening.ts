/** Defines the port for listeners besides HTTP (mail, SNMP traps), with the functions by which they submit payloads. */
import type { Integration } from '#domain/routing/integration';
import type { Clock } from './clock.ts';
import type { Directory } from './directory.ts';
import type { HeldBytes } from './held-bytes.ts';
import type { IngestAnswer, IngestRequest, RejectedPayload } from './ingest.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { DecodedBody, ParseResult, SourcePayload } from './source.ts';

export interface ListenerDeps {
  directory(): Directory;
  /** The store's time. */
  clock: Pick<Clock, 'now'>;
  /** The machine's clock, for limits and timeouts of connections. */
  machine: Clock;
  log: Log;
  metrics: Metrics;
  /** The memory limit shared by all listeners. */
  held: HeldBytes;
  /** Decodes the bytes of a mail. @param hide texts that must not be kept */
  decodeMail(bytes: Uint8Array, hide: readonly string[]): Promise<DecodedBody>;
  /** Why a readable mail is refused; null: it is accepted. */
  unwantedMail(body: unknown, integration: Integration): string | null;
  parse(integration: Integration, payload: SourcePayload): ParseResult;
  /** Resolves after the commit. */
  submit(request: IngestRequest): Promise<IngestAnswer>;
  beat(integration: Integration): Promise<void>;
  reject(rejection: RejectedPayload): Promise<void>;
  /** Whether too much is waiting to be stored. */
  overloaded(): boolean;
}

/** An open listener, as the settings page shows it. */
export interface ListenerState {
  kind: 'smtp' | 'snmp';
  /** The address it listens on: `0.0.0.0:2525`. */
  address: string;
  /** Mail only: whether connections can or must be encrypted. */
  tls: 'none' | 'offered' | 'required' | null;
  /** Mail only: the domain in addresses of integrations. */
  domain: string | null;
}

export interface PayloadListener {
  /** @returns null, or why it cannot listen */
  listen(): Promise<string | null>;
  state(): ListenerState;
  /** Takes a renewed certificate. */
  renew?(): void;
  /** Stops accepting connections; resolves when requests under way are answered. */
  close(): Promise<void>;
}

/** Tries an address and leaves it at once. @returns why this user cannot listen there, such as `EADDRINUSE`; null: they can */
export type PortTrial = (address: { host: string; port: number }, transport: 'tcp' | 'udp') => Promise<string | null>;
