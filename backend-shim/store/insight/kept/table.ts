/** Declares the tables of what is kept of past days for figures; see schema.ts. */

/** A day (UTC) that is over and whose facts are kept. */
export interface InsightDayTable {
  /** Days since 1970. */
  day: number;
  /** The form of its facts; of another release's form nothing is read. */
  format: number;
  /** A new id each time that they are made. */
  made: string;
  made_at: number;
  /** JSON, `{ "users": […] }`: the people of its facts, which name them by their place in this list. */
  logins: string;
  /** The latest accepted page or update, or answer, on an incident that opened on this day. */
  last_call: number | null;
  /** Ids of incidents that something may still happen to, JSON. They are read anew each time. */
  open: string;
}

/** The facts of the incidents of one team that opened on a day; team '' has those without a team. */
export interface InsightFactsTable {
  day: number;
  team: string;
  /** That of its day: with another, it was made anew meanwhile. */
  made: string;
  /** JSON, see `packed.ts`. */
  body: string;
}

/** An incident that opened on this day has changed since the day was over. */
export interface InsightChangeTable {
  id: string;
  day: number;
}
