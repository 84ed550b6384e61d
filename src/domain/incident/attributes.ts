/** Defines what lists and figures of incidents are narrowed by. */

/** By what a reader may narrow a question; null: whatever it is. */
export interface IncidentAttributes {
  severities: readonly string[] | null;
  urgencies: readonly string[] | null;
  integrations: readonly string[] | null;
  /** All of these. */
  labels: ReadonlyArray<readonly [name: string, value: string]>;
}
