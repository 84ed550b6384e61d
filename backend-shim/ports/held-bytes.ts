/** Defines the port that bounds the bytes of bodies and mails in memory, over all listeners. */
export interface HeldBytes {
  /**
   * Opens a lease for one request or mail. It starts in the small share of strangers.
   * @param displaced ends what it is for, when it has to make way for another stranger; without it, it never has to
   */
  lease(displaced?: () => void): BytesLease;
}

export interface BytesLease {
  /**
   * Moves the lease to a sender with a valid token. @param who each sender has a share, so that none can take
   * everything
   */
  admit(who: string): void;
  /** @returns false: there was no room, and nothing was taken */
  take(bytes: number): boolean;
  /** Gives everything back. Repeated calls do nothing. */
  end(): void;
}
