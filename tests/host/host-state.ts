import type { Alertmanager } from './alerting/alertmanager.ts';
import type { Identities } from './identity.ts';
import type { PluginRoute, PluginSettings } from './proxy.ts';
import type { ServiceAccounts } from './service-accounts.ts';

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
  plugin: {
    id: string;
    name: string;
    routes: PluginRoute[];
    includes: Array<{ type: string; path?: string }>;
    roles?: Array<{ role: { permissions: Array<{ action: string }> }; grants: string[] }>;
  };
  /** Actions that an administrator took away from everybody (Grafana Enterprise). */
  takenActions: Set<string>;
  /** The folders of the plugins inside of the app, by their ids. */
  nested: Map<string, string>;
  version: string;
  /** Where Grafana is served: `/grafana`, or empty at the root. */
  subPath: string;
  /** Its address, without a slash at the end. */
  root: string;
  identities: Identities;
  settings: PluginSettings;
  /** Whether anybody ever saved them: a plugin that came with Grafana has none. */
  isSetUp: boolean;
  /** Those of the second organisation; null: nobody saved any. */
  secondSettings: PluginSettings | null;
  /** A token that is known only once the sidecar has made it. */
  lateToken: () => string | null;
  serviceAccounts: ServiceAccounts;
  contactPoints: ContactPoint[];
  alertmanager: Alertmanager;
  /** The notification policy tree. */
  policies: Record<string, unknown>;
  /** Where a test notification goes out from; tests may look at what was sent. */
  sent: Array<{ url: string; status: number | null }>;
}
