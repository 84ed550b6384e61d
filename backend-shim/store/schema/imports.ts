/** Declares the tables of imports; see schema.ts. Neither is part of backups. */

export interface ImportTable {
  id: string;
  source: string;
  url: string;
  /** The pager's keys, sealed. */
  keys: string;
  /** What the import was made with, JSON. */
  settings: string;
  /** What is still to be done, the running step first, JSON; `[]`: nothing runs. */
  steps: string;
  /** Who asked for the steps, whose rights they have, JSON. */
  caller: string;
  progress: string | null;
  /** Why the last step ended without a result, JSON. */
  failure: string | null;
  /** What the steps have found so far, JSON. */
  outcome: string;
  lease_owner: string | null;
  lease_until: number | null;
  /** How often the running step was begun. */
  attempts: number;
  created_at: number;
  created_by: string;
  /** When somebody last asked for something. */
  pressed_at: number;
  switched_at: number | null;
}

/** A file of an import's snapshot. */
export interface ImportFileTable {
  import_id: string;
  path: string;
  /** Sealed. */
  content: string;
}
