/** Defines the input and the results of a rota's health check. */
import type { CalendarFreshness } from '#domain/calendar/source';
import type { AbsenceKind, AnyRota, RotaFacts } from '#domain/rota/model';
import type { TimeWindow } from '#domain/time/window';

/** Milliseconds on call, in all and of each hard kind. */
export interface OnCallHours {
  total: number;
  /** 22:00–06:00 in the person's zone. */
  nights: number;
  /** Saturdays and Sundays in the person's zone. */
  weekends: number;
  /** Public holidays of the rota's region. */
  holidays: number;
}

export const FINDING_KINDS = [
  'gap',
  'conflict',
  'unreachable',
  'disabled',
  'neverOnCall',
  'singlePoint',
  'unfair',
  'consecutiveDays',
  'shortNotice',
  'calendarStale',
  'calendarUnmatched',
  'frozenEnd',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** The values in `why`, for translations; each kind has its own. */
export interface FindingDetails {
  /** `gap`: the rota has no layers at all. */
  noLayers?: boolean;
  /** `conflict`: why the person is away. */
  absences?: AbsenceKind[];
  /** `conflict`: the name of the other rota, where the person is on call on two. */
  otherRota?: string;
  /** `disabled`: there is no such user. */
  unknownUser?: boolean;
  /** `singlePoint`: share of the covered time, in whole percent. */
  percent?: number;
  /** `unfair`: whole hours of the person and of the average, and what they measure. */
  measure?: keyof OnCallHours;
  hours?: number;
  average?: number;
  /** `consecutiveDays`: how many, to one decimal; `shortNotice`: whole days ahead. */
  days?: number;
  /**
   * `calendarStale`, `calendarUnmatched`: its name; for the former also whole hours since it was read (null: never),
   * and why it cannot be.
   */
  calendar?: string;
  readHoursAgo?: number | null;
  failure?: string | null;
}

export interface HealthFinding {
  kind: FindingKind;
  start: number;
  end: number;
  users: string[];
  /** One English sentence without a full stop. */
  why: string;
  details?: FindingDetails;
}

export interface PersonReadiness {
  /** Has an urgent contact method that works. */
  reachable: boolean;
  /** Disabled in Grafana or in Vigie. */
  disabled: boolean;
  /** The zone in which nights and weekends are counted; null, or a zone without a table: the rota's. */
  timeZone: string | null;
}

export interface HealthLimits {
  /** Longest time without 24 hours off, in days. */
  consecutiveDays: number;
  /** A shift given to somebody later than this many days before it starts is short notice. */
  noticeDays: number;
}

export const HEALTH_LIMITS: HealthLimits = { consecutiveDays: 7, noticeDays: 7 };

export interface HealthSubject {
  rota: AnyRota;
  facts: RotaFacts;
  from: number;
  to: number;
  /** Facts by login. A person without an entry cannot be paged. */
  people: ReadonlyMap<string, PersonReadiness>;
  /** Rotas on which nobody should be on call at the same time as on this one. */
  exclusive: readonly AnyRota[];
  /** When somebody must be on call; null for always. */
  expected: TimeWindow | null;
  limits: HealthLimits;
  /** Calendars that its layers read, and those whose absences concern it. */
  calendars?: readonly CalendarFreshness[];
  /** The present, for staleness; absent: `from`. */
  now?: number;
}
