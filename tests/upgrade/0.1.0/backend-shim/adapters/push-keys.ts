/** Key pairs for push services (VAPID, RFC 8292): made here, or from a private key that the operator gave. */
import { createECDH } from 'node:crypto';

export interface PushKeyPair {
  publicKey: string;
  privateKey: string;
}

const CURVE = 'prime256v1';

export function makePushKeys(): PushKeyPair {
  const pair = createECDH(CURVE);
  pair.generateKeys();
  // A private key that begins with zeros comes out shorter than the 32 bytes that it is.
  const privateKey = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32);
  return { publicKey: pair.getPublicKey('base64url'), privateKey: privateKey.toString('base64url') };
}

/** null: it is no key of the curve. */
export function pushKeysFrom(privateKey: string): PushKeyPair | null {
  const pair = createECDH(CURVE);
  try {
    pair.setPrivateKey(privateKey, 'base64url');
  } catch {
    return null;
  }
  return { publicKey: pair.getPublicKey('base64url'), privateKey };
}
