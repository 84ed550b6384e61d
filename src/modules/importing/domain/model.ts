/**
 * Defines the words of an **import**: where a team comes from, what became of each of its objects, and why an imported
 * rota may differ from the pager that it replaces.
 */
export const IMPORT_SOURCES = ['oncall', 'opsgenie', 'jsm', 'pagerduty', 'goalert'] as const;
export type ImportSource = (typeof IMPORT_SOURCES)[number];

/** What became of an object of the source; each object ends in exactly one class. */
export const IMPORT_CLASSES = [
  /** The same by construction. */
  'exact',
  /** Another form with the same result. */
  'rewritten',
  /** The source's own answer, written down as overrides until a date. */
  'frozen',
  /** Differs, and the plan says where. */
  'approximated',
  /** Has no counterpart. */
  'left-out',
  /** Cannot be decided by a program. */
  'needs-a-person',
] as const;
export type ImportClass = (typeof IMPORT_CLASSES)[number];

/** What a person wants of a rota that cannot be compared, or that layers cannot say. */
export const ROTA_CHOICES = [
  /** The source's answer for the compared range, written down as overrides; nobody is on call after it. */
  'frozen',
  /** A rota without layers, for people to fill. */
  'empty',
  /** No rota, and no step that names it. */
  'left-out',
] as const;
export type RotaChoice = (typeof ROTA_CHOICES)[number];

/** Why two timelines differ, in the order in which the causes are tried. */
export const DIFFERENCE_CAUSES = [
  'person-unknown',
  'now-edge',
  'left-empty',
  'dst',
  'utc-schedule',
  'union',
  'forwarding',
  'swap',
  'participant-not-a-person',
  'not-permitted',
  'window-split',
  'seconds',
  'frozen-end',
  'unexplained',
] as const;
export type DifferenceCause = (typeof DIFFERENCE_CAUSES)[number];

/** Who is on call together from `start` to before `end` (epoch ms). In normal form `people` are sorted logins. */
export interface CrewSpan {
  start: number;
  end: number;
  people: readonly string[];
}

/** Hours for which the plan says beforehand that the rota differs from its source, and why. */
export interface PredictedDifference {
  cause: DifferenceCause;
  start: number;
  end: number;
}

/** A stretch in which both timelines name other people. */
export interface TimelineDifference {
  start: number;
  end: number;
  source: readonly string[];
  vigie: readonly string[];
}

export interface ExplainedDifference extends TimelineDifference {
  cause: DifferenceCause;
}
