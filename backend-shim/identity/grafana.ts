/** Types for identities that Grafana asserts. */
import type { IdentityFailure } from '#contract/reasons/data';

export type GrafanaRole = 'Viewer' | 'Editor' | 'Admin';

export interface GrafanaIdentity {
  kind: 'user' | 'service-account' | 'anonymous';
  /** Unchanged when a login is renamed. */
  uid: string;
  /** Empty if it has none. */
  login: string;
  name: string | null;
  email: string | null;
  role: GrafanaRole;
  /** Numeric ids of Grafana teams. */
  teams: number[];
}

/**
 * `unknown`: not who they claim to be, or not verifiable (401). `foreign`: an organisation that is not served (403).
 */
export type NotIdentified =
  | { ok: false; code: 'unknown'; why: IdentityFailure; message: string }
  | { ok: false; code: 'foreign'; orgs: readonly number[]; message: string };
export type IdentityResult = { ok: true; identity: GrafanaIdentity } | NotIdentified;

/** Headers that Grafana's proxy adds. */
export interface GrafanaHeaders {
  /** `X-Grafana-Id`: a signed token. */
  id: string | null;
  /** `X-Grafana-Context`: unsigned, as Node decoded it. */
  context: string | null;
}

export type IdentifyCaller = (headers: GrafanaHeaders) => Promise<IdentityResult>;

export function unknownCaller(why: IdentityFailure, message: string): NotIdentified {
  return { ok: false, code: 'unknown', why, message };
}

export function foreign(orgs: readonly number[]): NotIdentified {
  return {
    ok: false,
    code: 'foreign',
    orgs,
    message: `This sidecar serves the Grafana organisation ${orgs.join(', ')} only. Switch the organisation, or add this one to VIGIE_GRAFANA_ORGS.`,
  };
}

/** None and unknown roles may only read. */
export function roleOf(value: unknown): GrafanaRole {
  return value === 'Admin' || value === 'Editor' ? value : 'Viewer';
}

export function isRole(value: unknown): boolean {
  return value === 'Admin' || value === 'Editor' || value === 'Viewer' || value === 'None';
}
