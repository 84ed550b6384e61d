/** Secrets at rest. */
export interface Vault {
  /** Encrypts under the key in use; the same text gives another result each time. */
  seal(plain: string): string;
  /** @throws where it was sealed with neither the key in use nor the previous one */
  open(sealed: string): string;
  /** Whether `open` would give the text. */
  opens(sealed: string): boolean;
  /** Whether it was sealed with the key in use, not with the previous one. */
  isCurrent(sealed: string): boolean;
  isSealed(text: string): boolean;
  /** A stable, keyed fingerprint, for looking a secret up without storing it. The same before and after a change of the key. */
  fingerprint(plain: string): string;
  /** A key for one purpose, derived from the key in use. */
  key(purpose: string): Buffer;
  /** What may have been signed for one purpose: the key in use first, then the previous one. */
  keys(purpose: string): Buffer[];
  /** Whether addresses that are secrets themselves are sealed. Releases before 0.2 cannot read those. */
  sealsAddresses(): boolean;
}
