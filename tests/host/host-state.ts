import type { Identities } from './identity.ts';
import type { PluginRoute, PluginSettings } from './proxy.ts';

/** A contact point as the provisioning API shows it. */
export interface ContactPoint {
  uid: string;
  name: string;
  type: string;
  settings: Record<string, unknown>;
  disableResolveMessage: boolean;
  /** `file`: read-only; absent: editable. */
  provenance?: string;
}

/** What a Grafana remembers; one per running host. */
export interface HostState {
  plugin: { id: string; name: string; routes: PluginRoute[]; includes: unknown[] };
  version: string;
  /** Where Grafana is served: `/grafana`, or empty at the root. */
  subPath: string;
  identities: Identities;
  settings: PluginSettings;
  /** A token that is known only once the sidecar has made it. */
  lateToken: () => string | null;
  contactPoints: ContactPoint[];
  /** The provisioning API was taken away; the resource API is what is left. */
  isLegacyGone: boolean;
  /** The notification policy tree. */
  policies: Record<string, unknown>;
  /** Where a test notification goes out from; tests may look at what was sent. */
  sent: Array<{ url: string; status: number | null }>;
}
