/** What people configured, as it is stored, and how it is changed. */
import type { Problem } from '#contract/base/problem';
import type { Refusal as Why } from '#contract/reasons/refusals';
import type { ResourceName } from '#contract/resources';
import type { OverrideWire } from '#contract/rota';
import type { Unreadable } from '#contract/unreadable';
import type { UserWire } from '#contract/user';

export interface StoredObject {
  /** One of the contract's kinds, or what lies beside files: `overrides`, `profiles`, `swaps`, `pastAbsences`, `devices`. */
  kind: string;
  id: string;
  /** With secrets in plain text. */
  body: unknown;
  origin: 'file' | 'api';
  version: number;
  createdAt: number;
  updatedAt: number;
}

/** Fields of a body that cannot be read as a whole, each as far as it can be. */
export interface Remains {
  name?: string;
  team?: string;
  token?: string;
  url?: string;
  oldTokens?: Array<{ token: string; until: number }>;
}

/** An object whose body cannot be read: out of service until it is replaced or deleted. */
export interface BrokenObject extends Omit<StoredObject, 'body'> {
  remains: Remains;
  why: Unreadable;
}

/** An override that a person made, beside what the rota itself states. */
export interface BesideOverride {
  rota: string;
  override: OverrideWire & { id: string };
  by: string;
  /** It was taken away when it had begun: what is left is the past, which nobody lists or changes any more. */
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
  /** The version the person saw; null: whatever it is now. */
  ifVersion: number | null;
  actor: string;
  /** Whose an object is that cannot be read is not known: it is for Admins. Addresses that an Admin gives may lie in private ranges. */
  isAdmin?: boolean;
}

export interface WriteRequest extends EditRequest {
  /** Checked by the resource's schema. */
  body: object;
  /** Of a rota: the instant from which it holds; null: now. */
  holdsFrom: number | null;
}

export interface UserWrite {
  login: string;
  body: UserWire;
  actor: string;
  ifVersion: number | null;
  /** An Admin may write everything; others only their own ways of being reached, zone and language. */
  isAdmin: boolean;
  /** Methods an Admin vouches for. */
  vouched: readonly string[];
}

export interface NewOverride {
  rota: string;
  body: OverrideWire;
  actor: string;
}

/** Takes the place of one that a person made. */
export interface OverrideChangeRequest extends NewOverride {
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

export type Refused = {
  ok: false;
  code: 'not-found' | 'conflict' | 'validation' | 'forbidden';
  message: string;
  details: Problem[];
  why: Why;
};
export type EditResult = { ok: true; object: StoredObject } | Refused;

/** Changes are in force, here, when these resolve. */
export interface Editor {
  create(request: WriteRequest): Promise<EditResult>;
  replace(request: WriteRequest): Promise<EditResult>;
  remove(request: EditRequest): Promise<{ ok: true } | Refused>;
  createUser(write: UserWrite): Promise<{ ok: true } | Refused>;
  replaceUser(write: UserWrite): Promise<{ ok: true } | Refused>;
  /** The person goes, and what is kept of them is under a pseudonym when this resolves. */
  eraseUser(request: { login: string; actor: string }): Promise<{ ok: true; pseudonym: string } | Refused>;
  createOverride(request: NewOverride): Promise<{ ok: true; override: StoredOverride } | Refused>;
  replaceOverride(request: OverrideChangeRequest): Promise<{ ok: true; override: StoredOverride } | Refused>;
  deleteOverride(request: OverrideDeletion): Promise<{ ok: true } | Refused>;
  /** A new ingest token; the old one counts for another day. */
  replaceToken(request: TokenReplacement): Promise<{ ok: true; token: string; oldUntil: number } | Refused>;
}
