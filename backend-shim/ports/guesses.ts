/** Defines the port for delaying senders of wrong tokens. Senders of right tokens never pass through this port. */
export interface GuessLimiter {
  /** Resolves at once for the first wrong tokens of an address, and later and later for more. */
  wrong(address: string): Promise<void>;
}
