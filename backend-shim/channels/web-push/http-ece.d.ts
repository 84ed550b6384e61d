/** Declares types for `http_ece`, which has none of its own. */
declare module 'http_ece' {
  import type { ECDH } from 'node:crypto';

  /** Decrypts a push message as a browser does (RFC 8291). */
  export function decrypt(
    body: Buffer,
    options: { version: 'aes128gcm'; privateKey: ECDH; dh: string; authSecret: string },
  ): Buffer;
  const ece: { decrypt: typeof decrypt };
  export default ece;
}
