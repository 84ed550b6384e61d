/** Defines the port for ids and random numbers; no other code is random. */
export interface IdGenerator {
  /** A new opaque id; ids sort by the time they were made. */
  next(): string;
  /** URL-safe text with `bytes` bytes of randomness. */
  secret(bytes: number): string;
  /** 0 ≤ x < 1. */
  chance(): number;
}
