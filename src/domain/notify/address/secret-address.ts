/** Tells which addresses grant access to whoever knows them, and how such an address is shown to others. */

/**
 * Types of contact methods whose address is a secret: anybody who knows it can write to the person there, or read what
 * is sent. Channels say the same in their `definition`.
 */
export const SECRET_METHODS: ReadonlySet<string> = new Set(['webhook', 'ntfy', 'teams', 'web-push']);

const HIDDEN = /^\S*…(?: \(changed\))?$/;
const PLACE = /^(https?:\/\/)(?:[^/?#]*@)?([^/?#\s{@]+)/i;

/** Enough to tell one from another: `https://hooks.example.com/…`. What is hidden already stays as it is. */
export function hideAddress(address: string): string {
  if (HIDDEN.test(address)) {
    return address;
  }
  const [, scheme, host] = PLACE.exec(address) ?? [];
  return scheme === undefined ? '…' : `${scheme}${host}/…`;
}
