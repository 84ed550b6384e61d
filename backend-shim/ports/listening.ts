/** What a listener besides HTTP (mail, traps) is handed: the way in for payloads. */
import type { Integration } from '#domain/routing/integration';
import type { Clock } from './clock.ts';
import type { Directory } from './directory.ts';
import type { HeldBytes } from './held-bytes.ts';
import type { IngestAnswer, IngestRequest, Rejection } from './ingest.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Decoded, ParseResult, Payload } from './source.ts';

export interface Listening {
  directory(): Directory;
  /** The store's time. */
  clock: Pick<Clock, 'now'>;
  /** The machine's, for limits and time-outs of connections. */
  machine: Clock;
  log: Log;
  metrics: Metrics;
  /** What all listeners may hold together. */
  held: HeldBytes;
  /** A mail as its bytes. @param hide texts that must not be kept */
  decodeMail(bytes: Uint8Array, hide: readonly string[]): Promise<Decoded>;
  /** Why a mail is not taken although it could be read; null: it may come in. */
  unwantedMail(body: unknown, integration: Integration): string | null;
  parse(integration: Integration, payload: Payload): ParseResult;
  /** Resolves after the commit. */
  submit(request: IngestRequest): Promise<IngestAnswer>;
  beat(integration: Integration): Promise<void>;
  reject(rejection: Rejection): Promise<void>;
  /** Too much is waiting to be stored. */
  overloaded(): boolean;
}

/** One that is open, as the settings page shows it. */
export interface ListenerState {
  kind: 'smtp' | 'snmp';
  /** `0.0.0.0:2525`, as it listens. */
  address: string;
  /** Mail only: whether connections can or must be encrypted. */
  tls: 'none' | 'offered' | 'required' | null;
  /** Mail only: what stands behind the `@` in addresses of integrations. */
  domain: string | null;
}

export interface Listener {
  /** @returns null, or why it cannot listen there */
  listen(): Promise<string | null>;
  state(): ListenerState;
  /** Stops taking new ones; resolves when what was under way is answered. */
  close(): Promise<void>;
}
