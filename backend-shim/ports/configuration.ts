/** Defines the port for the stored configuration and for changes to it. */
import type { Problem } from '#contract/base/problem';
import type { RestorableName } from '#contract/deletion';
import type { Refusal as Why } from '#contract/reasons/refusals';
import type { ResourceName } from '#contract/resources';
import type { OverrideWire } from '#contract/rotas/rota';
import type { Unreadable } from '#contract/unreadable';
import type { UserWire } from '#contract/people/user';

export interface StoredObject {
  /**
   * A kind of the contract, or one of the kinds without files: `overrides`, `profiles`, `swaps`, `pastAbsences`,
   * `devices`.
   */
  kind: string;
  id: string;
  /** With secrets in plain text. */
  body: unknown;
  origin: 'file' | 'api';
  version: number;
  createdAt: number;
  updatedAt: number;
}

/** Fields of an unreadable body, each as far as it can be read. */
export interface UnreadableRemains {
  name?: string;
  team?: string;
  token?: string;
  url?: string;
  oldTokens?: Array<{ token: string; until: number }>;
}

/** An object with an unreadable body: out of service until it is replaced or deleted. */
export interface BrokenObject extends Omit<StoredObject, 'body'> {
  remains: UnreadableRemains;
  why: Unreadable;
}

/** An override that a person made, besides those that the rota itself states. */
export interface BesideOverride {
  rota: string;
  override: OverrideWire & { id: string };
  by: string;
  /** The override was deleted after it had begun. Its past remains, but is neither listed nor changed any more. */
  past?: boolean;
}

export interface StoredOverride extends BesideOverride {
  /** null: the rota states it. */
  createdAt: number | null;
  version: number;
  provisioned: boolean;
}

export interface EditRequest {
  resource: ResourceName;
  id: string;
  /** The version that the person saw; null: any. */
  ifVersion: number | null;
  actor: string;
  /**
   * Only Admins may change an unreadable object, whose owner is unknown. Addresses that an Admin gives may lie in
   * private ranges.
   */
  isAdmin?: boolean;
}

export interface UndoDeletionRequest {
  resource: RestorableName;
  id: string;
  actor: string;
}

export interface WriteRequest extends EditRequest {
  /** Already checked by the resource's schema. */
  body: object;
  /** For a rota: the instant from which it holds; null: now. */
  holdsFrom: number | null;
}

export interface UserWrite {
  login: string;
  body: UserWire;
  actor: string;
  ifVersion: number | null;
  /** An Admin may write everything; others only their own contact methods, zone and language. */
  isAdmin: boolean;
  /** Methods that an Admin declares verified. */
  vouched: readonly string[];
}

export interface OverrideToSave {
  rota: string;
  body: OverrideWire;
  actor: string;
}

/** Replaces an override that a person made. */
export interface OverrideChangeRequest extends OverrideToSave {
  id: string;
  ifVersion: number | null;
}

export interface OverrideDeletion {
  rota: string;
  id: string;
  actor: string;
  ifVersion: number | null;
}

export interface TokenReplacement {
  integration: string;
  actor: string;
  ifVersion: number | null;
}

export type RefusedChange = {
  ok: false;
  code: 'not-found' | 'conflict' | 'validation' | 'forbidden' | 'too-many-requests';
  message: string;
  details: Problem[];
  why: Why;
};
export type EditResult = { ok: true; object: StoredObject } | RefusedChange;
