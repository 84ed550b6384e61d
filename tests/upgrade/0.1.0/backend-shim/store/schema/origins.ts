/** A payload whose sender may send it twice, or that later ones answer; with the alert that it became. */
export interface OriginTable {
  integration: string;
  /** `Origin.once` of the payload. */
  id: string;
  name: string | null;
  fingerprint: string;
  group_key: string;
  at: number;
}
