/**
 * Declares the table of payloads that may be sent twice or that later payloads answer, with the alert of each; see
 * schema.ts.
 */
export interface OriginTable {
  integration: string;
  /** `Origin.once` of the payload. */
  id: string;
  name: string | null;
  fingerprint: string;
  group_key: string;
  at: number;
}
