/** Table of incidents whose advance throws; see schema.ts. */

/** Gone with the first advance that goes well. */
export interface AdvanceFailureTable {
  incident: string;
  /** The first of these in a row. */
  since: number;
  /** The latest. */
  at: number;
  tries: number;
  error: string;
}
