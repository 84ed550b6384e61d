/** Declares the table of outages of services behind channels; see schema.ts. */

/** A service behind a channel that is down. */
export interface OutageTable {
  /** Id under `channels`, or the channel's own name. */
  service: string;
  kind: string;
  problem: string;
  since: number;
  /** The latest probe that found it down. */
  seen_at: number;
  /** When Admins were last notified; null: never. */
  told_at: number | null;
}
