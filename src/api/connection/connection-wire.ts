/** Types of the answers of `GET status` and `GET me`. */
import type { ErrorDetail } from '#contract/errors';
import type { StoreTroubleWire } from './store-trouble.ts';
import type { Unreadable } from '#contract/unreadable';

/** The state of the sidecar and the identity of the caller, as `GET status` and `GET me` answer. */
export interface StatusWire {
  version: string;
  now: string;
  clock: 'system' | 'manual';
  database: { kind: 'sqlite' | 'postgres'; bytes: number };
  engine: 'ok' | 'failing';
  /** Whether the database takes writes; missing before 0.2. */
  store?: { state: 'ok' | 'failing'; trouble: StoreTroubleWire | null; low: boolean };
  /** `details` contain the same problems with reasons. They and the warnings are missing before 0.2. */
  provisioning: {
    state: 'ok' | 'failing';
    problems: string[];
    details?: ErrorDetail[];
    warnings?: string[];
    warningDetails?: ErrorDetail[];
  };
  /** `believed`: without VIGIE_GRAFANA_URL the signature cannot be checked. */
  identity: 'verified' | 'believed';
  grafana: string | null;
  publicUrl: string;
  /** Listeners besides HTTP, for mail and SNMP traps. */
  listeners: ListenerWire[];
  /** Stored values that cannot be read; missing before 0.2. */
  unreadable?: Unreadable[];
  /** What is in shadow; missing before 0.2. */
  shadow?: { all: boolean; teams: string[]; integrations: string[] };
  incidents: { open: number; acknowledged: number; snoozed: number; exhausted: number };
}

export interface ListenerWire {
  kind: 'smtp' | 'snmp';
  /** Host and port of the listener. */
  address: string;
  tls: 'none' | 'offered' | 'required' | null;
  /** The domain in addresses of integrations. */
  domain: string | null;
}

export interface MeWire {
  kind: 'person' | 'script';
  login: string | null;
  name: string;
  role: 'Viewer' | 'Editor' | 'Admin';
  /** Ids of Vigie teams. */
  teams: string[];
  can: { respond: boolean; edit: boolean; administer: boolean };
  /** The people and policies that the caller may page by hand; missing before 0.2. */
  pages?: { anybody: boolean; policies: string[]; users: string[] };
}
