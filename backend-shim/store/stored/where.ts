/** Defines the place of a stored value. */

/** The place of a stored value, so that people can find it. */
export interface StoredLocation {
  /** Kind of the object: `escalationPolicies`, `incidents`… */
  kind: string;
  id: string;
  /** The column, or the part of it, that is read; without it, paths begin at the value itself. */
  field?: string;
}
