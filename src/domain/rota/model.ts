/**
 * A **rota** says who is on call, when. Everything here is plain JSON and treated as a value: make a new one to change
 * it (identity keys the caches of `compile.ts`). Times that people write are kept as written (`2026-01-05T09:00`),
 * since a wall clock is not an instant.
 */
import type { Calendar } from '#domain/time/holidays';
import type { WeeklyWindow } from '#domain/time/weekly';

export const ROTATION_UNITS = ['hour', 'day', 'week', 'month'] as const;
export type RotationUnit = (typeof ROTATION_UNITS)[number];

export const ADVANCE_MODES = ['always', 'covered'] as const;
type AdvanceMode = (typeof ADVANCE_MODES)[number];

export const ABSENCE_MODES = ['flag', 'skip', 'next'] as const;
/** Still on call and flagged as a conflict; left out; or replaced by the next person of the rotation. */
export type OnAbsence = (typeof ABSENCE_MODES)[number];

export interface Rotation {
  every: number;
  unit: RotationUnit;
  /** Wall clock in the layer's zone: the first handoff, from which all others are counted. */
  start: string;
  /** `covered`: only slots in which the layer's windows cover some time take a turn. */
  advance: AdvanceMode;
}

export interface Layer {
  /** Unique within the rota. */
  id: string;
  /** null for the rota's zone. */
  timeZone: string | null;
  /** null if the first slot is always on call. */
  rotation: Rotation | null;
  /** Slots in order of turn; a slot holds one person, several, or nobody. Logins. */
  participants: readonly (readonly string[])[];
  /** null or none: always. */
  restrictions: readonly WeeklyWindow[] | null;
  /** Wall clock in the layer's zone, or an instant with offset. */
  effectiveFrom: string | null;
  effectiveUntil: string | null;
  /** This calendar, kept elsewhere, decides who is on call: no rotation, no participants. */
  calendar?: string | null;
  /** Whether it answers together with the layer below it; without effect on the lowest layer. */
  join?: boolean;
}

export type OverrideChange =
  | { kind: 'set'; users: readonly string[] }
  | { kind: 'replace'; user: string; with: string }
  | { kind: 'add'; users: readonly string[] }
  | { kind: 'remove'; users: readonly string[] };

export type OverrideOrigin = { kind: 'file' } | { kind: 'person'; by: string } | { kind: 'swap'; swap: string };

export interface Override {
  /** Unique within the rota. */
  id: string;
  /** null for the whole rota. */
  layer: string | null;
  /** Wall clock in the rota's zone, or an instant with offset. */
  start: string;
  end: string;
  change: OverrideChange;
  origin: OverrideOrigin;
  /** Overrides apply in this order, a later one wins; null (from a file) comes first, in list order. */
  createdAt: number | null;
}

export interface Rota {
  id: string;
  name: string;
  team: string | null;
  /** IANA name. */
  timeZone: string;
  /** Region of public holidays for `workday` and `holiday`: `FR`, `FR-57`. */
  holidays: string | null;
  onAbsence: OnAbsence;
  /** Lowest priority first. */
  layers: readonly Layer[];
  overrides: readonly Override[];
  /** Id of the time window in which somebody must be on call; absent: always. */
  expected?: string;
  /** When the overrides end as which it was taken over from another pager; absent: it was not. */
  frozenUntil?: number;
  /** When it was first saved, epoch ms; what it says about earlier times was never in force. Absent: unknown. */
  enteredAt?: number;
}

/** A saved state of the rota and the instant from which it applies; null for the beginning of time. */
export interface RotaVersion {
  from: number | null;
  /** When people could know of it; absent: when it took effect. */
  savedAt?: number;
  rota: Rota;
}

/**
 * The rota through time, earliest version first. A version, with its own overrides, acts while it is in force.
 * Overrides by people are stored apart from versions; whoever builds this value adds them to every version, so that
 * saving a version loses none.
 */
export interface VersionedRota {
  versions: readonly RotaVersion[];
}

/** Every question about a rota can be asked of one version or of its whole history. */
export type AnyRota = Rota | VersionedRota;

export const ABSENCE_KINDS = ['leave', 'sick', 'offDuty'] as const;
/** For people who need not know the kind of an absence: `absent`. */
export const SHOWN_ABSENCE_KINDS = [...ABSENCE_KINDS, 'absent'] as const;
export type AbsenceKind = (typeof SHOWN_ABSENCE_KINDS)[number];

export interface Absence {
  id: string;
  user: string;
  /** Instants, half-open. */
  start: number;
  end: number;
  kind: AbsenceKind;
  /**
   * When it was entered. On an older rota, it does not act before that, so who was on call stays as it was. Absent: it
   * was always known.
   */
  enteredAt?: number;
  /** The person is disabled: overrides and swaps do not put them on call either. */
  gone?: true;
}

export const SWAP_STATES = ['open', 'taken', 'declined', 'cancelled', 'expired'] as const;
export type SwapState = (typeof SWAP_STATES)[number];

export interface SwapConsent {
  by: string;
  at: number;
}

/** Half-open instants. */
export interface SwapWindow {
  start: number;
  end: number;
}

/** A person's request to be relieved on a rota. */
export interface Swap {
  id: string;
  rota: string;
  /** The requester's shift. */
  window: SwapWindow;
  /** A colleague's shift that the requester takes in exchange. */
  inReturn: SwapWindow | null;
  /** null for anyone. */
  askedOf: string | null;
  state: SwapState;
  asked: SwapConsent;
  /** Consent of the person who took it. */
  taken: SwapConsent | null;
  /** When and by whom it was declined, cancelled or expired (`by` is empty for the clock). */
  closed: SwapConsent | null;
  note: string;
}

/** A person's time in an outside calendar. Half-open instants. */
export interface CalendarShift {
  user: string;
  start: number;
  end: number;
  /** When it was first read. On an older rota, it does not act before that. */
  knownAt: number;
}

/** Shifts by id of the calendar. */
export type CalendarShifts = Readonly<Record<string, readonly CalendarShift[]>>;

/** Facts from outside a rota. All parts are values, as the rota is. */
export interface RotaFacts extends Calendar {
  readonly absences: readonly Absence[];
  /** Swaps of any rota in any state. Only taken swaps of the resolved rota count. */
  readonly swaps: readonly Swap[];
  /** Shifts of calendars that layers name; a missing calendar has nobody in it. */
  readonly calendars?: CalendarShifts;
}

export type OnCallSource = { layer: string } | { override: string };

export interface OnCall {
  user: string;
  source: OnCallSource;
}

/** `[start, end)`; an empty list is nobody on call. The order of people has no meaning. */
export interface OnCallSegment {
  start: number;
  end: number;
  onCall: readonly OnCall[];
}

/** The versions of a rota, earliest first; a plain rota has always been in force. */
export function versionsOf(rota: AnyRota): readonly RotaVersion[] {
  return 'versions' in rota ? rota.versions : [{ from: null, rota }];
}

/** The zones and regions that must be loaded before the rota can be resolved. */
export function factsNeeded(rota: AnyRota): { zones: string[]; regions: string[] } {
  const rotas = versionsOf(rota).map((version) => version.rota);
  const zones = rotas.flatMap(({ timeZone, layers }) => [
    timeZone,
    ...layers.map((layer) => layer.timeZone ?? timeZone),
  ]);
  const regions = rotas.flatMap(({ holidays }) => (holidays === null ? [] : [holidays]));
  return { zones: [...new Set(zones)], regions: [...new Set(regions)] };
}
