/** Declares the tables of time on call and of calendars. */

/** Time on call as worked: written at handoffs, never edited. */
export interface DutyTable {
  id: string;
  rota: string;
  user: string;
  start_at: number;
  /** null: still on call. */
  end_at: number | null;
  /** Layer or override by which the person was on call, JSON. */
  why: string;
}

/** Until when the duties of a rota are written. */
export interface RotaMarkTable {
  rota: string;
  checked_at: number;
}

/** Shifts whose person was told ahead. */
export interface AnnouncedTable {
  rota: string;
  user: string;
  start_at: number;
}

/** A note that a person leaves at the end of their duty. */
export interface HandoffNoteTable {
  id: string;
  rota: string;
  user: string;
  at: number;
  text: string;
}

/** Time worked on an incident during duty; feeds labour-law checks and pay. */
export interface InterventionTable {
  id: string;
  incident: string;
  user: string;
  start_at: number;
  end_at: number | null;
  travel_ms: number;
  note: string;
  /** Every earlier state with who changed it and when, JSON. */
  history: string;
  version: number;
}

/** Secret links to calendars. */
export interface CalendarFeedTable {
  kind: string;
  subject: string;
  /** Sealed; the fingerprint finds it. */
  secret: string;
  fingerprint: string;
  alarm_ms: number | null;
  created_at: number;
}

/** An outside calendar, as it was last read. */
export interface CalendarStateTable {
  calendar: string;
  /** The version of the configured object that it was read for; 0: the object is deleted. */
  version: number;
  /** Since when the calendar is wanted. */
  first_at: number;
  etag: string | null;
  last_modified: string | null;
  looked_at: number | null;
  /** The last fetch that succeeded. */
  known_at: number | null;
  /** The last time that the text was read, rather than only found unchanged. */
  whole_at: number | null;
  known_until: number | null;
  failure: string | null;
  failure_detail: string | null;
  /** Id of the fetch that is under way; only that one may store its result. */
  look: string | null;
  /** Events to come, by what they say, JSON. */
  said: string;
  ignored: string;
  /** The shifts of all named people, JSON. */
  entries: string;
}
