/**
 * A **source** is a kind of monitor. One folder each under `sources/`, with the same files:
 * `definition.ts` (what it is, as data), `parse.ts` (payload → alerts, pure), `parse.test.ts`, and
 * `sync.ts` where it can be told what people do here.
 */
import type { Problem } from '#contract/base/problem';
import type { Alert } from '#domain/incident/alert';
import type { Integration, SourceKind } from '#domain/routing/integration';
import type { SourceSync } from './source-sync.ts';

/** A body as it came in, decoded: JSON value, or form fields as a flat object of strings. */
export interface Payload {
  body: unknown;
  /** Epoch ms of arrival. */
  receivedAt: number;
  /** Attributes of a CloudEvent in binary mode: its `ce-` headers without the prefix; absent: it is none. */
  attributes?: Readonly<Record<string, string>>;
}

/** What a payload says about itself, where its sender may send it twice or it answers an earlier one. */
export interface Origin {
  /** The same for every attempt to send it, and for nothing else; null: it cannot be told. */
  once: string | null;
  /** What later ones may name as the one that they answer (a Message-ID). */
  name: string | null;
  /** Names of those that it answers, the nearest first. Its alerts belong to theirs. */
  answers: string[];
}

/** The value that `parse` reads. */
export type Decoded = { ok: true; body: unknown } | { ok: false; reason: string };

export type ParseResult =
  | { ok: true; alerts: Alert[]; origin?: Origin }
  /** `reason` tells the sender what is wrong and where, e.g. `alerts[2].labels: must be an object`. */
  | { ok: false; reason: string };

export interface SourceDefinition {
  kind: SourceKind;
  name: string;
  /** One sentence for the page where an integration is added. */
  summary: string;
  /** What an incoming request may look like. */
  contentTypes: ReadonlyArray<'json' | 'form'>;
  parse(payload: Payload, integration: Integration): ParseResult;
  /**
   * For a source whose payloads are neither JSON nor a form: a mail as its bytes.
   * @param hide texts that must not be kept (secrets that stand in addresses)
   */
  decode?(bytes: Uint8Array, hide: readonly string[]): Promise<Decoded>;
  /** Why a payload that could be read is not taken (junk, a loop); a person may replay it all the same. */
  unwanted?(body: unknown, integration: Integration): string | null;
  /** What is wrong with the integration's own settings for this source (a template's syntax); empty when nothing is. */
  check?(integration: Integration): ReadonlyArray<Problem>;
  /** How it is told what people do here; absent: it cannot be told. */
  sync?: SourceSync;
}
