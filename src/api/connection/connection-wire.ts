/** How the sidecar does and who it thinks is asking, as `GET status` and `GET me` answer. */
export interface StatusWire {
  version: string;
  now: string;
  clock: 'system' | 'manual';
  database: { kind: 'sqlite' | 'postgres'; bytes: number };
  engine: 'ok' | 'failing';
  provisioning: { state: 'ok' | 'failing'; problems: string[] };
  /** `believed`: without VIGIE_GRAFANA_URL the signature cannot be checked. */
  identity: 'verified' | 'believed';
  grafana: string | null;
  publicUrl: string;
  incidents: { open: number; acknowledged: number; snoozed: number; exhausted: number };
}

export interface MeWire {
  kind: 'person' | 'script';
  login: string | null;
  name: string;
  role: 'Viewer' | 'Editor' | 'Admin';
  /** Ids of Vigie teams. */
  teams: string[];
  can: { respond: boolean; edit: boolean; administer: boolean };
}
