/** The tables of what people say about incidents afterwards. */

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
