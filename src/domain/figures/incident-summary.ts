/** Defines what sums up one incident: how long things took, who was paged, and whose sleep it broke. */

export interface PersonTimes {
  user: string;
  times: number;
}

/** Times in milliseconds, by the definitions of insights; null: it did not happen. */
export interface IncidentSummary {
  timeToPage: number | null;
  timeToAnswer: number | null;
  /** From opened to resolved. */
  duration: number | null;
  /** Who was the first to answer. */
  answeredBy: string | null;
  /** In the order of their first page, with how often. */
  paged: readonly PersonTimes[];
  /** Whose sleep was interrupted, with how often. */
  woken: readonly PersonTimes[];
}

export const NO_SUMMARY: IncidentSummary = {
  timeToPage: null,
  timeToAnswer: null,
  duration: null,
  answeredBy: null,
  paged: [],
  woken: [],
};
