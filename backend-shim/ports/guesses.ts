/** Wrong tokens: whoever sends many waits for the answers. Right ones are never looked at here. */
export interface Guesses {
  /** Resolves at once for the first of an address, later and later for more. */
  wrong(address: string): Promise<void>;
}
