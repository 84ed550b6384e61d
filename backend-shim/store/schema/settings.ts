/** Declares the tables of the configuration; see schema.ts. */

/** Every configured object in its wire form. */
export interface ConfigTable {
  kind: string;
  id: string;
  body: string;
  /** `file`: read-only in API and UI. */
  origin: 'file' | 'api';
  version: number;
  created_at: number;
  updated_at: number;
}

/** Versions of objects whose past counts (rotas), each with the instant from which it applies. */
export interface ConfigHistoryTable {
  kind: string;
  id: string;
  version: number;
  /** null: from the beginning of time. */
  holds_from: number | null;
  saved_at: number;
  actor: string | null;
  /** null: deleted. */
  body: string | null;
}

/** The last deletion of an object, for as long as it can be undone. */
export interface DeletionTable {
  kind: string;
  id: string;
  at: number;
  /** JSON: the rows that it removed or changed, and those that it added. */
  body: string;
}

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

/** Versions of every configured object that decides who is paged, besides rotas. */
export interface ConfigVersionTable {
  kind: string;
  id: string;
  /** Counts the versions of the object, also across deletions. */
  number: number;
  /** The instant from which it applied. */
  at: number;
  origin: 'file' | 'api';
  created_at: number;
  /** Without secrets. null: deleted. */
  body: string | null;
}

/** When no sidecar was running, as the next start found it. */
export interface DowntimeTable {
  from_at: number;
  to_at: number;
}

/** A replay under way, or its result. */
export interface ReplayTable {
  id: string;
  created_at: number;
  created_by: string;
  /** `keyOf` the caller, who alone may read it; null: it was begun by an older release. */
  owner: string | null;
  range_from: number;
  range_to: number;
  answers: string;
  /** null: versions are complete for the whole period. */
  exact_since: number | null;
  state: string;
  /** Per mille. */
  progress: number;
  /** When the process that runs it last said so. */
  seen_at: number;
  /** JSON */
  result: string | null;
}

/** What would help against alerts that wake people, as it was found last: one row. */
export interface RemedyTable {
  id: string;
  /** The last night in which it was looked for by itself, days since 1970, and how often that was begun. */
  night: number;
  tries: number;
  /** null: nothing was found yet. */
  made_at: number | null;
  range_from: number | null;
  range_to: number | null;
  /** Why the last look found nothing; `body` is then of an earlier one. */
  problem: string | null;
  /** JSON */
  body: string | null;
}
