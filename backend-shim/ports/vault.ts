/** Defines the port for encrypting secrets at rest. */
export interface Vault {
  /** Encrypts with the key in use; each result differs. */
  seal(plain: string): string;
  /** @throws if it was sealed with neither the key in use nor the previous one */
  open(sealed: string): string;
  /** Whether `open` would succeed. */
  opens(sealed: string): boolean;
  /** Whether it was sealed with the key in use. */
  isCurrent(sealed: string): boolean;
  isSealed(text: string): boolean;
  /**
   * A stable, keyed fingerprint, with which a secret is found without being stored. Unchanged by a change of the key.
   */
  fingerprint(plain: string): string;
  /** A key for one purpose, derived from the key in use. */
  key(purpose: string): Buffer;
  /** Keys that may have signed something for a purpose: the key in use, then the previous one. */
  keys(purpose: string): Buffer[];
  /** Whether addresses that are secrets are sealed. Releases before 0.2 cannot read sealed ones. */
  sealsAddresses(): boolean;
}
