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
