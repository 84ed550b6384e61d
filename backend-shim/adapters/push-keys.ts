/** Makes key pairs for push services (VAPID, RFC 8292), or derives one from the operator's private key. */
import { createECDH } from 'node:crypto';

export interface PushKeyPair {
  publicKey: string;
  privateKey: string;
}

const CURVE = 'prime256v1';

export function makePushKeys(): PushKeyPair {
  const pair = createECDH(CURVE);
  pair.generateKeys();
  // A private key with leading zeros comes out shorter than 32 bytes, so it is padded.
  const privateKey = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32);
  return { publicKey: pair.getPublicKey('base64url'), privateKey: privateKey.toString('base64url') };
}

/** @returns null: not a key of the curve */
export function pushKeysFrom(privateKey: string): PushKeyPair | null {
  const pair = createECDH(CURVE);
  try {
    pair.setPrivateKey(privateKey, 'base64url');
  } catch {
    return null;
  }
  return { publicKey: pair.getPublicKey('base64url'), privateKey };
}
