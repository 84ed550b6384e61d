/** Where a stored value stands. */

/** What is read, for whoever must find it. */
export interface StoredLocation {
  /** Kind of the object: `escalationPolicies`, `incidents`… */
  kind: string;
  id: string;
  /** The column, or the part of it, that is read; without it, paths begin at the value itself. */
  field?: string;
}
