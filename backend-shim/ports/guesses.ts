/** The port for delaying senders of wrong tokens. Right tokens never pass through it. */
export interface GuessLimiter {
  /** Resolves at once for the first wrong tokens of an address, and later and later for more. */
  wrong(address: string): Promise<void>;
}
