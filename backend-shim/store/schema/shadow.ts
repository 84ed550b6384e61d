/** Declares the tables of shadow; see schema.ts. */

/** What is in shadow now; what has no row is real. */
export interface ShadowTable {
  /** `all` (with an empty subject), `team` or `integration`. */
  kind: string;
  subject: string;
  /** `stated`: the object or `VIGIE_SHADOW` says so. `pressed`: a person switched. */
  origin: string;
  at: number;
  by: string | null;
}

/** While the incident was in shadow, nothing was sent about it, so nobody counts as reached then. */
export interface ShadowSpanTable {
  incident: string;
  from_at: number;
  to_at: number;
}
