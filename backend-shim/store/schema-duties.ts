/** Tables of time on call and of calendars. */

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

/** Until when a rota's duties are written. */
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

/** What somebody going off duty leaves in writing. */
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
