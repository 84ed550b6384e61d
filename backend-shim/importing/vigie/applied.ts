/** Defines how many objects an `apply` made, changed, and left as they were. */
export interface AppliedCounts {
  made: number;
  changed: number;
  same: number;
}
