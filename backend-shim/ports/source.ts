/**
 * Defines the port for a **source**, a kind of monitor. Each source is a folder below `sources/` with the same files:
 * `definition.ts` (what it is, as data), `parse.ts` (payload → alerts, pure), `parse.test.ts`, and `sync.ts` if it
 * accepts updates.
 */
import type { Problem } from '#contract/base/problem';
import type { Alert } from '#domain/incident/signal/alert';
import type { Integration, SourceKind } from '#domain/routing/integration';
import type { SourceSync } from './source-sync.ts';

/** A decoded request body: a JSON value, or form fields as a flat object of strings. */
export interface SourcePayload {
  body: unknown;
  /** Epoch ms of arrival. */
  receivedAt: number;
  /** Attributes of a CloudEvent in binary mode: its `ce-` headers without the prefix; absent: not a CloudEvent. */
  attributes?: Readonly<Record<string, string>>;
}

/** Identifies a payload, for senders that may send it twice or that answer an earlier one. */
export interface PayloadOrigin {
  /** The same for every attempt to send it, and unique; null: unknown. */
  once: string | null;
  /** The name by which later payloads refer to this one (a Message-ID). */
  name: string | null;
  /** Names of the payloads that it answers, the nearest first; its alerts belong to theirs. */
  answers: string[];
}

/** The value that `parse` reads. */
export type DecodedBody = { ok: true; body: unknown } | { ok: false; reason: string };

export type ParseResult =
  | { ok: true; alerts: Alert[]; origin?: PayloadOrigin }
  /**
   * `reason` says what is wrong and where, for the sender: `alerts[2].labels: must be an object`. `where`: the same in
   * two parts, for senders whose protocol separates the field from the message.
   */
  | { ok: false; reason: string; where?: WrongField };

/** A field of a payload, and what is wrong with it. */
export interface WrongField {
  path: string;
  message: string;
}

export interface SourceDefinition {
  kind: SourceKind;
  name: string;
  /** One sentence for the page that adds an integration. */
  summary: string;
  /** Content types of requests. */
  contentTypes: ReadonlyArray<'json' | 'form'>;
  parse(payload: SourcePayload, integration: Integration): ParseResult;
  /**
   * Decodes payloads that are neither JSON nor a form, such as the bytes of a mail.
   * @param hide texts that must not be kept (secrets that stand in addresses)
   */
  decode?(bytes: Uint8Array, hide: readonly string[]): Promise<DecodedBody>;
  /** Why a readable payload is refused (junk, a loop); a person may replay it all the same. */
  unwanted?(body: unknown, integration: Integration): string | null;
  /** Problems of the integration's settings for this source (a template's syntax); empty: none. */
  check?(integration: Integration): ReadonlyArray<Problem>;
  /** How the source receives what people do in Vigie; absent: it cannot. */
  sync?: SourceSync;
}
