/** Chance reaches the sidecar only through here. */
export interface Ids {
  /** A new opaque id that sorts by the time of its making. */
  next(): string;
  /** URL-safe text with `bytes` bytes of randomness. */
  secret(bytes: number): string;
  /** 0 ≤ x < 1. */
  chance(): number;
}
