/** The plugin's settings in Grafana, per organization. */

/** Readable by everyone who can see the plugin. */
export interface Settings {
  /** Where Grafana's server reaches the sidecar, without a slash at the end. */
  sidecarUrl?: string;
}

/** Write-only: Grafana tells only which of them are set. */
export interface SecretSettings {
  sidecarToken?: string;
}
