/** Bytes of bodies and mails that the process holds at once, over all listeners: bounded, whoever sends. */
export interface HeldBytes {
  /** For one request or mail. It begins as a stranger's, which have a small share of their own. */
  lease(): Lease;
}

export interface Lease {
  /** From now on it is of a sender who showed a valid token. @param who each has a share, so that one cannot take all */
  admit(who: string): void;
  /** @returns whether there was room for that many more; if not, nothing was taken */
  take(bytes: number): boolean;
  /** Gives everything back. May be called again. */
  end(): void;
}
