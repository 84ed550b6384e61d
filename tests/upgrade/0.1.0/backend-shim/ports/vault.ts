/** Secrets at rest. */
export interface Vault {
  /** Encrypts; the same text gives another result each time. */
  seal(plain: string): string;
  /** @throws where it was sealed with another key */
  open(sealed: string): string;
  isSealed(text: string): boolean;
  /** A stable, keyed fingerprint, for looking a secret up without storing it. */
  fingerprint(plain: string): string;
  /** A key for one purpose, derived from the master key. */
  key(purpose: string): Buffer;
}
