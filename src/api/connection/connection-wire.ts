/** Types of the answers of `GET status` and `GET me`. */
import type { ErrorDetail } from '#contract/errors';
import type { Unreadable } from '#contract/unreadable';

/** How the sidecar does and who it thinks is asking, as `GET status` and `GET me` answer. */
export interface StatusWire {
  version: string;
  now: string;
  clock: 'system' | 'manual';
  database: { kind: 'sqlite' | 'postgres'; bytes: number };
  engine: 'ok' | 'failing';
  /** `details` say the same with reasons; they and the warnings are since 0.2. */
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
  /** Open besides HTTP, for mail and for SNMP traps. */
  listeners: ListenerWire[];
  /** What is stored and cannot be read; missing where the sidecar is older than 0.2. */
  unreadable?: Unreadable[];
  incidents: { open: number; acknowledged: number; snoozed: number; exhausted: number };
}

export interface ListenerWire {
  kind: 'smtp' | 'snmp';
  /** Host and port as it listens. */
  address: string;
  tls: 'none' | 'offered' | 'required' | null;
  /** Behind the `@` of addresses of integrations. */
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
  /** Whom they may page by hand; not of a sidecar of 0.1. */
  pages?: { anybody: boolean; policies: string[]; users: string[] };
}
