/** Converts contact points between the two APIs of Grafana Alerting. */

export interface ContactPoint {
  uid: string;
  name: string;
  type: string;
  settings: Record<string, unknown>;
  disableResolveMessage: boolean;
  /** Secrets that Grafana keeps, where it names them beside the settings. */
  secureFields?: Record<string, boolean>;
  /** `file`: read-only; absent or empty: editable. */
  provenance?: string;
}

/** A receiver of the resource API, which holds several integrations. */
export interface GrafanaReceiver {
  metadata: { name: string; resourceVersion?: string; annotations?: Record<string, string> };
  spec: {
    title: string;
    integrations: Array<{
      uid?: string;
      type: string;
      version?: string;
      settings: Record<string, unknown>;
      disableResolveMessage?: boolean;
      secureFields?: Record<string, boolean>;
    }>;
  };
}

/** Names of receivers are their titles, in base64 for URLs. */
export function receiverName(title: string): string {
  const bytes = new TextEncoder().encode(title);
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}

export function pointsOf(receivers: readonly GrafanaReceiver[]): ContactPoint[] {
  return receivers.flatMap(({ metadata, spec }) =>
    spec.integrations.map(({ uid = '', type, settings, disableResolveMessage = false, secureFields }) => {
      const provenance = metadata.annotations?.['grafana.com/provenance'];
      return {
        uid,
        name: spec.title,
        type,
        settings,
        disableResolveMessage,
        ...(secureFields !== undefined && { secureFields }),
        ...(provenance !== undefined && provenance !== 'none' && { provenance }),
      };
    }),
  );
}
