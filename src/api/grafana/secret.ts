/** Makes a secret that nobody has to remember: 32 random bytes, as text without special characters. */
export function newSecret(): string {
  return [...crypto.getRandomValues(new Uint8Array(32))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
