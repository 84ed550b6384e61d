/** The tables of what people say about incidents afterwards. */

/** Whether it was worth waking somebody, in the eyes of one person or script. */
export interface RatingTable {
  incident: string;
  /** `person` or `script`, since a token may have a person's login as its name. */
  kind: string;
  /** Login, or name of the token. */
  rater: string;
  rating: string;
  note: string | null;
  at: number;
}

/** What people wrote about an incident afterwards. */
export interface ReviewTable {
  incident: string;
  version: number;
  /** `draft` or `complete` */
  state: string;
  /** JSON: its texts, and the entries of the timeline that it leaves out. */
  body: string;
  updated_at: number;
  updated_by: string;
  completed_at: number | null;
  completed_by: string | null;
}

/** What a review says is to be done. */
export interface ReviewActionTable {
  incident: string;
  id: string;
  position: number;
  what: string;
  owner: string | null;
  /** `2026-11-02` */
  due: string | null;
  done_at: number | null;
}
